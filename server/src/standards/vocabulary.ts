import type { CueKind } from '../prose/claims.ts';

/** Every kind of cue that the wording rules react to, with what a team adds words of that kind for. */
export const cueDescriptions: Readonly<Record<CueKind, string>> = {
  feeling: 'Moods and attitudes, such as "stoked".',
  judgement: 'Opinions two people would not share, such as "A-player".',
  hedge: 'Words that leave open whether it happens, such as "ideally".',
  'vague-verb': 'Verbs without a visible outcome, such as "socialise".',
  'vague-quantity': 'Amounts nobody can count, such as "plenty".',
  'open-ended-phase': 'Phases that no event completes, such as "incubation".',
  skippable: 'Words that make something optional, such as "nice to have".',
  'follow-up': 'Stand-alone chases, such as "ping".',
  wait: 'Only waiting, such as "in limbo".',
  'buyer-internal': 'What happens unseen inside the buyer, such as "works council".',
  'seller-internal': 'The seller\'s own housekeeping, such as "pipeline hygiene".',
  scripted: 'Word-for-word speech, such as "pitch verbatim".',
  'two-facts': 'Words that join two facts, such as "as well as".',
};

export const cueKinds = Object.keys(cueDescriptions) as readonly CueKind[];

/** Words of a team's own. */
export interface Vocabulary {
  /** Phrases that are never reported, such as a product called "Interest". */
  readonly allow: readonly string[];
  /** Further words per cue. */
  readonly add: Partial<Readonly<Record<CueKind, readonly string[]>>>;
}

export const noVocabulary: Vocabulary = { allow: [], add: {} };

/** Places where one of the phrases stands as whole words, whatever its case. */
export function placesOf(phrases: readonly string[], text: string): { readonly start: number; readonly end: number }[] {
  const places: { start: number; end: number }[] = [];
  for (const phrase of phrases) {
    if (phrase.trim() === '') continue;
    for (const match of text.matchAll(wholeWords(phrase))) {
      places.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return places;
}

const compiled = new Map<string, RegExp>();

function wholeWords(phrase: string): RegExp {
  let pattern = compiled.get(phrase);
  if (!pattern) {
    const words = phrase
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    pattern = new RegExp(`(?<![\\p{L}\\p{N}])${words.join('\\s+')}(?![\\p{L}\\p{N}])`, 'giu');
    compiled.set(phrase, pattern);
  }
  return pattern;
}
