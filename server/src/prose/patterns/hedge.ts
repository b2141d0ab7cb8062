/** Words that take a claim half back: may, might, probably, tries to. */
import { cueAt, isName, type Pattern } from '../fragment.ts';
import { phrases } from '../phrases.ts';

const HEDGES = phrases(
  '=may|=might|=could',
  'probably|possibly|perhaps|maybe|potentially|presumably|hopefully|supposedly|apparently|arguably|conceivably',
  'likely|unlikely',
  'seem|appear to|like|that|=interested|=ready|=willing|=happy|=good|=keen',
  '=seems|=seem|=seemed|=appears',
  'try|trying|tries|tried|attempt/V to|and',
  'strive|endeavour|endeavor',
  'some kind|sort|form of',
  '=kind|=sort of',
  'in theory|principle',
  '=technically',
  'not necessarily',
  'more or less',
  'look =like|=as|=very|=good|=promising|=likely|=strong|=set',
  'tend|tends to',
  'as far as',
  '@party ~1 assume|suspect|reckon',
  'should be able',
  'on track to',
  'leaning toward|towards',
);

const MONTH_BEFORE = new Set([
  'in',
  'by',
  'on',
  'before',
  'after',
  'until',
  'since',
  'of',
  'from',
  'early',
  'late',
  'mid',
  'this',
  'next',
]);

export const hedge: Pattern = (fragment) => {
  const { words } = fragment;
  return HEDGES.find(words)
    .filter(({ from, to }) => {
      const [word, next, before] = [words[from], words[to], words[from - 1]];
      if (word === undefined || word.quoted) return false;
      if (word.word === 'may') {
        if (next?.pos === 'NUM' || before?.pos === 'NUM' || (before && MONTH_BEFORE.has(before.word))) return false;
        return next !== undefined && next.pos !== 'PUNCT';
      }
      if (isName(fragment, from)) return false;
      // "Could not be reached": a fact of the past.
      if (word.word === 'could' && (next?.word === 'not' || next?.word === "n't")) return false;
      return true;
    })
    .map((match) => cueAt(fragment, 'hedge', match));
};
