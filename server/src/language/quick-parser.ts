import type { TokenType } from 'chevrotain';
import {
  type AstNode,
  createParser,
  type LangiumCoreServices,
  LangiumParser,
  type ParseResult,
  type ParserOptions,
} from 'langium';
import type { ContextualLexer } from './contextual-lexer.ts';
import { tables, tokenNames } from './lookahead/generated/tables.ts';
import { type Decide, Decisions } from './lookahead/lookahead.ts';
import { createMendingParser, type MendingParser } from './recovery/mending-parser.ts';

/** What is set in the parser generator's object; it is not part of its published interface. */
interface Internals {
  readonly tokensMap: Readonly<Record<string, TokenType>>;
  readonly fullRuleNameToShort: Readonly<Record<string, number>>;
  selfAnalysisDone: boolean;
  setLaFuncCache(rule: number, key: number, decide: Decide<number> | Decide<boolean>): void;
  raiseNoAltException(): never;
  raiseEarlyExitException(): never;
}

/** Langium ends names of rules with this. */
const RULE_SUFFIX = '\u200B';
/** Above the number of an alternation in its key. */
const ALTERNATION = 1;
const OCCURRENCE_BITS = 8;

/** The text is not of the language; where and why is for the other parser to say. */
class NotOfTheLanguage extends Error {}

/**
 * Reads texts without errors, and hands all others to {@link MendingParser}, which is made when the first one comes up.
 *
 * Most of what a parser costs at the start is analysing the grammar: for the alternatives that words call for, which
 * lie ready in `lookahead/generated/tables.ts`, and for recovery, which a text without errors does not need.
 */
export class QuickParser extends LangiumParser {
  private readonly services: LangiumCoreServices;
  private readonly feed: ContextualLexer;
  private mending: MendingParser | undefined;
  private decisions: Decisions | undefined;

  constructor(services: LangiumCoreServices) {
    super(withoutRecovery(services));
    this.services = services;
    this.feed = services.parser.Lexer as ContextualLexer;
  }

  override parse<T extends AstNode = AstNode>(input: string, options?: ParserOptions): ParseResult<T> {
    const lexed = this.feed.tokenize(input);
    this.feed.feed({ ...lexed, tokens: [...lexed.tokens], hidden: [...lexed.hidden] });
    const decisions = this.decisions as Decisions;
    decisions.guessed = false;
    const result = this.tryParse<T>(input, options);
    if (result?.parserErrors.length === 0) return result;
    return this.thorough().parseLexed<T>(input, lexed, options, decisions.guessed);
  }

  /** Reads one declaration of a text, see {@link MendingParser.readDeclaration}. */
  readDeclaration(...args: Parameters<MendingParser['readDeclaration']>): ParseResult | undefined {
    return this.thorough().readDeclaration(...args);
  }

  private thorough(): MendingParser {
    this.mending ??= createMendingParser(this.services);
    return this.mending;
  }

  private tryParse<T extends AstNode>(input: string, options?: ParserOptions): ParseResult<T> | undefined {
    try {
      return super.parse<T>(input, options);
    } catch (error) {
      if (!(error instanceof NotOfTheLanguage)) throw error;
      // What was under construction is left behind.
      (this as unknown as { stack: unknown[] }).stack = [];
      return undefined;
    }
  }

  override finalize(): void {
    const parser = this.wrapper as unknown as Internals;
    this.decisions = new Decisions(tokenNames.map((name) => parser.tokensMap[name] as TokenType));
    for (const [rule, lookaheads] of Object.entries(tables)) {
      const number = parser.fullRuleNameToShort[rule + RULE_SUFFIX] as number;
      for (const [key, lookahead] of Object.entries(lookaheads)) {
        const isAlternation = Number(key) >> OCCURRENCE_BITS === ALTERNATION;
        const decide = isAlternation ? this.decisions.alternative(lookahead) : this.decisions.entry(lookahead);
        parser.setLaFuncCache(number, Number(key), decide);
      }
    }
    // Describing these errors would take the analysis.
    const refuse = (): never => {
      throw new NotOfTheLanguage();
    };
    parser.raiseNoAltException = refuse;
    parser.raiseEarlyExitException = refuse;
    parser.selfAnalysisDone = true;
  }
}

/** Makes the parser of the language. */
export function createQuickParser(services: LangiumCoreServices): QuickParser {
  const parser = createParser(services.Grammar, new QuickParser(services), services.parser.Lexer.definition);
  parser.finalize();
  return parser;
}

/** The same services, but that a parser made with them stops at the first error. */
function withoutRecovery(services: LangiumCoreServices): LangiumCoreServices {
  const parser = Object.create(services.parser, {
    ParserConfig: { value: { ...services.parser.ParserConfig, recoveryEnabled: false } },
  }) as LangiumCoreServices['parser'];
  return Object.create(services, { parser: { value: parser } }) as LangiumCoreServices;
}
