/** A statement taken apart: what every pattern looks at. */
import type { Cue, CueKind, Deed, Kind } from './claims.ts';
import { deedsOf } from './deeds.ts';
import type { Match } from './phrases.ts';
import { type Word, wordsOf } from './words.ts';

export interface Fragment {
  readonly text: string;
  readonly kind: Kind;
  readonly words: readonly Word[];
  readonly deeds: readonly Deed[];
  /** Most words start with a capital, so that a capital tells nothing. */
  readonly titleCase: boolean;
}

/** Finds the words that make one kind of claim. */
export type Pattern = (fragment: Fragment) => readonly Cue[];

export function fragmentOf(text: string, kind: Kind): Fragment {
  const words = wordsOf(text);
  const letters = words.slice(1).filter((w) => w.word.length > 2 && w.pos !== 'NUM');
  const capitals = letters.filter((w) => w.capital).length;
  return { text, kind, words, deeds: deedsOf(words), titleCase: capitals > letters.length / 2 };
}

export function cueAt(fragment: Fragment, cue: CueKind, match: Match): Cue {
  const start = fragment.words[match.from]?.start ?? 0;
  const end = fragment.words[match.to - 1]?.end ?? start;
  return { cue, words: fragment.text.slice(start, end), start, end };
}

/** A capital within ordinary text, or quotation marks: a name, such as a product called "Interest". */
export function isName(fragment: Fragment, at: number): boolean {
  const word = fragment.words[at];
  return word !== undefined && (word.quoted || (word.capital && !fragment.titleCase));
}

/** Words of the clause that `at` stands in. */
export function clauseOf(fragment: Fragment, at: number): readonly Word[] {
  const clause = fragment.words[at]?.clause;
  return fragment.words.filter((w) => w.clause === clause);
}

/**
 * The word only gives the purpose of something that can be seen: "Demo held *to explore* fit", "Call *to understand*
 * needs is booked". Then the fact is the deed before it.
 */
export function isPurpose(fragment: Fragment, at: number): boolean {
  const { words, deeds } = fragment;
  let to = at - 1;
  while (to >= 0 && words[to]?.pos === 'ADV') to -= 1;
  const marker = words[to]?.word;
  const purpose =
    marker === 'to' || (marker === 'for' && words[at]?.word.endsWith('ing')) || marker === 'that' || marker === 'where';
  if (!purpose) return false;
  const start = words[to]?.start ?? 0;
  const fact = deeds.some((d) => d.observable && !d.negated && d.end <= start && d.form !== 'thing');
  const thing = words.slice(0, to).some((w) => w.meeting || w.artefact);
  return thing && (fact || deeds.some((d) => d.observable && !d.negated && d.form !== 'thing'));
}

/** In writing, by email, on a signed paper: an attitude so recorded is a fact. */
export function isRecorded(fragment: Fragment): boolean {
  const { words } = fragment;
  return words.some((word, i) => {
    const next = words[i + 1];
    if (word.word === 'in' && (next?.word === 'writing' || next?.word === 'email')) return true;
    if (
      (word.word === 'by' || word.word === 'via') &&
      ['email', 'letter', 'mail', 'text', 'form', 'message'].includes(next?.lemma ?? '')
    )
      return true;
    return word.word === 'written' && (next?.artefact === true || next?.word === 'confirmation');
  });
}
