import type { IRecognitionException, IToken, TokenType, TokenTypeDictionary } from 'chevrotain';
import {
  type AstNode,
  createParser,
  type LangiumCoreServices,
  LangiumParser,
  type LexerResult,
  type ParseResult,
  type ParserOptions,
} from 'langium';
import type { ContextualLexer } from '../contextual-lexer.ts';
import { BLOCKS } from './blocks.ts';
import { isBlock, madeUp, readStatements, type Statement, tokensOf } from './statements.ts';

/**
 * A parser for which one broken statement costs one statement.
 *
 * The parser generator's own recovery skips to a word that fits some rule on its stack, which in a half-written file is
 * often many statements later. So a file with errors is split into statements by its keywords and braces, each is
 * parsed by itself, those that fail are mended with the smallest change (a made-up name or text, a word less, the tail
 * less, or left out), and the mended file is parsed again. Positions stay those of the text.
 */
export class MendingParser extends LangiumParser {
  private readonly feed: ContextualLexer;
  private readonly types: TokenTypeDictionary;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.feed = services.parser.Lexer as ContextualLexer;
    this.types = this.feed.definition;
  }

  /**
   * Parses a text whose tokens are already there.
   *
   * @param mayBeRight whether it may be without errors after all
   */
  parseLexed<T extends AstNode = AstNode>(
    input: string,
    lexed: LexerResult,
    options?: ParserOptions,
    mayBeRight = true,
  ): ParseResult<T> {
    if (mayBeRight || options?.rule) {
      const first = this.parseTokens<T>(input, lexed, options);
      if (first.parserErrors.length === 0 || options?.rule) return first;
    }
    const { statements, problems } = readStatements(lexed.tokens, this.types);
    const errors: IRecognitionException[] = problems.map(({ token, message }) => asError(token, message));
    for (const statement of statements) this.mend(statement, errors);
    const tokens = statements.flatMap(tokensOf);
    const mended = this.parseTokens<T>(input, { ...lexed, tokens }, options);
    return {
      ...mended,
      parserErrors: [...errors, ...mended.parserErrors].sort((a, b) => a.token.startOffset - b.token.startOffset),
    };
  }

  /**
   * Parses the tokens of one top-level declaration. `undefined` where its braces do not fit its statements, so that only
   * the whole text tells how it is read.
   */
  parseDeclaration(text: string, lexed: LexerResult): ParseResult | undefined {
    const first = this.parseTokens(text, lexed);
    if (first.parserErrors.length === 0) return first;
    const { statements, problems } = readStatements(lexed.tokens, this.types);
    const [statement, other] = statements;
    if (!statement || other || problems.length > 0) return undefined;
    const errors: IRecognitionException[] = [];
    this.mend(statement, errors);
    const mended = this.parseTokens(text, { ...lexed, tokens: tokensOf(statement) });
    const parserErrors = [...errors, ...mended.parserErrors].sort((a, b) => a.token.startOffset - b.token.startOffset);
    return { ...mended, parserErrors };
  }

  /** Parses tokens that are already there. The text is needed for what is between them. */
  private parseTokens<T extends AstNode>(input: string, lexed: LexerResult, options?: ParserOptions): ParseResult<T> {
    this.feed.feed({ ...lexed, tokens: [...lexed.tokens], hidden: [...lexed.hidden] });
    const result = super.parse<T>(input, options);
    return { ...result, parserErrors: [...result.parserErrors] };
  }

  /** Changes the statement so that it parses, and says what was wrong with it. */
  private mend(statement: Statement, errors: IRecognitionException[]): void {
    if (!this.firstError(statement, tokensOf(statement))) return;
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
    const head = statement.parts.filter((part): part is IToken => !isBlock(part));
    const at = head.indexOf(problem.token);
    const index = at < 0 ? head.length : at;
    const without = (from: number, count: number) => head.toSpliced(from, count);
    const withMadeUp = (type: string) =>
      head.toSpliced(index, 0, madeUp(this.types[type] as TokenType, '', head[index - 1]));
    const candidates: IToken[][] = [
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
      if (tokens.length > 0 && !this.firstError(statement, headTokens({ inside: statement.inside, parts }))) {
        statement.parts = parts;
        return;
      }
    }
    // Nothing helps: the statement goes, but a block inside may still be read by its keyword alone.
    const lead = head[0];
    const named = lead ? [lead, madeUp(this.types.ID as TokenType, '', lead)] : [];
    const parts = [...named, ...blocks.slice(0, 1)];
    statement.parts =
      blocks.length > 0 && lead && !this.firstError(statement, headTokens({ inside: statement.inside, parts }))
        ? parts
        : [];
  }

  /** The first error when the tokens are parsed as one statement of its block. */
  private firstError(statement: Statement, tokens: readonly IToken[]): IRecognitionException | undefined {
    if (tokens.length === 0) return undefined;
    this.feed.feed({ tokens: [...tokens], hidden: [], errors: [], report: { diagnostics: [] } });
    return super.parse('', { rule: ruleOf(statement, tokens) }).parserErrors[0];
  }
}

/** Makes the parser as Langium does, with {@link MendingParser} in place of its own. */
export function createMendingParser(services: LangiumCoreServices): MendingParser {
  const parser = createParser(services.Grammar, new MendingParser(services), services.parser.Lexer.definition);
  parser.finalize();
  return parser;
}

function ruleOf(statement: Statement, tokens: readonly IToken[]): string {
  if (statement.inside === 'step' && tokens[0]?.image === 'drop') return 'DropItem';
  return BLOCKS[statement.inside].rule;
}

/** The statement with its blocks emptied. */
function headTokens(statement: Statement): IToken[] {
  return statement.parts.flatMap((part) => (isBlock(part) ? [part.open, part.close] : [part]));
}

/** Puts changed words back around the blocks: each block stays behind the word it stood behind, or at the end. */
function arrange(tokens: readonly IToken[], parts: Statement['parts']): Statement['parts'] {
  const arranged: Statement['parts'] = [];
  let index = 0;
  for (const part of parts) {
    if (isBlock(part)) {
      while (index < tokens.length && (tokens[index] as IToken).startOffset <= part.open.startOffset)
        arranged.push(tokens[index++] as IToken);
      arranged.push(part);
    }
  }
  arranged.push(...tokens.slice(index));
  return arranged;
}

function asError(token: IToken, message: string): IRecognitionException {
  return {
    name: 'MisplacedBraceException',
    message,
    token,
    resyncedTokens: [],
    context: { ruleStack: [], ruleOccurrenceStack: [] },
  };
}
