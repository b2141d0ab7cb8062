import type { ILexingError, IToken, TokenTypeDictionary } from 'chevrotain';
import { DefaultLexer, type LangiumCoreServices, type Lexer, type LexerResult } from 'langium';
import { conflictsIn, withoutConflicts } from '../conflicts.ts';
import { resolveNames } from './resolve-names.ts';
import { type Place, split } from './split.ts';
import { kindOf, Token } from './token.ts';

/** Largest file that is read, in UTF-16 code units. A process of 5,000 steps takes about a third of it. */
export const MAX_FILE_LENGTH = 5_000_000;

/** Deepest nesting of brackets that is read; deeper input is not something a person wrote. */
export const MAX_NESTING = 100;

/** What a text consists of, as Langium has it, of tokens of our own. */
export interface Lexed extends LexerResult {
  readonly tokens: Token[];
  readonly hidden: Token[];
}

/** Splits texts into tokens, of which {@link resolveNames} then says which are names. */
export class SalesflowLexer implements Lexer {
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
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
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
