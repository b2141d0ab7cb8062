import type { IToken, TokenType } from 'chevrotain';
import { AbstractParserErrorMessageProvider, DefaultLexerErrorMessageProvider } from 'langium';

/** Lexer errors in the reader's words. */
export class LexerMessages extends DefaultLexerErrorMessageProvider {
  override buildUnexpectedCharactersMessage(text: string, offset: number, length: number): string {
    const found = text.slice(offset, offset + Math.min(length, 20));
    return `\`${found}\` is not part of the language. Remove it, or put text between double quotes.`;
  }
}

/** Parser errors in the reader's words: what was expected, what stands there. */
export class ParserMessages extends AbstractParserErrorMessageProvider {
  override buildMismatchTokenMessage({ expected, actual, previous }: Mismatch): string {
    const after = previous?.image ? ` after ${show(previous)}` : '';
    return `Expected ${describe(expected)}${after}, but found ${show(actual)}.${remedy(expected)}`;
  }

  override buildNotAllInputParsedMessage({ firstRedundant }: { firstRedundant: IToken }): string {
    return firstRedundant.image === '}'
      ? 'This `}` closes nothing. Remove it, or look for a block that was closed too early.'
      : `${show(firstRedundant)} cannot stand here. A declaration such as \`persona\`, \`journey\` or \`process\` is expected.`;
  }

  override buildNoViableAltMessage({ actual, previous, expectedPathsPerAlt }: NoAlternative): string {
    const expected = expectedPathsPerAlt.flatMap((paths) =>
      paths.map((path) => path[0]).filter((type) => type !== undefined),
    );
    return unexpected(actual[0], previous, expected);
  }

  override buildEarlyExitMessage({ actual, previous, expectedIterationPaths }: EarlyExit): string {
    const expected = expectedIterationPaths.map((path) => path[0]).filter((type) => type !== undefined);
    return unexpected(actual[0], previous, expected);
  }
}

interface Mismatch {
  readonly expected: TokenType;
  readonly actual: IToken;
  readonly previous: IToken;
}
interface NoAlternative {
  readonly expectedPathsPerAlt: TokenType[][][];
  readonly actual: IToken[];
  readonly previous: IToken;
}
interface EarlyExit {
  readonly expectedIterationPaths: TokenType[][];
  readonly actual: IToken[];
  readonly previous: IToken;
}

function unexpected(actual: IToken | undefined, previous: IToken | undefined, expected: readonly TokenType[]): string {
  const names = [...new Set(expected.map(describe))];
  const shown = names.length > 8 ? [...names.slice(0, 7), '…'] : names;
  const wanted = names.length > 0 ? ` Expected ${shown.join(', ')}.` : '';
  const after = previous?.image ? ` after ${show(previous)}` : '';
  const found = actual?.image ? show(actual) : 'The end of the statement';
  return `${found} cannot stand${after || ' here'}.${wanted}`;
}

function show(token: IToken): string {
  // A broken statement is read by itself: what comes after it, if anything, is not its fault.
  if (!token.image) return 'the end of the statement';
  const image = token.image.length > 30 ? `${token.image.slice(0, 29)}…` : token.image;
  return `\`${image.replace(/\s+/g, ' ')}\``;
}

const TERMINALS: Readonly<Record<string, string>> = {
  ID: 'a name',
  STRING: 'a text in double quotes',
  NUMBER: 'a number',
  DATE: 'a date such as 2027-01-31',
  LINE_WITHIN: '`within`',
  LINE_WHEN: '`when`',
  EOF: 'the end of the statement',
};

function describe(type: TokenType): string {
  return TERMINALS[type.name] ?? `\`${type.name}\``;
}

function remedy(expected: TokenType): string {
  switch (expected.name) {
    case '}':
      return ' Close the block.';
    case 'STRING':
      return ' Put the wording between double quotes.';
    default:
      return '';
  }
}
