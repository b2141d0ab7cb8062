/** What each clause of a statement mainly says: the event, the state or the thing that its main words name. */
import type { Predicate, Predication } from './claims.ts';
import { isAttribute, isVerbal, MODALS, mainWords, POSSESSIVES, SUBJECT_PRONOUNS } from './clauses.ts';
import { isGoingOn, isNegated, isNoun, isPast } from './deeds.ts';
import { ABSTRACTIONS } from './vocabulary/artefacts.ts';
import { DEED_NOUNS, MIND_VERBS, OBSERVABLE_VERBS } from './vocabulary/deeds.ts';
import { IDLE_VERBS, LIGHT_VERBS, PLAIN_STATES, STATE_VERBS } from './vocabulary/states.ts';
import type { Word } from './words.ts';

/** Index of the word that says so. */
interface Found {
  readonly says: Predication;
  readonly at: number;
}

/** Helpers that hand over to the verb they help: "has *been signed*". */
const HELPING = new Set(['be', 'have', 'do', 'get']);
/** Where a record or a buyer moves on to: "goes *to* Executed", "went *live*", "comes *to* the showroom". */
const MOVES = new Set(['to', 'on', 'into', 'live', 'out', 'through']);
/** Particles that turn a verb that says little into a deed: "goes *out*", "write *up*", "sits *in*". */
const PARTICLES = new Set(['out', 'up', 'in', 'off', 'down', 'over', 'together', 'through', 'back']);
/** Verbs that ask a question, whose answer is the fact: "check whether the permit was granted". */
const ASKING = new Set(['see', 'check', 'verify', 'confirm', 'ask', 'make']);
/** Base form of a verb in use; the lexicon gives none for the forms of "be". */
const verbOf = (word: Word): string => (word.pos === 'AUX' ? word.lemma : word.verb);

/** The last noun of the phrase after a verb. */
function headAfter(words: readonly Word[], at: number): Word | undefined {
  let head: Word | undefined;
  for (let i = at + 1; i < words.length && i < at + 9; i++) {
    const word = words[i];
    if (word === undefined || word.clause !== words[at]?.clause) break;
    if (isNoun(word)) head = word;
    else if (word.word === "'s") head = undefined;
    else if (isGoingOn(word) && isNoun(words[i + 1])) continue;
    else if (head !== undefined) break;
    else if (word.pos === 'ADP' && i > at + 2) break;
    else if (word.pos === 'PRON' && word.side !== undefined && !POSSESSIVES.has(word.word)) return word;
  }
  return head;
}

/** The head of the first noun phrase before a verb: "*names* and roles of everyone". */
function headBefore(words: readonly Word[], at: number, from: number): Word | undefined {
  for (let i = from; i < at; i++) {
    const word = words[i];
    if (word !== undefined && isNoun(word) && !isNoun(words[i + 1])) return word;
  }
  return undefined;
}

/** Endings of nouns that name qualities, phases and relations rather than things. */
const ABSTRACT_ENDING = /(?:ness|ity|ment|tion|sion|ance|ence|ship|sis|ism|ing|hood|th|dom|acy|cy|ure)$/;

const isAbstract = (word: Word): boolean => ABSTRACTIONS.has(word.lemma) || ABSTRACT_ENDING.test(word.lemma);

const isConcrete = (word: Word | undefined): boolean => word?.artefact === true && !ABSTRACTIONS.has(word.lemma);

/** A particle tells a state only where it ends what is said: "the feedback is *in*", not "in love". */
function isPlain(words: readonly Word[], at: number, to: number): boolean {
  const word = words[at];
  if (word === undefined || at >= to || !PLAIN_STATES.has(word.word)) return false;
  const next = words[at + 1];
  return (
    word.pos !== 'ADP' ||
    at + 1 >= to ||
    next === undefined ||
    next.clause !== word.clause ||
    next.pos === 'PUNCT' ||
    next.pos === 'NUM' ||
    next.pos === 'CCONJ' ||
    ['from', 'by', 'before', 'since', 'until', 'for'].includes(next.word) ||
    word.word === 'above' ||
    word.word === 'below' ||
    word.word === 'within'
  );
}

const isRecord = (word: Word | undefined): boolean =>
  word !== undefined && (word.artefact || ['opportunity', 'deal', 'lead', 'case'].includes(word.lemma));

/** What a clause without a verb names: its head, or the deed behind it. */
function label(words: readonly Word[], from: number, to: number): Found | undefined {
  const done = words.slice(from, to).find((w) => w.word === 'done' || w.word === 'complete' || w.word === 'completed');
  if (done !== undefined) return { says: 'recorded', at: done.index };
  for (let i = from; i < to; i++) {
    const word = words[i];
    if (word === undefined) break;
    if (word.pos === 'NUM' && /\d{2}/.test(word.word)) return { says: 'recorded', at: i };
    if (!isNoun(word) || isNoun(words[i + 1])) continue;
    const after = words.slice(i + 1, Math.min(to, i + 5)).map((w) => w.word);
    const [first, second] = after;
    if ((first === 'in' || first === 'on' || first === 'at') && PLAIN_STATES.has(second ?? ''))
      return { says: 'recorded', at: i + 1 };
    if (isPlain(words, i + 1, to)) return { says: 'recorded', at: i + 1 };
    // "Volume and delivery site *on the opportunity*", "both owners *on the call*".
    const on = words.slice(i + 1, to).findIndex((w) => w.word === 'on');
    if (on >= 0 && isRecord(headAfter(words, i + 1 + on))) return { says: 'recorded', at: i + 1 + on };
    if (DEED_NOUNS.has(word.lemma) || isConcrete(word)) return { says: 'event', at: i };
    // "Proof of funds", "copy of the licence": what it is of may be the thing.
    if (first === 'of' && !ABSTRACTIONS.has(word.lemma)) continue;
    if (first === '/' || first === ',' || first === 'and' || first === '&' || first === 'or') continue;
    // One unknown word may be a trade's name for anything ("MQL"); more words that name nothing known are an opinion.
    return { says: to - from === 1 && word.side === undefined && !isAbstract(word) ? 'recorded' : 'state', at: i };
  }
  return undefined;
}

/** What one verb group says. `at` is the word that carries its meaning: the participle after "has been". */
function verbSays(words: readonly Word[], at: number, from: number): Predication {
  const word = words[at];
  if (word === undefined) return 'state';
  const before = words.slice(from, at).filter((w) => w.clause === word.clause);
  const helper = before.findLast((w) => w.pos !== 'ADV' && w.pos !== 'PART');
  const observable = OBSERVABLE_VERBS.has(word.verb);
  const object = headAfter(words, at);
  const subject = headBefore(words, at, from);
  const particle = words.slice(at + 1, at + 6).find((w) => w.clause === word.clause && PARTICLES.has(w.word));
  const phrasal = particle !== undefined && (particle.index === at + 1 || particle.index === (object?.index ?? at) + 1);
  if (word.verb === 'get' && ['hold', 'back'].includes(words[at + 1]?.word ?? '')) return 'event';
  if (verbOf(word) === 'be') return beSays(words, at, from);
  if (verbOf(word) === 'have')
    return object !== undefined && (isConcrete(object) || !isAbstract(object) || hasNumber(words, at))
      ? 'recorded'
      : 'state';
  if (isGoingOn(word)) {
    if (helper !== undefined && (helper.lemma === 'be' || isNoun(helper) || helper.pos === 'PRON')) return 'ongoing';
    return observable ? 'event' : 'ongoing';
  }
  if (isPast(word)) {
    if (before.some((w) => w.word === 'being')) return 'ongoing';
    if (MIND_VERBS.has(word.verb)) return 'state';
    if (observable || isThing(subject) || isThing(object)) return 'event';
    return STATE_VERBS.has(word.verb) || subject === undefined || ABSTRACTIONS.has(subject.lemma) ? 'state' : 'event';
  }
  // "Goes to Executed", "went live": a record moves on.
  const told = object?.pos === 'PRON' && CLAIMS.has(words[object.index + 1]?.word ?? '');
  const nothing = told || object === undefined || (ABSTRACTIONS.has(object.lemma) && object.side === undefined);
  const moves = (word.verb === 'go' && !word.order) || word.verb === 'come';
  if (moves && MOVES.has(words[at + 1]?.word ?? '') && (object === undefined || !isAbstract(object))) return 'event';
  if (phrasal && !MIND_VERBS.has(word.verb) && (isThing(object) || isThing(subject) || !nothing || word.order))
    return 'event';
  if (IDLE_VERBS.has(word.verb)) return 'ongoing';
  if (MIND_VERBS.has(word.verb) || STATE_VERBS.has(word.verb)) return 'state';
  // "Don't spend hours on it": advice.
  if (isNegated(words, at) && (word.order || (subject === undefined && word.verb === word.word))) return 'state';
  if (isGeneric(words, at, from)) return 'state';
  const direct = words[at + 1]?.pos !== 'ADP' && words[at + 1]?.pos !== 'PART';
  if (LIGHT_VERBS.has(word.verb))
    return isThing(object) || (word.order && !nothing && direct && (word.verb !== 'get' || object?.side === undefined))
      ? 'event'
      : 'state';
  if (observable) return 'event';
  return isThing(object) || (!nothing && direct && object?.side !== 'seller') ? 'event' : 'state';
}

const hasNumber = (words: readonly Word[], at: number): boolean =>
  words.some((w) => w.index > at && w.clause === words[at]?.clause && w.pos === 'NUM' && /\d/.test(w.word));

const isThing = (word: Word | undefined): boolean =>
  word !== undefined && (isConcrete(word) || DEED_NOUNS.has(word.lemma));

const CLAIMS = new Set([...SUBJECT_PRONOUNS, 'that', 'how', 'why', 'what']);
/** Plurals that, standing alone as a subject, speak of the world and not of a sale: "People buy from people". */
const GENERIC = new Set('people buyers customers clients prospects companies deals reps leads'.split(' '));

const isGeneric = (words: readonly Word[], at: number, from: number): boolean =>
  GENERIC.has(words[from]?.word ?? '') && at - from <= 2 && words[at]?.verb === words[at]?.word;

/** "Is on file", "are known", "is price sensitive". */
function beSays(words: readonly Word[], at: number, from: number): Predication {
  if (hasNumber(words, at)) return 'recorded';
  for (let i = at + 1; i < words.length && i < at + 6; i++) {
    const word = words[i];
    if (word === undefined || word.clause !== words[at]?.clause) break;
    if (isPlain(words, i, words.length)) return 'recorded';
    if (word.pos === 'NUM') return 'recorded';
    if (word.pos === 'ADJ') return 'state';
  }
  // "The decision date is the 3rd", "the signer is the CFO": a value of something on record.
  const subject = headBefore(words, at, from);
  const value = headAfter(words, at);
  return subject !== undefined && isThing(subject) && (value?.side !== undefined || isThing(value))
    ? 'recorded'
    : 'state';
}

/** A label and what is said of it: "Signed: the contract is in". */
const BREAKS = new Set([':', '-', '–', '—', '(', ')']);

const isQuestion = (word: Word | undefined): boolean =>
  word !== undefined && (['whether', 'that', 'if', 'sure'].includes(word.word) || SUBJECT_PRONOUNS.has(word.word));

/** The predicates of a text, clause by clause. */
export function predicatesOf(words: readonly Word[]): readonly Predicate[] {
  const found: Found[] = [];
  let from = 0;
  while (from < words.length) {
    let to = from;
    while (
      to < words.length &&
      words[to]?.clause === words[from]?.clause &&
      !(to > from && BREAKS.has(words[to - 1]?.word ?? ''))
    )
      to += 1;
    const asked = words.slice(from, to).find((w) => w.order && ASKING.has(w.verb) && isQuestion(words[w.index + 1]));
    if (asked !== undefined)
      from = SUBJECT_PRONOUNS.has(words[asked.index + 1]?.word ?? '') ? asked.index + 1 : asked.index + 2;
    const main = mainWords(words, from, to);
    let verbs = 0;
    for (let at = from; at < to; at++) {
      if (!main[at - from] || !isVerbal(words, at) || isAttribute(words, at)) continue;
      const word = words[at];
      if (word === undefined || MODALS.has(word.lemma)) continue;
      // "Has to run it past them".
      if (verbOf(word) === 'have' && words[at + 1]?.word === 'to') continue;
      const next = words.slice(at + 1, to).find((w) => w.pos !== 'ADV' && w.pos !== 'PART');
      // A helper hands over to the verb it helps.
      const helps =
        HELPING.has(verbOf(word)) &&
        next !== undefined &&
        !PLAIN_STATES.has(next.word) &&
        (next.verb !== '' || next.pos === 'AUX') &&
        (next.word === 'been' ||
          next.word === 'being' ||
          isPast(next) ||
          isGoingOn(next) ||
          (verbOf(word) === 'do' && next.verb === next.word)) &&
        (next.pos === 'AUX' || isVerbal(words, next.index)) &&
        !isAttribute(words, next.index);
      if (helps) continue;
      // "Use the call to find out": the deed is what it is used for, unless something can be seen as well.
      if (words[at - 1]?.word === 'to' && verbs > 0) continue;
      verbs += 1;
      found.push({ says: verbSays(words, at, from), at });
    }
    if (verbs === 0) {
      const named = label(words, from, to);
      if (named !== undefined) found.push(named);
    }
    from = to;
  }
  return found.flatMap(({ says, at }) => {
    const word = words[at];
    return word === undefined ? [] : [{ says, word: word.word, start: word.start, end: word.end }];
  });
}
