import type { IRecognitionException } from 'chevrotain';
import {
  type AstNode,
  createParser,
  type LangiumCoreServices,
  LangiumParser,
  type ParseResult,
  type ParserOptions,
} from 'langium';
import { rules } from '../parser/generated/rules.ts';
import type { Reader } from '../parser/reader.ts';
import type { Lexed, SalesflowLexer } from '../parser/salesflow-lexer.ts';
import { kindOf, type Token } from '../parser/token.ts';
import { BLOCKS } from './blocks.ts';
import { isBlock, madeUp, readStatements, type Statement, tokensOf } from './statements.ts';

/**
 * A parser for which one broken statement costs one statement.
 *
 * The parser generator's own recovery skips to a word that fits some rule on its stack, which in a half-written file is
 * often many statements later. So a file with errors is split into statements by its keywords and braces, each is
 * parsed by itself, those that fail are mended with the smallest change (a made-up name or text, a word less, the tail
 * less, or left out), and the mended file is parsed again. Positions stay those of the text.
 *
 * Langium's parser is only asked what is wrong with a statement; that nothing is, the quicker reader sees.
 */
export class MendingParser extends LangiumParser {
  private readonly feed: SalesflowLexer;
  private readonly reader: Reader | undefined;

  /** @param reader reads what is without errors; without it everything is left to Langium's parser */
  constructor(services: LangiumCoreServices, reader?: Reader) {
    super(services);
    this.feed = services.parser.Lexer as SalesflowLexer;
    this.reader = reader;
  }

  /**
   * Parses a text whose tokens are already there.
   *
   * @param mayBeRight whether it may be without errors after all
   */
  parseLexed<T extends AstNode = AstNode>(
    input: string,
    lexed: Lexed,
    options?: ParserOptions,
    mayBeRight = true,
  ): ParseResult<T> {
    const first = mayBeRight ? this.parseTokens<T>(input, lexed, options) : undefined;
    if (options?.rule) return first ?? this.parseThoroughly(input, lexed, options);
    if (first) return first;
    const { statements, problems } = readStatements(lexed.tokens);
    const errors: IRecognitionException[] = problems.map(({ token, message }) => asError(token, message));
    for (const statement of statements) this.mend(statement, errors);
    return this.parseMended(input, { ...lexed, tokens: statements.flatMap(tokensOf) }, errors);
  }

  /**
   * Parses the tokens of one top-level declaration. `undefined` where its braces do not fit its statements, so that only
   * the whole text tells how it is read.
   *
   * @param mayBeRight as for {@link parseLexed}
   */
  parseDeclaration(text: string, lexed: Lexed, mayBeRight: boolean): ParseResult | undefined {
    const first = mayBeRight ? this.parseTokens(text, lexed) : undefined;
    if (first) return first;
    const { statements, problems } = readStatements(lexed.tokens);
    const [statement, other] = statements;
    if (!statement || other || problems.length > 0) return undefined;
    const errors: IRecognitionException[] = [];
    this.mend(statement, errors);
    return this.parseMended(text, { ...lexed, tokens: tokensOf(statement) }, errors);
  }

  private parseMended<T extends AstNode>(
    text: string,
    lexed: Lexed,
    errors: readonly IRecognitionException[],
  ): ParseResult<T> {
    const mended = this.parseTokens<T>(text, lexed) ?? this.parseThoroughly<T>(text, lexed);
    return {
      ...mended,
      parserErrors: [...errors, ...mended.parserErrors].sort((a, b) => a.token.startOffset - b.token.startOffset),
    };
  }

  /** Parses tokens that are already there; `undefined` where they are not without errors. */
  private parseTokens<T extends AstNode>(
    text: string,
    lexed: Lexed,
    options?: ParserOptions,
  ): ParseResult<T> | undefined {
    const rule = rules[options?.rule ?? 'File'];
    if (this.reader && rule) {
      const value = this.reader.read(rule, text, lexed) as T | undefined;
      if (value) return { value, lexerErrors: lexed.errors, parserErrors: [] };
      if (!this.reader.guessed) return undefined;
    }
    const result = this.parseThoroughly<T>(text, lexed, options);
    return result.parserErrors.length === 0 ? result : undefined;
  }

  /** Parses tokens with Langium's parser. The text is needed for what is between them. */
  private parseThoroughly<T extends AstNode>(input: string, lexed: Lexed, options?: ParserOptions): ParseResult<T> {
    this.feed.feed({ ...lexed, tokens: [...lexed.tokens], hidden: [...lexed.hidden] });
    const result = super.parse<T>(input, options);
    return { ...result, parserErrors: [...result.parserErrors] };
  }

  /** Changes the statement so that it parses, and says what was wrong with it. */
  private mend(statement: Statement, errors: IRecognitionException[]): void {
    if (this.isSound(statement, tokensOf(statement))) return;
    const problem = this.firstError(statement, headTokens(statement));
    if (problem) {
      errors.push(problem);
      this.mendHead(statement, problem);
    }
    for (const part of statement.parts) {
      if (isBlock(part)) for (const inner of part.statements) this.mend(inner, errors);
    }
  }

  private mendHead(statement: Statement, problem: IRecognitionException): void {
    const head = statement.parts.filter((part): part is Token => !isBlock(part));
    const at = head.indexOf(problem.token as Token);
    const index = at < 0 ? head.length : at;
    const without = (from: number, count: number) => head.toSpliced(from, count);
    const withMadeUp = (name: string) => head.toSpliced(index, 0, madeUp(kindOf(name), '', head[index - 1]));
    const candidates: Token[][] = [
      withMadeUp('ID'),
      withMadeUp('STRING'),
      without(index, 1),
      without(index - 1, 1),
      head.slice(0, index),
      ...[1, 2, 3].map((more) => head.slice(0, Math.max(1, index - more))),
    ];
    const blocks = statement.parts.filter(isBlock);
    for (const tokens of candidates) {
      const parts = arrange(tokens, statement.parts);
      if (tokens.length > 0 && this.isSound(statement, headTokens({ inside: statement.inside, parts }))) {
        statement.parts = parts;
        return;
      }
    }
    // Nothing helps: the statement goes, but a block inside may still be read by its keyword alone.
    const lead = head[0];
    const named = lead ? [lead, madeUp(kindOf('ID'), '', lead)] : [];
    const parts = [...named, ...blocks.slice(0, 1)];
    statement.parts =
      blocks.length > 0 && lead && this.isSound(statement, headTokens({ inside: statement.inside, parts }))
        ? parts
        : [];
  }

  /** Whether the tokens can be parsed as one statement of its block. */
  private isSound(statement: Statement, tokens: readonly Token[]): boolean {
    return tokens.length === 0 || this.parseTokens('', bare(tokens), { rule: ruleOf(statement, tokens) }) !== undefined;
  }

  /** The first error when the tokens are parsed as one statement of its block. */
  private firstError(statement: Statement, tokens: readonly Token[]): IRecognitionException | undefined {
    if (this.isSound(statement, tokens)) return undefined;
    return this.parseThoroughly('', bare(tokens), { rule: ruleOf(statement, tokens) }).parserErrors[0];
  }
}

function bare(tokens: readonly Token[]): Lexed {
  return { tokens: [...tokens], hidden: [], errors: [], report: { diagnostics: [] } };
}

/** Makes the parser as Langium does, with {@link MendingParser} in place of its own. */
export function createMendingParser(services: LangiumCoreServices, reader?: Reader): MendingParser {
  const parser = createParser(services.Grammar, new MendingParser(services, reader), services.parser.Lexer.definition);
  parser.finalize();
  return parser;
}

function ruleOf(statement: Statement, tokens: readonly Token[]): string {
  if (statement.inside === 'step' && tokens[0]?.image === 'drop') return 'DropItem';
  return BLOCKS[statement.inside].rule;
}

/** The statement with its blocks emptied. */
function headTokens(statement: Statement): Token[] {
  return statement.parts.flatMap((part) => (isBlock(part) ? [part.open, part.close] : [part]));
}

/** Puts changed words back around the blocks: each block stays behind the word it stood behind, or at the end. */
function arrange(tokens: readonly Token[], parts: Statement['parts']): Statement['parts'] {
  const arranged: Statement['parts'] = [];
  let index = 0;
  for (const part of parts) {
    if (isBlock(part)) {
      while (index < tokens.length && (tokens[index] as Token).startOffset <= part.open.startOffset)
        arranged.push(tokens[index++] as Token);
      arranged.push(part);
    }
  }
  arranged.push(...tokens.slice(index));
  return arranged;
}

function asError(token: Token, message: string): IRecognitionException {
  return {
    name: 'MisplacedBraceException',
    message,
    token,
    resyncedTokens: [],
    context: { ruleStack: [], ruleOccurrenceStack: [] },
  };
}
