/** Finds what happens: orders, told events, and deeds that a noun only names. */
import type { Deed } from './claims.ts';
import { DEED_NOUNS, OBSERVABLE_VERBS } from './vocabulary/deeds.ts';
import type { Word } from './words.ts';

const NEGATIONS = new Set(['not', "n't", 'never', 'no', 'without', 'nobody', 'none', 'neither']);
const BREAKS = new Set([',', ';', ':', '.', 'and', 'or', 'but']);
/** Verbs that only help another: "has been", "need to". */
const HELPERS = new Set(['be', 'have', 'do', 'will', 'can', 'may', 'must', 'shall', 'need', 'go']);

export const isNoun = (word: Word | undefined): boolean => word?.pos === 'NOUN' || word?.pos === 'PROPN';

/** An "-ing" form: going on, or a thing. */
export const isGoingOn = (word: Word): boolean =>
  word.word.endsWith('ing') && word.verb !== '' && word.verb !== word.word;

/** A past form or participle: "signed", "held", "sent". */
export function isPast(word: Word): boolean {
  if (isGoingOn(word) || word.pos === 'NOUN' || word.verb === '') return false;
  if (word.verb !== word.word && !word.word.endsWith('s')) return true;
  return (
    ['set', 'put', 'cut', 'read', 'let', 'shut', 'bid', 'split', 'hit'].includes(word.word) &&
    !word.order &&
    word.pos === 'VERB'
  );
}

export function isNegated(words: readonly Word[], at: number): boolean {
  for (let i = at - 1; i >= 0 && i >= at - 3; i--) {
    const word = words[i];
    if (word === undefined || word.clause !== words[at]?.clause || BREAKS.has(word.word)) return false;
    if (NEGATIONS.has(word.word) || NEGATIONS.has(word.lemma)) return true;
  }
  return false;
}

/** Head of the noun phrase that starts at or after `at`, with its modifier: `order form`. */
function nounAfter(words: readonly Word[], at: number): string | undefined {
  for (let i = at; i < words.length && i < at + 6; i++) {
    const word = words[i];
    if (word === undefined || BREAKS.has(word.word) || word.clause !== words[at - 1]?.clause) return undefined;
    if (!isNoun(word)) {
      if (word.pos === 'VERB' && !isPast(word)) return undefined;
      continue;
    }
    let last = i;
    while (isNoun(words[last + 1])) last += 1;
    return words
      .slice(Math.max(i, last - 1), last + 1)
      .map((w) => w.lemma)
      .join(' ');
  }
  return undefined;
}

function nounBefore(words: readonly Word[], at: number): string | undefined {
  for (let i = at - 1; i >= 0 && i >= at - 6; i--) {
    const word = words[i];
    if (word === undefined || word.clause !== words[at]?.clause) return undefined;
    if (!isNoun(word)) continue;
    const first = isNoun(words[i - 1]) ? i - 1 : i;
    return words
      .slice(first, i + 1)
      .map((w) => w.lemma)
      .join(' ');
  }
  return undefined;
}

export function deedsOf(words: readonly Word[]): readonly Deed[] {
  const deeds: Deed[] = [];
  words.forEach((word, at) => {
    const named = DEED_NOUNS.get(word.lemma) ?? DEED_NOUNS.get(word.word);
    const verbal =
      word.order ||
      (word.pos === 'VERB' && word.verb !== '') ||
      (isPast(word) &&
        OBSERVABLE_VERBS.has(word.verb) &&
        word.pos !== 'AUX' &&
        word.pos !== 'DET' &&
        word.pos !== 'PRON');
    if (verbal && !HELPERS.has(word.verb)) {
      const done = isPast(word) && !word.order;
      const active = !done || words[at + 1]?.pos === 'DET' || words[at + 1]?.pos === 'PRON';
      deeds.push({
        lemma: word.verb,
        form: done ? 'done' : 'do',
        observable: OBSERVABLE_VERBS.has(word.verb),
        negated: isNegated(words, at),
        object: active ? nounAfter(words, at + 1) : (nounBefore(words, at) ?? nounAfter(words, at + 1)),
        start: word.start,
        end: word.end,
      });
    } else if (named !== undefined && isNoun(word) && !isNoun(words[at + 1])) {
      deeds.push({
        lemma: named,
        form: 'thing',
        observable: true,
        negated: isNegated(words, at),
        object: word.lemma,
        start: word.start,
        end: word.end,
      });
    }
  });
  return deeds;
}
