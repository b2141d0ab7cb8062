/** Reads a statement: what it claims, and the words that say so. */
import type { Actor, Claims, Cue, CueKind, Kind, Mention, Party } from './claims.ts';
import { isCircumstance, isMain } from './clauses.ts';
import { languageOf } from './english/language.ts';
import { type Fragment, fragmentOf, type Pattern } from './fragment.ts';
import { buyerInternal } from './patterns/buyer-internal.ts';
import { feeling } from './patterns/feeling.ts';
import { followUp } from './patterns/follow-up.ts';
import { hedge } from './patterns/hedge.ts';
import { judgement } from './patterns/judgement.ts';
import { openEndedPhase } from './patterns/open-ended-phase.ts';
import { scripted } from './patterns/scripted.ts';
import { sellerInternal } from './patterns/seller-internal.ts';
import { skippable } from './patterns/skippable.ts';
import { twoFacts } from './patterns/two-facts.ts';
import { vagueQuantity } from './patterns/vague-quantity.ts';
import { vagueVerb } from './patterns/vague-verb.ts';
import { wait } from './patterns/wait.ts';
import { predicatesOf } from './predicate.ts';
import { CONTACTING } from './vocabulary/deeds.ts';
import { SYSTEM_WORDS } from './vocabulary/parties.ts';
import { IDLE_VERBS } from './vocabulary/states.ts';

const PATTERNS: readonly Pattern[] = [
  feeling,
  judgement,
  hedge,
  vagueVerb,
  vagueQuantity,
  openEndedPhase,
  skippable,
  followUp,
  wait,
  buyerInternal,
  sellerInternal,
  scripted,
  twoFacts,
];

const SYSTEM: ReadonlySet<string> = new Set(SYSTEM_WORDS);
const CONTENT: ReadonlySet<string> = new Set(['NOUN', 'PROPN', 'VERB', 'ADJ']);
/** Most texts remembered; of more, the half asked for longest ago is forgotten. */
const REMEMBERED = 30_000;
/** Texts still remembered at rest: more than the processes hold that someone is likely to edit next. */
const REMEMBERED_AT_REST = 500;

interface Reading {
  readonly claims: Claims;
  /** When it was asked for last, counted in questions. */
  asked: number;
}

const remembered = new Map<Kind, Map<string, Reading>>();
let size = 0;
let questions = 0;

let analysed = 0;

/** How many texts have been read afresh since the start, for those who measure what an edit costs. */
export function textsAnalysed(): number {
  return analysed;
}

/**
 * What `text` claims. Pure and total: any string gives an answer, in time bounded by a fixed length of text.
 *
 * Answers are remembered, so that an edit costs one statement. Text that is not English gives `language: 'other'` and
 * no cues.
 */
export function read(text: string, kind: Kind = 'criterion'): Claims {
  questions++;
  let ofKind = remembered.get(kind);
  const known = ofKind?.get(text);
  if (known !== undefined) {
    known.asked = questions;
    return known.claims;
  }
  analysed++;
  const claims = readAfresh(text, kind);
  if (size >= REMEMBERED) forgetBut(REMEMBERED / 2);
  if (ofKind === undefined) {
    ofKind = new Map();
    remembered.set(kind, ofKind);
  }
  ofKind.set(text, { claims, asked: questions });
  size++;
  return claims;
}

/**
 * Forgets what was read but for the texts asked for last. For the time between edits: what was found is known by then,
 * and the readings of a large workspace take a kilobyte each.
 */
export function forgetReadings(): void {
  forgetBut(REMEMBERED_AT_REST);
}

function forgetBut(most: number): void {
  if (size <= most) return;
  const asked = [...remembered.values()].flatMap((ofKind) => Array.from(ofKind.values(), (reading) => reading.asked));
  const oldest = asked.sort((a, b) => b - a)[most] as number;
  for (const ofKind of remembered.values())
    for (const [text, reading] of ofKind)
      if (reading.asked <= oldest) {
        ofKind.delete(text);
        size--;
      }
}

function readAfresh(text: string, kind: Kind): Claims {
  const language = languageOf(text);
  if (language !== 'en') {
    return {
      text,
      kind,
      language,
      actor: 'unknown',
      deeds: [],
      event: false,
      predicates: [],
      concrete: false,
      artefacts: [],
      parties: [],
      lemmas: [],
      cues: [],
    };
  }
  const fragment = fragmentOf(text, kind);
  const predicates = predicatesOf(fragment.words);
  const event = predicates.some((p) => p.says === 'event' || p.says === 'recorded');
  const cues = PATTERNS.flatMap((pattern) => outermost(pattern(fragment)))
    .filter((cue) => !(event && OF_THE_CLAIM.has(cue.cue) && tellsCircumstance(fragment, cue)))
    .filter((cue) => !(event && cue.cue === 'buyer-internal' && isAside(fragment, cue)))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const { words } = fragment;
  return {
    text,
    kind,
    language,
    actor: actorOf(fragment),
    deeds: exact(fragment.deeds),
    event,
    predicates: exact(predicates),
    concrete: isConcrete(fragment),
    artefacts: words.filter((w) => w.artefact).map((w): Mention => nounPhrase(fragment, w.index)),
    parties: words.flatMap((w): Party[] =>
      w.side === undefined ? [] : [{ name: w.lemma, side: w.side, start: w.start, end: w.end }],
    ),
    lemmas: [
      ...new Set(words.filter((w) => CONTENT.has(w.pos)).map((w) => (w.pos === 'VERB' ? w.verb || w.lemma : w.lemma))),
    ],
    cues,
  };
}

/** The same without the spare room that a list has which grew item by item: one item takes 24 bytes instead of 152. */
function exact<Item>(items: readonly Item[]): readonly Item[] {
  return items.length === 0 ? NONE : items.slice();
}

const NONE: readonly never[] = [];

/** What these say matters only where the statement claims it, not where it sets when or where something is done. */
const OF_THE_CLAIM: ReadonlySet<CueKind> = new Set(['feeling', 'judgement', 'hedge', 'vague-verb']);

/** "Customer initialled the tier *they chose*": says which one. */
const isAside = ({ words }: Fragment, cue: Cue): boolean =>
  words.some((w) => w.start === cue.start && !isMain(words, w.index) && !isCircumstance(words, w.index));

const tellsCircumstance = ({ words }: Fragment, cue: Cue): boolean =>
  words.some((w) => w.start === cue.start && isCircumstance(words, w.index));

/** Names a message, meeting, paper or number; "keep in contact during the trial" goes on, whatever it names. */
function isConcrete({ words }: Fragment): boolean {
  const goesOn = words.some((w) => w.order && IDLE_VERBS.has(w.verb));
  return words.some(
    (w) => w.pos === 'NUM' || (!goesOn && (w.artefact || ((w.order || w.pos === 'VERB') && CONTACTING.has(w.verb)))),
  );
}

/** Of cues that overlap, only the longest is kept: nobody wants two warnings on the same words. */
function outermost(cues: readonly Cue[]): readonly Cue[] {
  return cues.filter(
    (cue, i) =>
      !cues.some(
        (other, k) =>
          k !== i &&
          other.start <= cue.start &&
          other.end >= cue.end &&
          (other.end - other.start > cue.end - cue.start || k < i),
      ),
  );
}

/** An artefact with the noun before it: `order form`, `purchase order`. */
function nounPhrase({ words }: Fragment, at: number): Mention {
  const word = words[at];
  const before = words[at - 1];
  if (word === undefined) return { name: '', start: 0, end: 0 };
  const compound =
    before !== undefined && (before.pos === 'NOUN' || before.pos === 'PROPN') && before.clause === word.clause;
  return compound
    ? { name: `${before.lemma} ${word.lemma}`, start: before.start, end: word.end }
    : { name: word.lemma, start: word.start, end: word.end };
}

/** The subject before the first verb; an order is the rep's, "signed by X" is X's. */
function actorOf({ words }: Fragment): Actor {
  const by = words.findIndex(
    (w, i) => w.word === 'by' && (words[i + 1]?.side ?? words[i + 2]?.side ?? words[i + 3]?.side) !== undefined,
  );
  if (by >= 0) return words.slice(by + 1, by + 4).find((w) => w.side !== undefined)?.side ?? 'unknown';
  const verb = words.find((w) => w.order || w.pos === 'VERB' || w.pos === 'AUX');
  if (verb === undefined) return 'unknown';
  if (verb.order) return 'seller';
  const subject = words.slice(0, verb.index).findLast((w) => w.side !== undefined || SYSTEM.has(w.lemma));
  if (subject === undefined) return 'unknown';
  return SYSTEM.has(subject.lemma) ? 'system' : (subject.side ?? 'unknown');
}
