import type { TokenType } from 'chevrotain';
import { DefaultTokenBuilder, type Grammar, type GrammarAST } from 'langium';
import { keywords } from './generated/tokens.ts';
import { isWord, kindOf, tokenTypes } from './token.ts';

/**
 * Completes the token types for the parser generator. Langium's own builder looks for them through the whole grammar, and
 * tries each keyword on the patterns of names and texts; here that lies ready.
 */
export class TokenBuilder extends DefaultTokenBuilder {
  override buildTokens(grammar: Grammar): TokenType[] {
    const rules = new Map(grammar.rules.map((rule) => [rule.name, rule]));
    const id = tokenTypes[kindOf('ID')] as TokenType;
    return tokenTypes.map((type, kind) =>
      kind < keywords.length
        ? Object.assign(type, {
            PATTERN: type.name,
            LONGER_ALT: isWord(type.name) ? [id] : [],
            LINE_BREAKS: false,
          })
        : Object.assign(type, this.buildTerminalToken(rules.get(type.name) as GrammarAST.TerminalRule)),
    );
  }
}
