import type { AstNode, LangiumCoreServices, LangiumParser, ParseResult, ParserOptions } from 'langium';
import type { File } from '../generated/ast.ts';
import { createMendingParser, type MendingParser } from '../recovery/mending-parser.ts';
import { rules } from './generated/rules.ts';
import { Reader } from './reader.ts';
import { type Lexed, MAX_FILE_LENGTH, type SalesflowLexer } from './salesflow-lexer.ts';
import type { Place } from './split.ts';
import type { Token } from './token.ts';

/**
 * Reads texts without errors with the generated rules, and hands all others to {@link MendingParser}, which is made when
 * the first one comes up: it takes a while to make, and several times as long to read a text.
 */
export class SalesflowParser implements Pick<LangiumParser, 'parse'> {
  private readonly services: LangiumCoreServices;
  private readonly lexer: SalesflowLexer;
  private readonly reader: Reader;
  private mending: MendingParser | undefined;

  constructor(services: LangiumCoreServices) {
    this.services = services;
    this.lexer = services.parser.Lexer as SalesflowLexer;
    this.reader = new Reader(services.references.Linker);
  }

  parse<T extends AstNode = AstNode>(input: string, options?: ParserOptions): ParseResult<T> {
    const lexed = this.lexer.lex(input);
    const read = options?.rule ? undefined : (this.read(input, lexed) as ParseResult<T> | undefined);
    // What the reader has refused without a guess has an error: it need not be read again.
    return read ?? this.thorough().parseLexed<T>(input, lexed, options, !!options?.rule || this.reader.guessed);
  }

  /**
   * Reads the part of a text that is one top-level declaration with a block, as {@link parse} would within the whole.
   * `undefined` where only the whole tells how it is read: the part does not end with the brace that closes it, or its
   * braces do not fit its statements.
   *
   * @param start where the part starts
   * @param end offset of its end in the text
   */
  readDeclaration(text: string, start: Place, end: number): ParseResult | undefined {
    if (text.length > MAX_FILE_LENGTH) return undefined;
    const lexed = this.lexer.lex(text.slice(start.offset, end), start);
    if (!closesAtItsEnd(lexed.tokens, end)) return undefined;
    // `process.Q`: a dot makes a name of the word before it, save at the start of a text.
    if (lexed.tokens[1]?.image === '.') return undefined;
    const read = this.read(text, lexed) ?? this.thorough().parseDeclaration(text, lexed, this.reader.guessed);
    return read && (read.value as File).declarations.length === 1 ? read : undefined;
  }

  /** Makes ready for texts with errors, which the first of them would wait for. */
  prepare(): void {
    this.thorough();
  }

  private read(text: string, lexed: Lexed): ParseResult | undefined {
    const value = this.reader.read(rules.File, text, lexed);
    return value && { value, lexerErrors: lexed.errors, parserErrors: [] };
  }

  private thorough(): MendingParser {
    this.mending ??= createMendingParser(this.services, this.reader);
    return this.mending;
  }
}

/** Whether the last token is the brace that closes the first one that was opened, and stands at the very end. */
function closesAtItsEnd(tokens: readonly Token[], end: number): boolean {
  const last = tokens.at(-1);
  if (last?.image !== '}' || last.endOffset + 1 !== end) return false;
  let depth = 0;
  for (const token of tokens) {
    if (token.image === '{') depth++;
    else if (token.image === '}' && --depth <= 0 && token !== last) return false;
  }
  return depth === 0;
}
