/** Wording that lets the step be left out, or that only some sales reach: if applicable, optional, on hold. */
import { clauseOf, cueAt, type Fragment, type Pattern } from '../fragment.ts';
import { type Match, phrases } from '../phrases.ts';

const ESCAPES = phrases(
  'if|as|where|when|whenever|wherever|unless|once ~1 applicable|needed|required|necessary|possible|relevant|appropriate|desired|feasible|warranted|practical|useful|wanted|helpful|indicated',
  'if|where|when @party ~1 need|want|ask|request|require|wish|prefer|like|insist',
  'if|where|when there be|is =a|=an|=any|=room|=scope|=interest|=time',
  'if ~1 =any',
  'if =time|=budget|=not|=so',
  'optional|optionally',
  'nice to have',
  'only =for|=if|=when|=where',
  'can|could|may ~1 skip|omit|skipped|omitted',
  'not =always|=every|=all|=mandatory|=required',
  'sometimes|occasionally|usually|typically|normally|generally|often|ideally|preferably|rarely',
  'at ~3 discretion',
  'discretionary',
  'depending on',
  'in =some|=certain|=special|=rare|=most|=exceptional|=complex case|situation|deal',
  'in case',
  'for =some|=certain|=complex|=larger|=bigger|=large|=strategic deal|account|customer|client|opportunity|project|sale',
  'unless',
  'feel free',
  'consider|think =about|=sending|=asking|=offering|=inviting ~2',
  'or skip',
  'if|when|where ~6 unavailable|missing|late|overdue',
  'subject =to =availability|=size',
  'may|might want|need|wish|require =to|=a',
  'non =standard|routine',
  'nonstandard',
  'ad hoc',
  'on =request|=demand',
  'as =and =when',
  'where|if|when ~4 =requires|=require|=required|=requested|=requests|=calls =it?',
  'by =exception',
  '=only ~3 =if|=when|=where|=for|=on|=above|=over',
  'exception|exceptional|exceptionally',
  'may =or =may =not',
  'large|larger|big|bigger|key|strategic|enterprise|complex|international|regulated account|deal|customer|client|order =only',
  'nice|good =to =have',
  'bonus =if|=points',
  'leave =out',
  'not =needed|=necessary =for|=if|=when',
  'for =new|=existing|=returning|=larger|=big|=key|=vip|=strategic|=enterprise|=international|=foreign|=overseas|=public customer|client|account|buyer|deal|order ~1 only',
  'lost|cancelled|canceled|withdrawn|disqualified|rejected =to|=deal|=deals|=order|=orders|=bid|=bids',
  'second|third|additional|extra|further demo|visit|meeting|call|workshop|round|survey|sample|trial ~3 =if|=when|=where|=on',
  'for ~4 only',
  'for|on|with ~4 above|over|exceeding|beyond|under|below|than @number',
  'over|above|exceeding @number =%|=percent|=k|=m|guest|unit|seat|user|head|employee|license|licence',
  'if|when|where ~5 have|has asked|requested',
  'where ~5 =not',
  'upsell|cross-sell ~4 where|when|if',
);

/** Places where a sale rests or that it leaves by; not every sale comes there. */
const STALLED = phrases(
  '@start no|zero =answer|=response|=reply|=show|=interest|=contact',
  '=no =show|=decision',
  'on hold',
  'unresponsive|dormant|stalled|parked|postponed|deferred|recycle|recycled|re-engagement',
  'go|gone|went|going =silent|=quiet|=cold|=dark',
  'wrong time|timing',
  'not =now|=ready|=interested',
  'park/V it|the|@buyer|deal|opportunity',
  'return|move|send|put ~4 back to',
  'return the|it|@buyer|deal|opportunity =to',
  'back to nurture|marketing',
  'wait|waiting list',
);

/** After these, "if" asks a question: "check if", "see if". */
const ASKING = new Set([
  'see',
  'check',
  'ask',
  'decide',
  'determine',
  'know',
  'confirm',
  'find',
  'assess',
  'evaluate',
  'verify',
  'tell',
  'out',
  'wonder',
  'judge',
  'learn',
  'clarify',
  'understand',
  'consider',
  'review',
  'on',
  'as',
  'about',
  'only',
  'even',
]);

const PLACES = new Set(
  'place site plant office meeting call page field stage step point room location venue spot country region system building store'.split(
    ' ',
  ),
);

/** "If X, do Y", "do Y where X": the deed is done only then. */
function conditional(fragment: Fragment): readonly Match[] {
  const { words } = fragment;
  return words
    .filter((word, i) => {
      if ((word.word !== 'if' && word.word !== 'where') || word.quoted) return false;
      const before = words[i - 1];
      if (before && (ASKING.has(before.verb) || ASKING.has(before.word))) return false;
      // "The site where the pump runs": says which place.
      if (word.word === 'where' && (PLACES.has(before?.lemma ?? '') || words[i + 1]?.pos === 'VERB')) return false;
      if (words[i + 1]?.word === ',' || words[i + 1]?.word === 'and') return false;
      const clause = clauseOf(fragment, i);
      if (words.some((w) => w.word === '?' && w.clause === word.clause)) return false;
      return clause.some((w) => w.order || (w.pos === 'VERB' && w.index < i)) || before === undefined;
    })
    .map((word) => ({ from: word.index, to: word.index + 1 }));
}

/** "Non-standard terms? File a deal-desk task": a question, then an order for the case that it is answered yes. */
function questionThenOrder(fragment: Fragment): readonly Match[] {
  const { words } = fragment;
  const mark = words.find((w) => w.word === '?');
  if (mark === undefined || !words.some((w) => w.clause === mark.clause + 1 && w.order)) return [];
  const from = words.findIndex((w) => w.clause === mark.clause);
  if (words[from]?.order) return [];
  return [{ from, to: mark.index + 1 }];
}

export const skippable: Pattern = (fragment) => {
  const { words } = fragment;
  const found = [
    ...ESCAPES.find(words),
    ...STALLED.find(words),
    ...conditional(fragment),
    ...questionThenOrder(fragment),
  ];
  return found
    .filter(({ from }) => {
      const word = words[from];
      if (word === undefined || word.quoted) return false;
      // "As required by the RFP", "when required documents are in": the condition is named and always holds.
      return !(word.word === 'as' && words[from + 2]?.word === 'by');
    })
    .map((match) => cueAt(fragment, 'skippable', match));
};
