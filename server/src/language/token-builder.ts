import type { TokenType } from 'chevrotain';
import { DefaultTokenBuilder, type Grammar, type GrammarAST } from 'langium';
import { keywords, terminals } from './lookahead/generated/tables.ts';

/**
 * Makes the token types. Langium's own builder looks for them through the whole grammar, and tries each keyword on the
 * patterns of names and texts; here that lies ready.
 */
export class TokenBuilder extends DefaultTokenBuilder {
  override buildTokens(grammar: Grammar): TokenType[] {
    const rules = new Map(grammar.rules.map((rule) => [rule.name, rule]));
    const names = terminals.map((name) => this.buildTerminalToken(rules.get(name) as GrammarAST.TerminalRule));
    const words = keywords.map(
      ([name, ...longer]): TokenType => ({
        name,
        PATTERN: name,
        LONGER_ALT: longer.map((index) => names[index] as TokenType),
        LINE_BREAKS: false,
      }),
    );
    return [...words, ...names];
  }
}
