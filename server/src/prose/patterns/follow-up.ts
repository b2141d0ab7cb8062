/** A stand-alone chase: follow up, check in, remind, nurture, stay in touch, ask for status. */
import { cueAt, type Fragment, type Pattern } from '../fragment.ts';
import { type Match, phrases } from '../phrases.ts';
import { CONTACTING } from '../vocabulary/deeds.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

const CHASES = phrases(
  // Said outright.
  'follow|following|followed =up|=ups|=back|=through =with?',
  'follow =on =call|=email|=meeting|=message|=contact',
  'followup|followups',
  'check|checking|checked =in =with|=on|=to|=by|=regularly|=call|=calls|=meeting|=email|=every|=periodically|=after|=once|=again|@party',
  '@start check|checking =in',
  'check =ins|=back|=on =@buyer|@party|=progress|=status',
  'chase|chasing|chased|chaser|chivvy|hound|pester|hassle|badger',
  'nurture|nurturing',
  'drip/N',
  'gentle|friendly|little|quick prod|nudge|reminder|push|poke|ping',
  'regular|periodic|recurring|occasional ~2 call|email|visit|contact|touch|text|catch',
  '=now and then',
  'monitor ~4 =for =feedback|=news|=updates|=response|=award',
  'breakup|break =email|=sequence|=up',
  '=touch =sequence|=cadence|=campaign',
  'periodic|regular|ongoing|continued outreach',
  'be|are ~1 forgotten',
  'call|text|ring|email|phone ~2 next day|week|month|quarter',
  'keep|maintain|sustain ~2 contact|communication|conversation|dialogue|presence|pressure',
  'maintain|sustain ~1 relationship|interest|momentum|rapport',
  'keep|keeping ~3 conversation|dialogue|relationship|thread ~1 going|alive|open|warm',
  'any|=some news|update|progress|movement|thought|joy',
  'see|ask|check|hear|find =how ~5 going|getting|doing|feel|faring|coming',
  'see =what =they|=he|=she ~2 think|decide|say',
  'win =back =campaign|=call|=email',
  'try =again',
  '=call|=email|=write|=phone|=ring|=text|=knock|=ask ~4 =until =they|=someone|@buyer',
  'every|each =other? day|week|month|quarter|fortnight|few ~4 =until|=unless|=in =case',
  'call|email|write|phone|ring|text|visit ~4 =every|=each|=weekly|=monthly|=quarterly|=regularly|=periodically',
  'call|email|write|phone|ring|text|approach ~3 =next =month|=quarter|=year|=season|=spring|=summer|=autumn|=winter',
  'no =news|=word ~3 call|email|ring|write',
  'to =say =hello|=hi',
  'goodwill|courtesy|social|friendly call|visit|email',
  'newsletter|christmas|birthday',
  'loyalty =call|=visit',
  'warm|warming =up|=them =up',
  'bump =the? =thread|=email|=inbox',
  'still =interested|=on =track|=deciding|=thinking',
  'keep|stay =on =top =of',
  'diary|diarise|diarize it|for',
  'call|callback|try later',
  'catch up call|meeting',
  'drip|dripping',
  'remind|reminder|nudge',
  'touch|touching base',
  'touchpoint|touchpoints',
  'circle|circling =back',
  // Staying near.
  'keep|stay|remain|get|keeping|staying|getting|be ~3 =in =touch|=contact',
  'keep|keeping|stay ~3 =in =the =loop',
  'stay|keep =in =front =of',
  'back =in =touch|=contact',
  'keep|keeping|stay|staying|remain|remaining ~4 =warm|=engaged|=moving|=informed|=alive|=visible|=posted|=fresh|=connected|=interested|=updated|=going|=present|=simmering|=sweet',
  'keep|keeping =close|=tabs|=track|=following|=chasing|=calling|=asking|=after|=pushing|=checking|=an =eye',
  'stay|staying|remain =close|=on =top|=their|=the|=to',
  'top =of =mind|=their',
  'first|remember|forget|remembers ~4 =think|=us|=you|=we|=about|=brand|=name',
  '=on ~3 =radar|=mind',
  'in the =running|=loop|=picture',
  'relationship =warm|=alive|=going',
  // Coming back.
  'reconnect|re-engage|reengage|recontact|revisit|re-approach|reapproach|rekindle|revive|reactivate|resurface|resurrect',
  'reach|call|contact|email|write|phone|try|approach|approaching|ring|knock|message|ask|dial|text|visit ~5 =again|=later|=once =more|=time',
  'one more time|try|attempt|go|call|email',
  'ping|prod|poke|bump|jog/V',
  'give ~2 =nudge|=prod|=poke|=bump|=shout|=buzz|=another',
  'pop|drop|stop|swing|call/V =in|=by|=round =on|=with|=to|=every|=regularly|=from|=now|=at?',
  'resend|re-send',
  'get|getting|come =back =to =them|=him|=her|=@buyer|=in',
  // Asking where it stands.
  'monitor|watch|track ~4 progress|status|decision|@buyer|response|development|movement',
  'ask|enquire|inquire|call|write|email|get|seek|request|clarify ~5 =status|=progress|=update|=updates|=news',
  'status|progress =check|=call|=email|=inquiry|=enquiry',
  'ask|see|find|clarify|check ~5 where ~4 stand|stands|are|is',
  'clarify|confirm|request ~2 status',
  'push|press|prompt|pressure|bug|lean ~3 =decision|=answer|=response|=reply|=signature|=feedback|=update',
  'call|write|email|ask|contact|phone ~6 =for =their? =comments|=feedback|=reply|=response|=decision|=answer|=thoughts|=reaction',
  'second|third|fourth|final|=2nd|=3rd|last =attempt|=touch|=reminder|=email|=chaser|=nudge|=call|=try',
  'rattle =their|=the',
  'to see|check|ask|find|hear|learn ~2 =if|=whether|=how|=what ~4 chance|think|thought|questions|decided|progress|read|=getting|=doing|=had',
  'heard nothing|back|from',
  'hear|hearing =back|=nothing|=anything',
  'unanswered|unopened',
  'look|approach|approaching =again|=back =in',
  'cadence',
  'sequence ends|finished',
  'happy birthday',
  'birthday|holiday|christmas =card|=greeting|=message',
);

/** Long after something else happened. */
const LATER = list('later after afterwards every before');

/** "Ring a week later", "email three days after the quote": reaching out because time has passed. */
function afterSomeTime({ words }: Fragment): readonly Match[] {
  return words.flatMap((word, at) => {
    if (!CONTACTING.has(word.verb) || !(word.order || (word.pos === 'VERB' && word.word !== word.verb))) return [];
    const later = words.findIndex((w, i) => i > at && i < at + 9 && w.clause === word.clause && LATER.has(w.word));
    const time = words
      .slice(at, later + 4)
      .some((w) => w.clause === word.clause && /^(?:day|week|month|quarter|year|fortnight)$/.test(w.lemma));
    return later > 0 && time ? [{ from: at, to: later + 1 }] : [];
  });
}

export const followUp: Pattern = (fragment) => {
  const { words } = fragment;
  return [...CHASES.find(words), ...afterSomeTime(fragment)]
    .filter(({ from, to }) => {
      const [word, next] = [words[from], words[from + 1]];
      if (word === undefined) return false;
      // "Track record", "watch list".
      if ((word.word === 'watch' || word.word === 'track') && word.pos === 'NOUN' && !word.order) return false;
      // "Check in baggage", "check-in desk".
      if (
        word.verb === 'check' &&
        next?.word === 'in' &&
        ['desk', 'date', 'time', 'code', 'counter'].includes(words[to]?.word ?? '')
      )
        return false;
      // "Check in the returned samples": goods are checked in.
      return !(
        word.verb === 'check' &&
        next?.word === 'in' &&
        words[to]?.pos === 'DET' &&
        words.slice(to).some((w) => w.artefact)
      );
    })
    .map((match) => cueAt(fragment, 'follow-up', match));
};
