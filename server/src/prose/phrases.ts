/**
 * Phrases over lemmas, in a notation that reads like the words it finds.
 *
 * Elements are separated by blanks: `stay|keep in touch`. A word matches its surface, its lemma or its base form as a
 * verb; `=warm` matches the surface only. `word/V`, `/N`, `/A`, `/R` ask for a verb, noun, adjective or participle, or
 * adverb. `word?` may be missing. `~3` lets up to three words pass within the clause. `@buyer`, `@seller`, `@partner`,
 * `@party`, `@artefact`, `@meeting`, `@number`, `@their` (a possessive of the buyer) and `@start`, `@end` (of a clause)
 * stand for kinds of words.
 */
import type { Word } from './words.ts';

type Test = (words: readonly Word[], at: number) => boolean;

interface Element {
  /** Words consumed: 1, or 0 for `@start` and `@end`. */
  readonly width: 0 | 1;
  readonly optional: boolean;
  /** For a gap: how many words may pass. */
  readonly gap: number;
  readonly test: Test;
  /** Words one of which must match, or the class name. */
  readonly keys: readonly string[];
}

/** Indexes into the words: from `from` up to, not including, `to`. */
export interface Match {
  readonly from: number;
  readonly to: number;
}

const POS: Readonly<Record<string, readonly string[]>> = {
  V: ['VERB', 'AUX'],
  N: ['NOUN', 'PROPN'],
  A: ['ADJ', 'VERB'],
  R: ['ADV'],
};

const CLASSES: Readonly<Record<string, Test>> = {
  '@buyer': (words, at) => words[at]?.side === 'buyer',
  '@seller': (words, at) => words[at]?.side === 'seller',
  '@partner': (words, at) => words[at]?.side === 'partner',
  '@party': (words, at) => words[at]?.side !== undefined,
  '@artefact': (words, at) => words[at]?.artefact === true,
  '@meeting': (words, at) => words[at]?.meeting === true,
  '@number': (words, at) => words[at]?.pos === 'NUM',
  '@their': (words, at) => ['their', 'its', 'his', 'her'].includes(words[at]?.word ?? ''),
  '@start': (words, at) => at < words.length && (at === 0 || words[at - 1]?.clause !== words[at]?.clause),
  '@end': (words, at) => at > 0 && (at >= words.length || words[at]?.clause !== words[at - 1]?.clause),
};

/** What keeps an element of a phrase from ever matching what it says. */
function problemIn(source: string, names: string): string | undefined {
  if (names === '') return 'is not in the notation';
  const alternatives = names === '|' ? [names] : names.split('|');
  const unknown = alternatives.find((name) => name.startsWith('@') && CLASSES[name] === undefined);
  if (unknown !== undefined) return `names the unknown kind ${unknown}`;
  const words = alternatives.map((name) => name.replace(/^=/, ''));
  if (words.includes('')) return 'has an empty alternative';
  const twice = words.find((word, index) => words.indexOf(word) !== index);
  if (twice !== undefined) return `names "${twice}" twice`;
  return source !== source.toLowerCase() && !/\/[VNAR]\??$/.test(source) ? 'has capitals' : undefined;
}

function element(source: string): Element {
  const gap = /^~(\d)$/.exec(source);
  if (gap) return { width: 1, optional: true, gap: Number(gap[1]), test: () => true, keys: [] };
  const [, names = '', tag, missing] = /^([^/?]+|\/)(?:\/([VNAR]))?(\?)?$/.exec(source) ?? [];
  const problem = problemIn(source, names);
  if (problem !== undefined) throw new RangeError(`The phrase element "${source}" ${problem}.`);
  const known = CLASSES[names];
  const optional = missing !== undefined;
  const width = names === '@start' || names === '@end' ? 0 : 1;
  if (known) return { width, optional, gap: 0, test: known, keys: [names] };
  const alternatives = names.split('|');
  const classes = alternatives.flatMap((name) => CLASSES[name] ?? []);
  const surfaces = new Set(alternatives.filter((name) => name.startsWith('=')).map((name) => name.slice(1)));
  const lemmas = new Set(alternatives.filter((name) => !name.startsWith('=') && !name.startsWith('@')));
  const tags = tag === undefined ? undefined : POS[tag];
  return {
    width,
    optional,
    gap: 0,
    keys: alternatives.map((name) => name.replace(/^=/, '')),
    test: (words, at) => {
      const word = words[at];
      if (word === undefined) return false;
      if (tags !== undefined && !tags.includes(word.pos) && !(tag === 'V' && word.order)) return false;
      if (surfaces.has(word.word) || lemmas.has(word.word)) return true;
      if (lemmas.has(word.lemma) || (word.verb !== '' && lemmas.has(word.verb))) return true;
      return classes.some((test) => test(words, at));
    },
  };
}

function matchFrom(
  elements: readonly Element[],
  e: number,
  words: readonly Word[],
  at: number,
  clause: number,
): number {
  const next = elements[e];
  if (next === undefined) return at;
  if (next.gap > 0) {
    for (let skip = 0; skip <= next.gap; skip++) {
      if (skip > 0 && (words[at + skip - 1] === undefined || words[at + skip - 1]?.clause !== clause)) return -1;
      const end = matchFrom(elements, e + 1, words, at + skip, clause);
      if (end >= 0) return end;
    }
    return -1;
  }
  const inClause = next.width === 0 || words[at]?.clause === clause;
  if (inClause && next.test(words, at)) {
    const end = matchFrom(elements, e + 1, words, at + next.width, clause);
    if (end >= 0) return end;
  }
  return next.optional ? matchFrom(elements, e + 1, words, at, clause) : -1;
}

export interface Phrases {
  /** All matches, in order of the text; of several from one word, the longest. */
  find(words: readonly Word[]): readonly Match[];
}

/** A phrase as it is written, and compiled once a text has a word that opens it: most texts have few of them. */
interface Phrase {
  /** Number of the set of {@link phrases} it belongs to. */
  readonly set: number;
  readonly source: string;
  elements?: readonly Element[];
}

/** By source: the same elements stand in many phrases. */
const known = new Map<string, Element>();

function elementsOf(phrase: Phrase): readonly Element[] {
  phrase.elements ??= phrase.source.split(/\s+/).map((source) => {
    const found = known.get(source) ?? element(source);
    known.set(source, found);
    return found;
  });
  return phrase.elements;
}

/**
 * The words one of which opens a phrase, or the class name: those of its first element that is no place or gap. Without
 * regular expressions, because every start goes through all phrases.
 */
function openingOf(source: string): readonly string[] {
  let from = 0;
  while (source.startsWith('@start', from) || source[from] === '~') {
    const blank = source.indexOf(' ', from);
    if (blank < 0) return [];
    from = blank + 1;
  }
  let end = from + 1;
  let isOne = source.charCodeAt(from) !== EQUALS;
  for (; end < source.length; end++) {
    const code = source.charCodeAt(end);
    if (code === BLANK || code === SLASH || code === QUESTION) break;
    if (code === BAR) isOne = false;
  }
  const names = source.slice(from, end);
  if (names === '') return [];
  if (isOne || CLASSES[names]) return [names];
  return names.split('|').map((name) => (name.startsWith('=') ? name.slice(1) : name));
}

const [BLANK, SLASH, QUESTION, BAR, EQUALS] = [32, 47, 63, 124, 61];

/** All phrases of all sets by what opens them: few words of a text open any, and all patterns read the same words. */
const byOpening = new Map<string, Phrase[]>();
const openingClasses: { readonly key: string; readonly test: Test }[] = [];
let sets = 0;

/** Compiles phrases; the first element of each must be a word, `@start` followed by one, or a class. */
export function phrases(...sources: readonly string[]): Phrases {
  const set = sets++;
  for (const line of sources.flatMap((text) => text.split('\n'))) {
    const phrase: Phrase = { set, source: line.trim() };
    for (const key of openingOf(phrase.source)) {
      const entry = byOpening.get(key);
      if (entry) entry.push(phrase);
      else byOpening.set(key, [phrase]);
      const test = CLASSES[key];
      if (test && !openingClasses.some((known) => known.key === key)) openingClasses.push({ key, test });
    }
    // The bundles leave this out; their phrases are those that passed here.
    if (process.env.NODE_ENV !== 'production' && phrase.source !== '') elementsOf(phrase);
  }
  return { find: (words) => matchesIn(words).get(set) ?? NONE };
}

const NONE: readonly never[] = [];

/** What was found last: one pattern after the other asks for the same words. */
let last:
  | { readonly words: readonly Word[]; readonly sets: number; readonly matches: Map<number, Match[]> }
  | undefined;

/** The matches of every set, by its number. */
function matchesIn(words: readonly Word[]): ReadonlyMap<number, readonly Match[]> {
  if (last?.words === words && last.sets === sets) return last.matches;
  const matches = new Map<number, Match[]>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    consider(word.word, words, at, matches);
    if (word.lemma !== word.word) consider(word.lemma, words, at, matches);
    if (word.verb !== word.word && word.verb !== word.lemma) consider(word.verb, words, at, matches);
    for (const { key, test } of openingClasses) if (test(words, at)) consider(key, words, at, matches);
  }
  last = { words, sets, matches };
  return matches;
}

function consider(key: string, words: readonly Word[], at: number, matches: Map<number, Match[]>): void {
  for (const phrase of byOpening.get(key) ?? NONE) {
    const to = matchFrom(elementsOf(phrase), 0, words, at, words[at]!.clause);
    if (to <= at) continue;
    const found = matches.get(phrase.set);
    const before = found?.at(-1);
    if (!found) matches.set(phrase.set, [{ from: at, to }]);
    else if (before?.from !== at) found.push({ from: at, to });
    else if (before.to < to) found[found.length - 1] = { from: at, to };
  }
}
