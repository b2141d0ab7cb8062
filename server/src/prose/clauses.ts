/**
 * Which words of a clause carry what it mainly says. The rest says which one is meant, why, when or what about: "the
 * power *it takes*", "to see *whether they like it*".
 */
import { isGoingOn, isNoun, isPast } from './deeds.ts';
import { OBSERVABLE_VERBS } from './vocabulary/deeds.ts';
import type { Word } from './words.ts';

const SUBORDINATORS = new Set(
  (
    'that which who whom whose what how why whether because while when where whenever if unless until before after so ' +
    'as once since although though'
  ).split(' '),
);
export const SUBJECT_PRONOUNS: ReadonlySet<string> = new Set(['it', 'we', 'you', 'they', 'he', 'she', 'i']);
export const POSSESSIVES: ReadonlySet<string> = new Set(['our', 'your', 'their', 'its', 'his', 'her', 'my']);
export const MODALS: ReadonlySet<string> = new Set('will can may must shall should could might would'.split(' '));
/** Words after which a verb in its base form stands. */
const BEFORE_BASE = new Set([...MODALS, 'to', 'cannot']);

/** A verb in use here, not a noun or an adjective of the same shape. */
export function isVerbal(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined || word.quoted) return false;
  if (word.pos === 'AUX') return true;
  if (word.verb === '') return false;
  const before = words[at - 1];
  // "Submission to markets": an ending that no verb has in that place.
  if (
    word.word.endsWith('s') &&
    word.word !== word.verb &&
    (before?.word === 'to' || before?.pos === 'DET' || before?.pos === 'ADP')
  )
    return false;
  // "Can open", "to book": what follows a helper is its verb, whatever the tagger takes it for.
  if (BEFORE_BASE.has(before?.word ?? '') && word.verb === word.word) return true;
  // "Price sensitive", "a paid lead": names of things, whatever the tagger takes them for.
  if (!word.order && ((word.artefact && (isGoingOn(word) || word.word === word.verb)) || word.side !== undefined))
    return false;
  if (word.order || word.pos === 'VERB') return true;
  return isPast(word) && word.pos === 'ADJ' && OBSERVABLE_VERBS.has(word.verb);
}

/** A participle that only describes the noun after it: "the *signed* contract", "a *shared* view". */
export function isAttribute(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined || word.order || !(isPast(word) || isGoingOn(word))) return false;
  const before = words[at - 1];
  let next = at + 1;
  while (words[next]?.pos === 'ADJ' && words[next]?.clause === word.clause) next += 1;
  if (!isNoun(words[next]) || words[next]?.clause !== word.clause) return false;
  // "Hiring manager is ...": a compound, as a verb of its own comes after it.
  if (before === undefined || before.clause !== word.clause)
    return isPast(word) || words[next + 1]?.pos === 'AUX' || words[next + 1]?.pos === 'VERB';
  return (
    before.pos === 'DET' ||
    before.pos === 'ADJ' ||
    before.pos === 'ADP' ||
    before.pos === 'NUM' ||
    before.word === "'s" ||
    POSSESSIVES.has(before.word)
  );
}

/** Whether each word from `from` up to `to` belongs to what the clause mainly says. */
export function mainWords(words: readonly Word[], from: number, to: number): readonly boolean[] {
  const main: boolean[] = [];
  let depth = false;
  let verbs = 0;
  let within = 0;
  for (let at = from; at < to; at++) {
    const word = words[at];
    if (word === undefined) break;
    const before = at > from ? words[at - 1] : undefined;
    if (word.word === ',' && depth && verbs === 0) depth = false;
    const zeroRelative =
      !depth &&
      SUBJECT_PRONOUNS.has(word.word) &&
      at > from &&
      ((isNoun(before) && before?.side === undefined) || before?.word === 'them' || before?.word === 'people');
    const purpose = word.word === 'to' && verbs > 0 && words[at + 1]?.verb === words[at + 1]?.word;
    if (!depth && (purpose || (SUBORDINATORS.has(word.word) && !introducesNoun(words, at)) || zeroRelative)) {
      depth = true;
      within = 0;
    } else if (depth && verbs === 0 && isVerbal(words, at) && !isAttribute(words, at) && word.word !== 'being') {
      // The second verb after a subject that a clause describes is the main one again: "Everyone who signs *is* named".
      const helper = before !== undefined && (before.pos === 'AUX' || before.pos === 'ADV' || before.word === 'to');
      if (!helper) within += 1;
      if (within > 1 && at > from + 1) depth = false;
    }
    if (!depth && isVerbal(words, at) && !isAttribute(words, at)) verbs += 1;
    main[at - from] = !depth;
  }
  return main.some(Boolean) ? main : main.map(() => true);
}

/** "After the demo", "as agreed", "that date": no clause of its own. */
function introducesNoun(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined) return true;
  if (word.word === 'that') return isNoun(words[at + 1]) && !isVerbal(words, at + 2);
  if (word.word === 'so') return words[at + 1]?.word === 'far';
  if (!['after', 'before', 'until', 'since', 'as', 'once'].includes(word.word)) return false;
  return !words.slice(at + 1).some((w, i) => w.clause === word.clause && isVerbal(words, at + 1 + i));
}

/** Openers of a clause that says when, where or about what, but claims nothing itself. */
const CIRCUMSTANCES = new Set([
  'so',
  'if',
  'when',
  'whenever',
  'where',
  'unless',
  'until',
  'before',
  'after',
  'while',
  'what',
]);

/** Whether the word at `at` belongs to what its clause mainly says. */
export function isMain(words: readonly Word[], at: number): boolean {
  const [from, to] = bounds(words, at);
  return mainWords(words, from, to)[at - from] ?? true;
}

function bounds(words: readonly Word[], at: number): readonly [number, number] {
  const clause = words[at]?.clause;
  let from = at;
  while (from > 0 && words[from - 1]?.clause === clause) from -= 1;
  let to = at;
  while (to < words.length && words[to]?.clause === clause) to += 1;
  return [from, to];
}

/** Whether the word at `at` only tells a circumstance: "Add a pilot *if the client is unsure*". */
export function isCircumstance(words: readonly Word[], at: number): boolean {
  const [from, to] = bounds(words, at);
  if (mainWords(words, from, to)[at - from]) return false;
  const opener = words.slice(from, at + 1).findLast((w) => SUBORDINATORS.has(w.word));
  return opener !== undefined && CIRCUMSTANCES.has(opener.word);
}
