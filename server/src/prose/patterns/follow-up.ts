/** A stand-alone chase: follow up, check in, remind, nurture, stay in touch, ask for status. */
import { cueAt, type Pattern } from '../fragment.ts';
import { phrases } from '../phrases.ts';

const CHASES = phrases(
  'follow|following|followed =up|=ups|=on|=back|=through =with?',
  'followup|followups',
  'check|checking|checked =in|=back|=up',
  'check =on =them|=the =status|=progress?',
  'chase|chasing|chased|chaser|hound|pester',
  'nurture|nurturing|drip/N',
  'remind|reminder',
  'keep|stay|remain|get|keeping|staying|getting|be|come|got ~2 =in =touch|=contact',
  'keep|keeping|stay|staying|remain ~3 =warm|=engaged|=moving|=informed|=close|=alive|=visible|=posted|=fresh',
  'keep ~2 =going|=interested|=updated',
  'top =of =mind|=their',
  'first =they|=name ~2 think',
  'touch|touching base',
  'touchpoint|touchpoints|touch-base',
  'circle|loop|revert =back',
  'reconnect|re-engage|reengage|recontact|revisit|re-approach|reapproach|rekindle|revive|reactivate',
  'ping|nudge|prod|poke @buyer|@partner|for|about|them|the',
  'reach|call|contact|email|write|phone|try|approach|approaching|ring|knock ~4 =again|=later',
  'call|phone|ring =back',
  'resend|re-send',
  'get|getting|come =back =to =them|=him|=her|=@buyer|=in',
  'get|come back to @buyer|them if|when|with?',
  'monitor|watch|track ~4 progress|status|decision|account|@buyer|response|development',
  'ask|enquire|inquire|call|write|email|check|get|seek|request|clarify ~5 =status|=progress|=update|=updates|=news',
  'status|progress =check|=call|=email|=inquiry',
  'ask|see|check|find|clarify ~5 where ~4 stand|stands',
  'clarify ~2 status',
  'push|press|prompt|pressure|bug @buyer|them|for ~4 =decision|=answer|=response|=reply|=signature|=feedback|=update',
  'call|write|email|ask|contact ~6 =for =their|=feedback|=comments|=a =comments|=reply|=response|=decision|=answer',
  'second|third|fourth|final|2nd|3rd|last =attempt|=touch|=reminder|=email|=chaser|=nudge',
  'cadence|drip =step|=campaign|=email|=sequence',
  'long =term =nurture',
  'stay|staying|remain =on =top =of',
  'follow =@buyer',
  'look =again|=back =in',
  'keep|keeping =following|=chasing|=calling|=asking|=after|=pushing',
  'pursue =an =answer',
);

/** "Follow the procedure", "following the demo": not a chase. */
export const followUp: Pattern = (fragment) => {
  const { words } = fragment;
  return CHASES.find(words)
    .filter(({ from, to }) => {
      const [word, next] = [words[from], words[from + 1]];
      if (word === undefined) return false;
      // "Track record", "watch list".
      if ((word.word === 'watch' || word.word === 'track') && word.pos === 'NOUN' && !word.order) return false;
      // "Follow-up date" of a medical trial stays one; "follow on order" is a new sale.
      if (
        word.verb === 'follow' &&
        next?.word === 'on' &&
        ['order', 'contract', 'project', 'phase'].includes(words[to]?.lemma ?? '')
      )
        return false;
      // "Check-in desk", "check in baggage", "guest checks in".
      if (
        word.verb === 'check' &&
        next?.word === 'in' &&
        ['desk', 'date', 'time', 'code', 'the'].includes(words[to]?.word ?? '')
      )
        return false;
      return true;
    })
    .map((match) => cueAt(fragment, 'follow-up', match));
};
