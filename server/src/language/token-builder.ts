import type { TokenType } from 'chevrotain';
import { DefaultTokenBuilder, type GrammarAST, RegExpUtils } from 'langium';

/**
 * Makes the token types. Langium's own builder works the patterns of names and texts out anew for every keyword; this
 * one does so once.
 */
export class TokenBuilder extends DefaultTokenBuilder {
  private readonly beginnings = new Map<string, RegExp>();

  protected override findLongerAlt(keyword: GrammarAST.Keyword, terminals: TokenType[]): TokenType[] {
    return terminals.filter(({ PATTERN }) => {
      const source = PATTERN instanceof RegExp ? PATTERN.source : undefined;
      return source !== undefined && (keyword.value.match(this.beginningOf(source))?.[0].length ?? 0) > 0;
    });
  }

  private beginningOf(source: string): RegExp {
    let beginning = this.beginnings.get(source);
    if (!beginning) {
      beginning = RegExpUtils.partialRegExp(`^${source}$`);
      this.beginnings.set(source, beginning);
    }
    return beginning;
  }
}
