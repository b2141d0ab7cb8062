/** Tokens with what the vocabulary knows of them: clause, side, artefact. */
import type { Side } from './claims.ts';
import { type Token, tokenise } from './english/tokens.ts';
import { MEETINGS, PAPERS } from './vocabulary/artefacts.ts';
import { SELLER_TITLE_MARKS, SELLER_TITLES, SIDES, TITLES } from './vocabulary/parties.ts';

export interface Word extends Token {
  readonly index: number;
  /** Number of the clause, from 0; punctuation other than commas, and "->", end one. */
  readonly clause: number;
  /** An order to the rep: a base verb that opens a clause, or is joined to one. */
  readonly order: boolean;
  readonly side: Side | undefined;
  readonly artefact: boolean;
  readonly meeting: boolean;
}

const CLAUSE_ENDS = new Set(['.', ';', '!', '?', '->', '=>', '→', '|', '•']);
const OPENERS = new Set([':', '-', '–', '—', '(', ')']);
const OBJECT_STARTS = new Set(['DET', 'PRON', 'NOUN', 'PROPN', 'ADJ', 'NUM', 'ADP', 'ADV', 'VERB', 'PART', 'SCONJ']);
/** Nouns that could be verbs but are read as what a label names: "Demo held", "Order placed". */
const RARELY_ORDERS = new Set(
  'demo contract proposal order quote budget price product customer project paper document need value process pilot sample site stage field champion lead prospect deal interest question feedback account meeting opportunity business contact trial sales retail market key red brief'.split(
    ' ',
  ),
);

function sideOf(tokens: readonly Token[], at: number): Side | undefined {
  const token = tokens[at];
  if (token === undefined || token.pos === 'ADV') return undefined;
  const before = tokens[at - 1];
  if (SELLER_TITLES.has(token.lemma) && before !== undefined && SELLER_TITLE_MARKS.has(before.word)) return 'seller';
  if (SELLER_TITLES.has(token.lemma) && (before?.word === "'s" || before?.word === 'internal')) return undefined;
  if (before?.word === 'their' && TITLES.has(token.lemma)) return 'buyer';
  if (token.lemma === 'maker') return before?.lemma === 'decision' ? 'buyer' : undefined;
  if (token.lemma === 'party') return before?.lemma === 'third' ? 'partner' : undefined;
  if (token.word === 'lead') {
    // "lead time", "lead status": not a person.
    const after = tokens[at + 1];
    if (after !== undefined && ['time', 'status', 'source', 'score', 'record', 'creation'].includes(after.word))
      return undefined;
  }
  if (token.word === 'contact' && (token.pos === 'VERB' || tokens[at + 1]?.lemma === 'detail')) return undefined;
  return SIDES.get(token.lemma) ?? SIDES.get(token.word);
}

/** The words of a text. */
export function wordsOf(text: string): readonly Word[] {
  const tokens = tokenise(text);
  const words: Word[] = [];
  let clause = 0;
  let opening = true;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    const base = token.verb === token.word || `re-${token.verb}` === token.word;
    const before = words[index - 1];
    const joined =
      before !== undefined &&
      (before.word === 'and' ||
        before.word === 'or' ||
        before.word === 'then' ||
        before.word === ',' ||
        before.word === '&') &&
      token.pos === 'VERB' &&
      words.some((w) => w.order && w.clause === clause);
    const order =
      base &&
      !token.quoted &&
      token.pos !== 'AUX' &&
      token.pos !== 'PRON' &&
      token.pos !== 'DET' &&
      (opening
        ? next !== undefined &&
          !(before?.word === ',' && token.pos === 'NOUN' && next.pos !== 'DET' && next.pos !== 'PRON') &&
          OBJECT_STARTS.has(next.pos) &&
          (token.pos === 'VERB' ||
            ((!RARELY_ORDERS.has(token.word) || before?.word === ',') && isObjectStart(token, next)) ||
            (OFTEN_ORDERS.has(token.word) &&
              (next.pos === 'NOUN' || next.pos === 'ADP') &&
              tokens.length > 2 &&
              !tellsLater(tokens, index)))
        : joined);
    words.push({
      ...token,
      pos: order || isPresent(token, before, next) ? 'VERB' : token.pos,
      index,
      clause,
      order,
      side: sideOf(tokens, index),
      artefact: (PAPERS.has(token.lemma) || MEETINGS.has(token.lemma)) && !order,
      meeting: MEETINGS.has(token.lemma) && !order,
    });
    if (CLAUSE_ENDS.has(token.word)) {
      clause += 1;
      opening = true;
    } else if (OPENERS.has(token.word) || (token.word === ',' && opensWithCondition(words, clause))) opening = true;
    else if (token.pos !== 'PUNCT' && token.pos !== 'SYM' && token.pos !== 'NUM' && token.pos !== 'ADV')
      opening = false;
  });
  return words;
}

/** Nouns that at the start of a fragment are orders, unless something else in it happens: "Check crew capacity". */
const OFTEN_ORDERS = new Set(
  'check drop ring telephone visit issue swap chase ask email phone assign rank review test file work look pop touch loop'.split(
    ' ',
  ),
);

/** Something is told further on: "Check sent", "Review meeting held". */
function tellsLater(tokens: readonly Token[], at: number): boolean {
  const rest = tokens.slice(at + 1);
  const aside = rest.findIndex((t) => ASIDE.has(t.word));
  return (aside < 0 ? rest : rest.slice(0, aside)).some(
    (t) => t.pos === 'AUX' || (t.pos === 'VERB' && t.verb !== t.word && !t.word.endsWith('s')),
  );
}

const ASIDE = new Set(['to', 'if', 'how', 'what', 'when', 'where', 'who', 'which', 'that', 'until', 'before', 'after']);

/** "If the scope changes, issue a change order": after the condition comes the order. */
function opensWithCondition(words: readonly Word[], clause: number): boolean {
  const first = words.find((w) => w.clause === clause);
  return first !== undefined && CONDITIONS.has(first.word) && !words.some((w) => w.clause === clause && w.order);
}

const CONDITIONS = new Set(['if', 'when', 'once', 'where', 'unless', 'after', 'before', 'as', 'in', 'for']);

/** "Champion introduces us", "distributor places the order": tagged a plural noun, but a party stands before it. */
function isPresent(token: Token, before: Word | undefined, next: Token | undefined): boolean {
  if (token.pos === 'NOUN' && token.verb !== '' && before?.side !== undefined && before.pos !== 'PRON') {
    // "Buyer recognises that", "buyers fall in": singular and plural subjects take their own ending.
    const agrees = before.word.endsWith('s') ? token.word === token.verb : token.word.endsWith('s');
    if (agrees && token.verb !== '' && (next?.pos === 'SCONJ' || next?.pos === 'ADV')) return true;
    if (agrees && before.word.endsWith('s') && (next?.pos === 'ADP' || next?.pos === 'DET')) return true;
    // "School board votes on the adoption".
    if (agrees && next?.word === 'on' && token.verb === 'vote') return true;
  }
  if (before !== undefined && ['who', 'which'].includes(before.word) && token.verb !== '' && token.pos === 'NOUN')
    return true;
  return (
    token.pos === 'NOUN' &&
    token.word.endsWith('s') &&
    token.verb !== '' &&
    token.verb !== token.word &&
    before !== undefined &&
    (before.side !== undefined || before.pos === 'NOUN' || before.pos === 'PROPN' || before.word.endsWith('ing')) &&
    (next?.pos === 'DET' ||
      next?.pos === 'PRON' ||
      next?.word === 'up' ||
      next?.word === 'out' ||
      next?.word === '"' ||
      (takesObject(next) && RARELY_NOUNS.has(token.verb)))
  );
}

function takesObject(next: Token | undefined): boolean {
  return next?.pos === 'NOUN' || next?.pos === 'PROPN' || next?.pos === 'ADJ' || next?.pos === 'NUM';
}

/** Verbs whose third person is hardly ever a plural: "Customer signs contract", "buyer names date". */
const RARELY_NOUNS = new Set(
  'sign send introduce name accept approve confirm return submit attend join share forward choose provide agree schedule invite pay grant nominate check select assign book request inspect support submit receive prepare supply'.split(
    ' ',
  ),
);

/** A noun-tagged base verb opens an order when what follows can only be its object: "Chase every", "Email the". */
function isObjectStart(token: Token, next: Token): boolean {
  if (next.pos === 'DET' || next.pos === 'PRON') return true;
  if (next.pos === 'ADP' || next.pos === 'PART')
    return (
      token.pos !== 'NOUN' || ['check', 'look', 'reach', 'follow', 'wait', 'ask', 'aim', 'call'].includes(token.word)
    );
  if (next.pos === 'NUM' || next.pos === 'SCONJ') return true;
  return token.pos !== 'NOUN' && token.pos !== 'PROPN'
    ? next.pos !== 'VERB'
    : ['NOUN', 'ADJ'].includes(next.pos) && /s$/.test(next.word);
}
