import type { ILexingError, IToken, TokenTypeDictionary } from 'chevrotain';
import { DefaultLexer, type LangiumCoreServices, type Lexer, type LexerResult } from 'langium';
import { conflictsIn, withoutConflicts } from './conflicts.ts';
import { keywords } from './parser/generated/tokens.ts';
import { type Place, split } from './parser/lexer.ts';
import { kindOf, Token } from './parser/token.ts';

/** Largest file that is read, in UTF-16 code units. A process of 5,000 steps takes about a third of it. */
export const MAX_FILE_LENGTH = 5_000_000;

/** Deepest nesting of brackets that is read; deeper input is not something a person wrote. */
export const MAX_NESTING = 100;

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
const WORDS = marked(keywords.filter((keyword) => /^[a-z]/.test(keyword)));

const ID = kindOf('ID');
const LINE_WITHIN = kindOf('LINE_WITHIN');
const LINE_WHEN = kindOf('LINE_WHEN');
const DROP = kindOf('drop');
const OF = kindOf('of');
const IS = kindOf('is');
const CRM = kindOf('crm');

/** What a text consists of, as Langium has it, of tokens of our own. */
export interface Lexed extends LexerResult {
  readonly tokens: Token[];
  readonly hidden: Token[];
}

/**
 * Decides which words are names.
 *
 * No keyword of the language is reserved: `step step "…"` declares a step called `step`. Instead of making the
 * grammar accept every keyword wherever a name may stand (which costs recovery: a missing name would swallow the next
 * statement's keyword), keyword tokens are turned into ID tokens here when the words around them call for a name.
 */
export class ContextualLexer implements Lexer {
  private readonly services: LangiumCoreServices;
  private thorough: DefaultLexer | undefined;
  private fed: LexerResult | undefined;

  constructor(services: LangiumCoreServices) {
    this.services = services;
  }

  /** Types of tokens, complete for the parser generator. */
  get definition(): TokenTypeDictionary {
    return this.ownThorough().definition as TokenTypeDictionary;
  }

  /** Hands these tokens to the next call of {@link tokenize}, whatever its text: for parsing tokens again. */
  feed(result: LexerResult): void {
    this.fed = result;
  }

  tokenize(text: string): LexerResult {
    const { fed } = this;
    this.fed = undefined;
    return fed ?? this.lex(text);
  }

  /** Splits a text, or a part of one that starts at a place, which positions then count from. */
  lex(text: string, place?: Place): Lexed {
    const refused = refuse(text);
    if (refused) return { tokens: [], hidden: [], errors: [refused], report: { diagnostics: [] } };
    const [conflict] = conflictsIn(text);
    const read = conflict ? withoutConflicts(text) : text;
    const quick = split(read, place);
    const { tokens: all, hidden, errors } = quick ? { ...quick, errors: [] } : this.lexThoroughly(read, place);
    const { tokens, error } = limitNesting(all);
    resolveNames(tokens);
    if (error) errors.push(error);
    if (conflict) errors.push(conflictError(text, conflict, place));
    return { tokens, hidden, errors, report: { diagnostics: [] } };
  }

  /** For texts with something that no token starts with. */
  private lexThoroughly(text: string, place: Place | undefined): Omit<Lexed, 'report'> {
    const { tokens, hidden, errors } = this.ownThorough().tokenize(text);
    const { offset, line, character } = place ?? { offset: 0, line: 0, character: 0 };
    const own = (token: IToken) => {
      const startLine = token.startLine as number;
      const endLine = token.endLine as number;
      return new Token(
        kindOf(token.tokenType.name),
        token.image,
        token.startOffset + offset,
        startLine + line,
        (token.startColumn as number) + (startLine === 1 ? character : 0),
        endLine + line,
        (token.endColumn as number) + (endLine === 1 ? character : 0),
      );
    };
    return {
      tokens: tokens.map(own),
      hidden: hidden.map(own),
      errors: errors.map((error) => ({ ...error, offset: error.offset + offset })),
    };
  }

  private ownThorough(): DefaultLexer {
    this.thorough ??= new DefaultLexer(this.services);
    return this.thorough;
  }
}

/** Which kinds of tokens the keywords are. */
function marked(words: readonly string[]): readonly boolean[] {
  const marks = keywords.map(() => false);
  for (const word of words) marks[kindOf(word)] = true;
  return marks;
}

function resolveNames(tokens: readonly Token[]): void {
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

function startsLine(token: Token, previous: Token | undefined): boolean {
  return !previous || previous.endLine < token.startLine;
}

/** `document Plan` or `document "Plan"` in a list of things, as opposed to a thing called `document`. */
function isPassedDocument(token: Token, next: Token | undefined): boolean {
  return token.image === 'document' && !!next && !startsLine(next, token) && /^[\p{L}_"\d]/u.test(next.image);
}

/** Whether a keyword that starts a line reads as the start of the next statement: something of its own follows it. */
function beginsStatement(token: Token, next: Token | undefined): boolean {
  return !!next && !startsLine(next, token) && /^[\p{L}_"{\d]/u.test(next.image);
}

/** Input that is not worth parsing gets one message instead of thousands. */
function refuse(text: string): ILexingError | undefined {
  if (text.length > MAX_FILE_LENGTH) {
    const size = (text.length / 1_000_000).toFixed(1);
    return errorAt(
      text,
      `This file has ${size} million characters, and at most ${MAX_FILE_LENGTH / 1_000_000} million are read. Split it: all files of a project form one model.`,
      0,
    );
  }
  const binary = text.indexOf('\u0000');
  if (binary >= 0) {
    return errorAt(text, 'This is not a text file: it contains a zero byte. Save it as UTF-8 text.', binary);
  }
  return undefined;
}

/** Says that there is an error; what to do about it is said in `checks/`. */
function conflictError(text: string, { start, end }: { start: number; end: number }, place?: Place): ILexingError {
  const error = errorAt(text, 'Unresolved merge conflict', start);
  return { ...error, offset: start + (place?.offset ?? 0), length: end - start };
}

function errorAt(text: string, message: string, offset: number): ILexingError {
  const before = text.slice(0, offset).split('\n');
  return { message, offset, length: 1, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Drops brackets nested deeper than {@link MAX_NESTING}, which would exhaust the parser's stack, and says so once. */
function limitNesting(tokens: Token[]): { tokens: Token[]; error?: ILexingError } {
  let depth = 0;
  let negations = 0;
  let error: ILexingError | undefined;
  let kept = tokens;
  for (const [index, token] of tokens.entries()) {
    const { image } = token;
    const opens = image === '(' || image === '{';
    const closes = image === ')' || image === '}';
    if (opens) depth++;
    const tooDeep = (opens || closes) && depth > MAX_NESTING;
    if (image === 'not') negations++;
    else if (!tooDeep) negations = 0;
    if (tooDeep || negations > MAX_NESTING) {
      if (!error) kept = tokens.slice(0, index);
      error ??= {
        message: `Brackets are nested more than ${MAX_NESTING} deep. Split the expression.`,
        offset: token.startOffset,
        length: 1,
        line: token.startLine,
        column: token.startColumn,
      };
    } else if (error) {
      kept.push(token);
    }
    if (closes && depth > 0) depth--;
  }
  return error ? { tokens: kept, error } : { tokens };
}
