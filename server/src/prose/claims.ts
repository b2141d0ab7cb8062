/**
 * What a fragment of a sales process claims: the answer of {@link read}.
 *
 * Plain, immutable data. All offsets are UTF-16 code units into the text as given, end exclusive.
 */
export interface Claims {
  readonly text: string;
  readonly kind: Kind;
  /** `other`: words that are not English, judged no further; `none`: nothing to read (empty, digits, punctuation). */
  readonly language: 'en' | 'other' | 'none';
  /** Who does what happens, as far as the wording tells. */
  readonly actor: Actor;
  /** What happens, in order of the text. Empty: the fragment names no action. */
  readonly deeds: readonly Deed[];
  /** The fragment tells of an event with a completing fact, or a value or artefact on record: a plain yes or no. */
  readonly event: boolean;
  /** What each clause mainly says, and the word that says it; empty where nothing known is named. */
  readonly predicates: readonly Predicate[];
  /** A message, meeting, paper, number or way to reach someone is named. */
  readonly concrete: boolean;
  /** Artefacts, records and information named: lemmas in `name`, such as `order form`. */
  readonly artefacts: readonly Mention[];
  /** Parties named. */
  readonly parties: readonly Party[];
  /** Lower-case lemmas of the words that carry meaning (verbs, nouns, adjectives), each once, in order of the text. */
  readonly lemmas: readonly string[];
  /** Words that say something about the claim, sorted by `start`. A word that context makes harmless gives no cue. */
  readonly cues: readonly Cue[];
}

/** Where in a process the fragment stands. A step or stage label may be a bare phrase, an action reads as an order. */
export type Kind = 'step' | 'criterion' | 'action' | 'commit' | 'stuck' | 'stage' | 'guidance';

/** `partner`: a third party such as a distributor, a broker or a subcontractor. */
export type Side = 'seller' | 'buyer' | 'partner';

export type Actor = Side | 'system' | 'unknown';

export type CueKind =
  /** A mood or an attitude: interested, excited, comfortable, gut. */
  | 'feeling'
  /** An opinion two people would not share: good fit, strong, clear, successfully. */
  | 'judgement'
  /** May, might, probably, try to. */
  | 'hedge'
  /** A verb without a named outcome: understand, explore, align, discuss. */
  | 'vague-verb'
  /** Several, enough, soon. */
  | 'vague-quantity'
  /** A phase without an event that completes it: negotiation, evaluation, nurturing. */
  | 'open-ended-phase'
  /** If applicable, as needed, where possible, optional. */
  | 'skippable'
  /** A stand-alone chase: follow up, check in, remind, nurture, stay in touch. */
  | 'follow-up'
  /** Only waiting: awaiting a decision, pending signature. */
  | 'wait'
  /** Done unseen inside the buyer's organisation: discuss internally, sleep on it, get their approval. */
  | 'buyer-internal'
  /** The seller's own housekeeping: forecast, deal review, internal approval, CRM hygiene. */
  | 'seller-internal'
  /** Word-for-word speech, or a technique prescribed in detail. */
  | 'scripted'
  /** The word that joins two facts in one statement: "signed *and* paid". */
  | 'two-facts';

/** The words that a conclusion rests on. */
export interface Cue {
  readonly cue: CueKind;
  /** The words as written: `text.slice(start, end)`. */
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

/** What a clause mainly says. */
export interface Predicate {
  readonly says: Predication;
  /** The verb or noun that says so. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

export type Predication =
  /** Happens or has happened, for all to see: "Contract signed", "Send the quote", "Site survey". */
  | 'event'
  /** A state that a record answers by yes or no: "is on file", "in place", "not yet held". */
  | 'recorded'
  /** Goes on with no end told: "is assessing what we sell", "keep in contact". */
  | 'ongoing'
  /** How things are: "is price sensitive", "has real influence", "Shared view". */
  | 'state';

/** One thing that happens. */
export interface Deed {
  /** Lemma of the verb, or the verb behind a noun: `send`, `schedule`, `sign`; for "demo held" `hold`. */
  readonly lemma: string;
  /** `do`: an order or a present action; `done`: told as having happened; `thing`: only named by a noun (demo, review). */
  readonly form: 'do' | 'done' | 'thing';
  /** Something observable happens: a message, a meeting, a signature, a record. Not so for think, understand, align. */
  readonly observable: boolean;
  readonly negated: boolean;
  /** Lemmas of the head of what it is done to, such as `order form`; `undefined` where not said. */
  readonly object: string | undefined;
  readonly start: number;
  readonly end: number;
}

export interface Mention {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface Party extends Mention {
  readonly side: Side;
}
