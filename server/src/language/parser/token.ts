import type { IToken, TokenType } from 'chevrotain';
import { keywords, terminals } from './generated/tokens.ts';

/** Types of all tokens by their kind; what a lexer of the parser generator needs is added by the `TokenBuilder`. */
export const tokenTypes: readonly TokenType[] = [...keywords, ...Object.keys(terminals)].map((name) => ({ name }));

/** Kinds of tokens by the name of their type: the text of a keyword, or the name of a terminal. */
export const kinds: ReadonlyMap<string, number> = new Map(tokenTypes.map(({ name }, kind) => [name, kind]));

/** The kind of what follows the last token. */
export const END = tokenTypes.length;

/** The kind that the grammar knows by this name. */
export function kindOf(name: string): number {
  const kind = kinds.get(name);
  if (kind === undefined) throw new Error(`The grammar has no token ${name}.`);
  return kind;
}

/** Whether a keyword is spelt like a name. */
export function isWord(keyword: string): boolean {
  return /^[a-z]/.test(keyword);
}

/** Whether a token is the first one of its line. */
export function startsLine(token: Token, previous: Token | undefined): boolean {
  return !previous || previous.endLine < token.startLine;
}

/** A token as the parser generator has it, known by a small number instead of an object. */
export class Token implements IToken {
  /** Index in {@link tokenTypes}. */
  kind: number;
  readonly image: string;
  startOffset: number;
  endOffset: number;
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;

  /** Offsets from 0, lines and columns from 1; ends are those of the last character. */
  constructor(
    kind: number,
    image: string,
    startOffset: number,
    startLine: number,
    startColumn: number,
    endLine: number,
    endColumn: number,
  ) {
    this.kind = kind;
    this.image = image;
    this.startOffset = startOffset;
    this.endOffset = startOffset + image.length - 1;
    this.startLine = startLine;
    this.startColumn = startColumn;
    this.endLine = endLine;
    this.endColumn = endColumn;
  }

  get tokenType(): TokenType {
    return tokenTypes[this.kind] as TokenType;
  }

  get tokenTypeIdx(): number {
    return this.tokenType.tokenTypeIdx as number;
  }
}
