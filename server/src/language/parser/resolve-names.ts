import { keywords } from './generated/tokens.ts';
import { isWord, kindOf, startsLine, type Token } from './token.ts';

/** Keywords after which a name follows, so that the next word is a name even if it is spelt like a keyword. */
const NAME_FOLLOWS = marked([
  ...[
    'role',
    'persona',
    'journey',
    'stage',
    'stuck',
    'object',
    'field',
    'document',
    'approval',
    'framework',
    'process',
  ],
  ...['step', 'won', 'lost', 'disqualified', 'reason', 'hold', 'variant'],
  ...['for', 'helps', 'during', 'owner', 'with', 'by', 'to', 'from', 'as', 'then', 'before', 'after', 'at', 'of', 'on'],
  ...['until', 'buys-as', 'opens', 'collect', 'is', 'not', '=', '!='],
]);

/** Keywords that may open a block; the last one before `{` says what the block is. */
const OPENS_BLOCK = marked([
  ...['persona', 'journey', 'stage', 'object', 'field', 'framework', 'process', 'variant', 'step', 'throughout'],
  ...['enter', 'exit', 'any', 'otherwise', 'play', 'parallel', 'won', 'lost', 'disqualified', 'hold'],
]);

/** Keywords that start a clause behind a declared name. */
const CLAUSES = marked(['for', 'of', 'on', 'by', 'before', 'after']);

const MOVE_RULES = marked(['forward-only', 'no-skipping']);

/** Blocks in which plans stand beside statements that may end in a condition. */
const PLAN_BLOCKS = new Set(['hold', 'won', 'lost', 'disqualified']);

/** Words with a meaning of their own after `is` and `is not`. */
const TEST_WORDS = marked(['set', 'not', 'in', 'within', 'before', 'after', 'one', 'yes', 'no']);

/** Keywords that are spelt like names. */
const WORDS = marked(keywords.filter(isWord));

const ID = kindOf('ID');
const LINE_WITHIN = kindOf('LINE_WITHIN');
const LINE_WHEN = kindOf('LINE_WHEN');
const DROP = kindOf('drop');
const OF = kindOf('of');
const IS = kindOf('is');
const CRM = kindOf('crm');

/** Which kinds of tokens the keywords are. */
function marked(words: readonly string[]): readonly boolean[] {
  const marks = keywords.map(() => false);
  for (const word of words) marks[kindOf(word)] = true;
  return marks;
}

/**
 * Decides which words are names.
 *
 * No keyword of the language is reserved: `step step "…"` declares a step called `step`. Instead of making the
 * grammar accept every keyword wherever a name may stand (which costs recovery: a missing name would swallow the next
 * statement's keyword), keyword tokens are turned into ID tokens here when the words around them call for a name.
 */
export function resolveNames(tokens: readonly Token[]): void {
  /** What each open `{` or `(` belongs to. */
  const blocks: string[] = [];
  /** Keyword of the statement that a `{` would belong to. */
  let opener = '';
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const previous = tokens[i - 1];
    const word = token.image;
    if (word === '{') {
      // Choices, or names in CRMs: every word is a name.
      blocks.push(opener === 'field' ? 'names' : opener);
      opener = '';
    } else if (word === '(') {
      blocks.push(previous?.kind === OF ? 'list' : '(');
    } else if (word === '}' || word === ')') {
      if (blocks.pop() === 'names') {
        opener = 'field';
      }
    } else if (WORDS[token.kind]) {
      const block = blocks[blocks.length - 1] ?? '';
      if (isName(tokens, i, block)) {
        token.kind = ID;
      } else if (word === 'within' && block === 'step' && previous && startsLine(token, previous)) {
        token.kind = LINE_WITHIN;
      } else if (word === 'when' && PLAN_BLOCKS.has(block) && previous && startsLine(token, previous)) {
        token.kind = LINE_WHEN;
      } else if (OPENS_BLOCK[token.kind]) {
        opener = word;
      }
    }
  }
}

function isName(tokens: readonly Token[], at: number, block: string): boolean {
  const token = tokens[at] as Token;
  const previous = tokens[at - 1];
  const next = tokens[at + 1];
  if (block === 'names') {
    return true;
  }
  if (!previous) {
    return false;
  }
  if (next?.image === '.' && !startsLine(next, token)) {
    return true;
  }
  const sameLine = !startsLine(token, previous);
  if (previous.image === '.') {
    return sameLine || !beginsStatement(token, next);
  }
  if (previous.image === ',' || (previous.image === '(' && block === 'list')) {
    return isListItem(tokens, at, sameLine);
  }
  if (!NAME_FOLLOWS[previous.kind]) {
    return false;
  }
  return followsIntroducer(tokens, at, previous.image, block) && (sameLine || !beginsStatement(token, next));
}

function isListItem(tokens: readonly Token[], at: number, sameLine: boolean): boolean {
  const token = tokens[at] as Token;
  const next = tokens[at + 1];
  // `moves forward-only, no-skipping` is a list of keywords.
  const first = tokens[at - 2];
  if (isPassedDocument(token, next) || (first && MOVE_RULES[first.kind])) {
    return false;
  }
  return sameLine || !beginsStatement(token, next);
}

/** Whether the keyword `before` really introduces a name here, and not one of its other uses. */
function followsIntroducer(tokens: readonly Token[], at: number, before: string, block: string): boolean {
  const token = tokens[at] as Token;
  const next = tokens[at + 1];
  const second = tokens[at - 2];
  // `drop helps` names a kind of item; a name follows `drop step` alone.
  if (second?.kind === DROP && before !== 'step') return false;
  switch (before) {
    case 'is':
      return !TEST_WORDS[token.kind];
    case 'not':
      return second?.kind === IS && !TEST_WORDS[token.kind];
    case '=':
    case '!=':
      return token.image !== 'yes' && token.image !== 'no';
    case 'with':
    case 'collect':
      return !isPassedDocument(token, next);
    case 'hold':
      return block === 'process';
    case 'after':
      return !(token.image === 'won' && next?.image === '{' && startsLine(tokens[at - 1] as Token, second));
    case 'at':
      return token.image !== 'least';
    case 'stage':
      return second?.kind !== CRM;
    default:
      // `journey for OpsLead`: the name is missing, and `for` starts its clause.
      return !(CLAUSES[token.kind] && next?.kind === ID && !startsLine(next, token));
  }
}

/** `document Plan` or `document "Plan"` in a list of things, as opposed to a thing called `document`. */
function isPassedDocument(token: Token, next: Token | undefined): boolean {
  return token.image === 'document' && !!next && !startsLine(next, token) && /^[\p{L}_"\d]/u.test(next.image);
}

/** Whether a keyword that starts a line reads as the start of the next statement: something of its own follows it. */
function beginsStatement(token: Token, next: Token | undefined): boolean {
  return !!next && !startsLine(next, token) && /^[\p{L}_"{\d]/u.test(next.image);
}
