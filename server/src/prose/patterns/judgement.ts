/** Opinions that two people would not share: good fit, clear, strong champion, viable, ready, qualified. */
import { cueAt, type Fragment, isName, type Pattern } from '../fragment.ts';
import { phrases } from '../phrases.ts';
import { ABSTRACTIONS } from '../vocabulary/artefacts.ts';

const OPINIONS = phrases(
  'good|great|strong|stronger|solid|meaningful|genuine|viable|suitable|compelling|credible|promising|worthwhile|healthy',
  'excellent|ideal|perfect|poor|weak|meaningfully|attractive|winnable|favourable|favorable|impressive|serious|realistic',
  'adequate|adequately|sufficiently|thorough|thoroughly|effective|effectively|smooth|smoothly|robust|valuable|reasonable',
  'successful|successfully|properly|genuinely|strongly|confidently|convincingly|positively|clearly|strategically',
  'clear/A',
  'positive|negative reaction|response|feedback|impression|experience|relationship|signal|conversation|outcome',
  'real/A opportunity|need|pain|interest|deal|problem|urgency|chance|project|buyer|lead|prospect|value|potential',
  'right person|people|stakeholder|contact|@buyer|time|fit|solution|level|audience|match',
  'wrong person|people|time|fit',
  'right ~1 @buyer',
  'well =defined|=understood|=positioned|=suited|=developed|=aligned|=qualified|=received|=matched|=prepared',
  'high =standard|=quality|=potential|=likelihood|=probability|=confidence|=value|=intent|=level',
  '=qualified|prequalified',
  'fit/N',
  '@buyer|we|us|it do|does|did|is|be ~1 fit',
  '@seller|we|us|solution|product|offering|it fit|suit ~1 them|their|@buyer|other|need',
  'suit|suits each|one other|another',
  'viability|suitability|readiness|likelihood|potential/N',
  'ready',
  'deserve|deserves|merit|merits',
  'value =proven|=established|=proved|=demonstrated|=articulated',
  'proven|perceived value',
  'proof of value',
  'inside =out',
  'grounds|reason to believe|think|expect',
  'momentum',
  '=technical =win',
  'decent|fair|good shot|chance',
  'impactful|meaningful|productive|fruitful|constructive|insightful',
  'at odds',
  'winnable',
  'in =your|=our ~1 judgement|judgment|opinion|view|eyes',
  'go|goes|went ~1 well|smoothly|fine|badly',
  'worth|worthy ~1 pursue|pursuing|pursuit|our|effort|it|having',
  'how =likely|=good|=strong|=serious|=ready|=well|=big|=urgent|=important|=critical|=keen|=much',
  'best fit|suit|suited|match',
  'quality of|lead',
  'show|tell ~2 promise',
);

/** "Good standing", "clear title": terms of a trade with one meaning. */
const TERMS = phrases(
  'good =standing|=faith|=until|=condition|=manufacturing',
  'clear title|zone|span|=coat|height|escrow',
  'right =away|now|to|of|=before|=after|hand|side',
  'ready mix|=to =ship|=for =delivery|=for =pickup|=to =sign',
  'successful =bidder|=offeror|=tenderer|=completion|=test|=payment|=installation',
  'success =criterion|=criteria|=manager|=plan|=metric',
  'successfully =pass|=passed|=completed|=installed|=tested|=paid|=submitted|=delivered|=migrated',
  'effective =date|=from|=on',
  'fit =out|=up|test|check',
  'test fit',
  'fit =for =duty',
  'strong =box|=room',
  'solid =state|wood|surface|waste',
  'proof of value|concept =completed|=signed|=plan|=agreement|=report',
  'pre qualified vendor|supplier|list',
  'ideal customer profile',
  'fit score',
  'score|scored|scoring fit',
  'readiness checklist|checklists|assessment|review|date|test',
);

/** "Qualified using BANT": the yardstick is named. */
const YARDSTICKS = new Set([
  'by',
  'using',
  'against',
  'per',
  'with',
  'on',
  'under',
  'according',
  'via',
  'through',
  'as',
]);

function hasYardstick(fragment: Fragment, to: number): boolean {
  const next = fragment.words[to];
  return next !== undefined && YARDSTICKS.has(next.word);
}

export const judgement: Pattern = (fragment) => {
  const { words } = fragment;
  const terms = TERMS.find(words);
  return OPINIONS.find(words)
    .filter(({ from, to }) => {
      const first = words[from];
      const next = words[to];
      const before = words[from - 1];
      if (first === undefined || isName(fragment, from)) return first?.quoted === true && first.word === 'fit';
      if (terms.some((t) => t.from <= from && t.to >= to)) return false;
      if (first.word === 'qualified') {
        return (
          !hasYardstick(fragment, to) && !['to', 'as', 'status', 'mark', 'marked', 'set'].includes(before?.word ?? '')
        );
      }
      // "Waiting for the transfer to clear".
      if (first.word === 'clear' && before?.word === 'to' && (next === undefined || next.pos === 'PUNCT')) return false;
      // "Clear the redlines", "credit cleared": a deed.
      if (first.lemma === 'clear' && (first.order || first.word !== 'clear')) return first.word === 'clearly';
      // A paper, a site or a machine can be ready for all to see.
      if (first.word === 'ready')
        return !words.some(
          (w) => (w.artefact && w.side === undefined) || ['site', 'house', 'room', 'sample'].includes(w.lemma),
        );
      // "Seriously ill", "reasonable accommodation": the head decides where the word stands before a noun.
      if (first.word === 'reasonable' || first.word === 'valuable' || first.word === 'serious') {
        return next === undefined || next.pos !== 'NOUN' || ABSTRACTIONS.has(next.lemma) || next.side !== undefined;
      }
      if (first.word === 'worth' && next?.pos === 'NUM') return false;
      return true;
    })
    .map((match) => cueAt(fragment, 'judgement', match));
};
