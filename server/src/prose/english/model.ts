/**
 * The language model handed to wink-nlp: the lexicon of `generated/lexicon.ts` in the shape the library reads.
 *
 * wink's own model package builds the same from a larger lexicon; this one leaves out named entities, sentiment and
 * sentence ends, and stays fast to load. Cells and layouts follow wink-eng-lite-web-model 1.8.
 */
import { readLexicon } from './bundled-lexicon.ts';

type Layout = Readonly<Record<string, readonly [number, number, number, number, number, number]>>;

interface Rest {
  readonly irregular: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly packing: { readonly size: number; readonly layout: Layout };
  readonly features: { readonly tokenType: string[]; readonly pos: string[]; readonly posClusters: string[] };
  readonly tcat: { readonly hash: Readonly<Record<string, number>>; readonly list: readonly string[] };
  readonly pos: { readonly hash: Readonly<Record<string, number>>; readonly list: readonly string[] };
  readonly trex: unknown;
  readonly preserve: unknown;
  readonly machines: readonly string[];
}

/** What the library offers about its vocabulary to the parts a model brings along. */
interface Cache {
  lookup(text: string): number[] | null;
  intrinsicSize(): number;
  posOf(index: number): number;
  property(index: number, name: string): number;
  isMemberPOS(index: number, pos: number): boolean;
  hasSamePOS(text: string, pos: string): boolean;
}

interface FeatureList {
  readonly list: (string | Set<number>)[];
  readonly hash: Record<string, number>;
  intrinsicSize?: number;
  index?: number;
}

const TOKEN_CELLS = 4;
/** Added to a part of speech to mark a word that the lexicon lists as one that often changes role. */
const HINT = 1_080_000;
const LEMMA_BITS = 20;

/**
 * The words and their numbers as the library keeps them: an object that it reads and adds to. Those of the lexicon are
 * looked up when they are first asked for, since to enter them all takes longer than to read a process; so that an
 * unknown word is looked up once, it is entered without a number.
 */
function lexemeList(words: string): FeatureList {
  const list = words.split('\u0000');
  const size = list.length;
  const find = (word: string): number | undefined => {
    let from = 1;
    let to = size;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((list[middle] ?? '') < word) from = middle + 1;
      else to = middle;
    }
    return from < size && list[from] === word ? from : list[0] === word ? 0 : undefined;
  };
  const lexicon = new Proxy(Object.create(null) as Record<string, number>, {
    get: (_target, word: string, hash: object) => {
      const value = find(word);
      Object.defineProperty(hash, word, { value, writable: true, enumerable: true, configurable: true });
      return value;
    },
  });
  return { list, hash: Object.create(lexicon), intrinsicSize: size, index: size };
}

function listed(list: readonly string[]): FeatureList {
  const hash: Record<string, number> = Object.create(null);
  list.forEach((value, index) => {
    hash[value] = index;
  });
  return { list: [...list], hash, intrinsicSize: list.length, index: list.length };
}

/** Endings that tell the part of speech of a word that is not in the lexicon; the first that fits wins. */
const ENDINGS: readonly (readonly [string, string])[] = [
  ['ing', 'VERB'],
  ['ed', 'VERB'],
  ['ly', 'ADV'],
  ['able', 'ADJ'],
  ['ous', 'ADJ'],
  ['ful', 'ADJ'],
  ['less', 'ADJ'],
  ['like', 'ADJ'],
];

function unknownWord(word: string, hash: Readonly<Record<string, number>>): number {
  const ending = ENDINGS.find(([suffix]) => word.endsWith(suffix));
  return hash[ending?.[1] ?? 'NOUN'] ?? 0;
}

const CATEGORY_POS: Readonly<Record<string, string>> = {
  unk: 'X',
  number: 'NUM',
  url: 'SYM',
  email: 'SYM',
  mention: 'PROPN',
  hashtag: 'SYM',
  emoji: 'SYM',
  emoticon: 'SYM',
  time: 'NUM',
  ordinal: 'ADJ',
  currency: 'SYM',
  punctuation: 'PUNCT',
  symbol: 'SYM',
  tabCRLF: 'SPACE',
  decade: 'NUM',
};

export interface Model {
  /** For `winkNLP(model)`. */
  readonly wink: object;
  /** The word is in the lexicon. */
  knows(word: string): boolean;
  /** Base form of a lower-case word, were it a verb: `signing` gives `sign`; empty where it cannot be one. */
  verb(word: string): string;
}

/** Makes a fresh model; the library adds the unknown words it meets to it. */
export function makeModel(): Model {
  const { words, cells, expansions, rest } = readLexicon();
  const data = JSON.parse(rest) as Rest;
  const { size: width, layout } = data.packing;
  const pos = data.pos.hash;

  const lexemes = lexemeList(words);
  const size = lexemes.list.length;
  const clusters = data.features.posClusters.map(
    (cluster) => new Set(cluster.split('_').map((name) => pos[name] ?? 0)),
  );
  const field = (index: number, name: string): number => {
    const [cell, mask, shift] = layout[name] ?? [0, 0, 0];
    return ((cells[index * width + cell] ?? 0) & mask) >>> shift;
  };
  const isBaseVerb = (word: string): boolean => {
    const index = lexemes.hash[word];
    if (index === undefined || index >= size || field(index, 'isBaseForm') === 0) return false;
    return clusters[field(index, 'lexemeCID')]?.has(pos.VERB ?? -1) ?? false;
  };

  const core = (): object => {
    const nothing = (): FeatureList => listed(['']);
    return {
      packing: { ...data.packing, efList: Object.keys(layout).filter((name) => layout[name]?.[4] === 1) },
      lexicon: cells,
      xpansions: expansions,
      features: {
        prefix: nothing(),
        suffix: nothing(),
        shape: nothing(),
        lexeme: lexemes,
        tokenType: listed(data.features.tokenType),
        pos: listed(data.features.pos),
        posClusters: { list: clusters, hash: Object.create(null) },
      },
      tcat: data.tcat,
      pos: data.pos,
      trex: data.trex,
      preserve: data.preserve,
    };
  };

  const featureFn = (): object => ({
    prefix: () => '',
    suffix: () => '',
    shape: () => '',
    lutCase: () => 0,
    isAbbrev: () => 0,
    lexemeCID: () => 0,
    pos: (word: string, category: number) => {
      const name = data.tcat.list[category] ?? 'word';
      const known = CATEGORY_POS[name];
      return known === undefined ? unknownWord(word.toLowerCase(), pos) : (pos[known] ?? 0);
    },
  });

  const hinted = (tag: number, cache: Cache, raw: readonly number[], i: number): number => {
    const hint = cache.property(raw[i * TOKEN_CELLS] ?? 0, 'posHint');
    return hint ? hint + HINT : tag;
  };

  const wink = {
    core,
    featureFn,
    sbd: () => ({ machines: [], transformers: [], setter: () => {} }),
    ner: () => ({ machines: [], transformers: [] }),
    negation: () => ({ machines: ['[0,0,{},{},0]'], setter: () => {} }),
    sa: () => ({ machines: ['[0,0,{},{},0]'], setter: () => {} }),
    metaCER: () => ({ machines: '[]', transformers: [] }),
    pos: () => ({
      machines: data.machines,
      transformers: [hinted, hinted],
      /** Takes over a corrected tag: a negative one always, another only where the word can bear it. */
      updater: (found: readonly (readonly number[])[], cache: Cache, tags: number[], normals: readonly number[]) => {
        for (const [at = 0, , tag = 0] of found) {
          if (tag < 0) tags[at] = -tag;
          else if (cache.isMemberPOS(normals[at] ?? 0, tag)) tags[at] = tag;
        }
      },
      setter: (doc: { tokens: number[] }, tags: readonly number[], cells: number, bits: number) => {
        for (let i = 0, k = 2; k < doc.tokens.length; i++, k += cells) {
          if (doc.tokens[k] === 0) doc.tokens[k] = (tags[i] ?? 0) << (bits || LEMMA_BITS);
        }
      },
    }),
    addons: {
      lemmatize: (word: string, tag: string, cache: Cache) =>
        data.irregular[tag]?.[word] ?? regular(word, tag, (base) => cache.hasSamePOS(base, tag)),
      stem: (word: string) => word,
      readabilityStats: () => ({}),
    },
  };

  return {
    wink,
    knows: (word) => (lexemes.hash[word] ?? size) < size,
    verb: (word) => {
      const base = data.irregular.VERB?.[word] ?? regular(word, 'VERB', isBaseVerb);
      if (base.length > 1 && isBaseVerb(base)) return base;
      // A trade's own verb, such as "countersigned" or "rebidding".
      const known = (lexemes.hash[word] ?? size) < size;
      const stem = known ? undefined : /^([a-z]{3,})(?:ed|ing)$/.exec(word)?.[1];
      return stem === undefined ? '' : stem.replace(/([bdgmnprt])\1$/, '$1');
    },
  };
}

/** Ending to take off and what to put in its place, per part of speech; the first that gives a known word wins. */
const INFLECTIONS: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  NOUN: [
    [/s$/, ''],
    [/ies$/, 'y'],
    [/(?<=[sxz]|[cs]h)es$/, ''],
    [/ves$/, 'f'],
    [/men$/, 'man'],
  ],
  VERB: [
    [/s$/, ''],
    [/ies$/, 'y'],
    [/ied$/, 'y'],
    [/es$/, ''],
    [/(?:ed|ing)$/, 'e'],
    [/(?:ed|ing)$/, ''],
    [/([b-df-hj-np-tv-z])\1(?:ed|ing)$/, '$1'],
  ],
  ADJ: [
    [/(?:er|est)$/, ''],
    [/(?:er|est)$/, 'e'],
    [/i(?:er|est)$/, 'y'],
  ],
};

function regular(word: string, tag: string, known: (base: string) => boolean): string {
  for (const [ending, by] of INFLECTIONS[tag] ?? []) {
    if (!ending.test(word)) continue;
    const base = word.replace(ending, by);
    if (known(base)) return base;
  }
  // An unknown noun: a trade's own word, such as "steerings" or "SOWs".
  if (tag === 'NOUN' && /[^aeiousx]s$|[aeo]{1}rs$/.test(word) && word.length > 3) return word.slice(0, -1);
  return word;
}
