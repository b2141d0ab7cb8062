/** Words of a fragment with their lemmas and parts of speech, from wink-nlp. */
import winkNLP from 'wink-nlp';
import { type Model, makeModel } from './model.ts';

export type PartOfSpeech =
  | 'ADJ'
  | 'ADP'
  | 'ADV'
  | 'AUX'
  | 'CCONJ'
  | 'DET'
  | 'INTJ'
  | 'NOUN'
  | 'NUM'
  | 'PART'
  | 'PRON'
  | 'PROPN'
  | 'PUNCT'
  | 'SCONJ'
  | 'SPACE'
  | 'SYM'
  | 'VERB'
  | 'X'
  | 'UNK';

export interface Token {
  /** Lower case. */
  readonly word: string;
  readonly lemma: string;
  /** Base form were it a verb, whatever the tagger thinks (fragments often mislead it); empty where it cannot be one. */
  readonly verb: string;
  readonly pos: PartOfSpeech;
  /** Written with a capital although it does not start the fragment. */
  readonly capital: boolean;
  /** Between quotation marks. */
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** No statement is longer; what follows is not read. */
const LONGEST_TEXT = 4_000;
/** Longer runs of letters are not words. */
const LONGEST_WORD = 40;
/** The library keeps every unknown word it meets; after so many texts it starts afresh. */
const TEXTS_PER_MODEL = 50_000;

interface Engine {
  readonly model: Model;
  analyse(text: string): { words: string[]; tags: string[]; lemmas: string[] };
  /** Base form of a word were it a verb; empty where it cannot be one. */
  verb(word: string): string;
}

let engine: Engine | undefined;
let texts = 0;

function makeEngine(): Engine {
  const model = makeModel();
  const nlp = winkNLP(model.wink as Parameters<typeof winkNLP>[0], ['pos']);
  const { its } = nlp;
  const verbs = new Map<string, string>();
  return {
    model,
    verb: (word) => {
      let verb = verbs.get(word);
      if (verb === undefined) {
        // Words that the lexicon lacks lose their "e" with the ending: "neutralised".
        verb = model.verb(/^re-[a-z]{3}/.test(word) ? word.slice(3) : word).replace(/(?<=[a-z]{3}i[sz])$/, 'e');
        verbs.set(word, verb);
      }
      return verb;
    },
    analyse: (text) => {
      const tokens = nlp.readDoc(text).tokens();
      return {
        words: tokens.out(its.value) as string[],
        tags: tokens.out(its.pos) as string[],
        lemmas: tokens.out(its.lemma as (typeof its)['value']) as string[],
      };
    },
  };
}

function current(): Engine {
  texts += 1;
  if (engine === undefined || texts > TEXTS_PER_MODEL) {
    engine = makeEngine();
    texts = 1;
  }
  return engine;
}

/** The word is one of English. */
export function isKnown(word: string): boolean {
  engine ??= makeEngine();
  return engine.model.knows(word);
}

const blank = (s: string): string => ' '.repeat(s.length);

/** Nothing in it is replaced but capitals. */
const PLAIN = /^[A-Za-z0-9 .,:;!?()"'/%+$€£]*$/;

/**
 * The text as it is analysed: same length, ASCII letters in lower case, tags and overlong runs blanked, and compound
 * words (`follow-up`, `Demo_Held`) opened, save after a prefix that is no word of its own (`re-engage`).
 */
export function normalise(text: string): string {
  if (text.length <= LONGEST_WORD || (text.length <= LONGEST_TEXT && !/\S{41}/.test(text))) {
    if (PLAIN.test(text)) return text.toLowerCase();
  }
  return text
    .slice(0, LONGEST_TEXT)
    .replace(/<\/?[a-z][^<>]{0,300}>/gi, blank)
    .replace(/&(?:nbsp|amp|lt|gt|quot|#\d{1,5});/gi, blank)
    .replace(/\S{41,}/g, (run) => (/[\p{P}\p{S}]/u.test(run) ? run.replace(/[\p{L}\p{N}]{41,}/gu, blank) : blank(run)))
    .replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .replace(/[\u00a0\u2000-\u200b\t\r\n]/g, ' ')
    .replace(/_/g, ' ')
    .replace(/(?<=[a-z]{2})[-\u2010\u2011](?=[a-z]{2})/g, (_hyphen, at: number, whole: string) =>
      /(?:^|[^a-z])(?:re|non|pre|co|un|sub|anti)$/.test(whole.slice(Math.max(0, at - 5), at)) ? '-' : ' ',
    );
}

/** British spelling of a verb whose American form alone is in the lexicon: `organise`, `neutralised`. */
const BRITISH = /\b([a-z]{3,})is(e|es|ed|ing|ation|ations)\b/g;

/** As {@link normalise}, with one spelling for `-ise` and `-ize`, which the lexicon knows by the latter; same length. */
const american = (text: string, knows: (word: string) => boolean): string =>
  text.replace(BRITISH, (word: string, stem: string, ending: string) => {
    const other = `${stem}iz${ending}`;
    return knows(other) ? other : word;
  });

/** Offsets where a quotation opens and closes. */
function quotations(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(/"[^"]{1,200}"|(?<![a-z0-9])'[^']{1,200}'(?![a-z0-9])/g)].map((m) => [
    m.index,
    m.index + m[0].length,
  ]);
}

/** The words of `text`; offsets are those of `text`. */
export function tokenise(text: string): readonly Token[] {
  const { analyse, model, verb } = current();
  const normal = american(normalise(text), (word) => model.knows(word));
  const { words, tags, lemmas } = analyse(normal);
  const quoted = quotations(normal);
  const tokens: Token[] = [];
  let at = 0;
  words.forEach((word, i) => {
    const start = normal.indexOf(word, at);
    if (start < 0 || word.length > LONGEST_WORD) return;
    const end = start + word.length;
    at = end;
    const pos = (tags[i] ?? 'X') as PartOfSpeech;
    if (pos === 'SPACE') return;
    tokens.push({
      word,
      lemma: lemmas[i] ?? word,
      verb: verb(word),
      pos,
      capital: tokens.length > 0 && text.charCodeAt(start) !== normal.charCodeAt(start),
      quoted: quoted.some(([open, close]) => start > open && end < close),
      start,
      end,
    });
  });
  return tokens;
}
