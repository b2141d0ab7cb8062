import type { TokenType } from 'chevrotain';

/**
 * What the next token calls for at one decision: lists of a choice and the tokens that call for it. A list in place of
 * the choice decides by the token after.
 */
export type Lookahead = readonly (readonly [number | Lookahead, ...number[]])[];

/**
 * The choice where enough is seen to enter, but not to be sure that what follows does not fit better. The parser
 * generator would look further and enter if it still can; so where entering leads to no error, it was right.
 */
export const GUESS = -1;

/** The part of a parser that a decision looks at. */
interface TokenSource {
  LA(ahead: number): { readonly tokenTypeIdx: number };
}

/** What a decision's function gives: the alternative or whether to enter; `undefined` and `false` where none fits. */
export type Decide<Choice> = (this: TokenSource) => Choice | undefined;

/** By the index of a token's type. */
type Table = (number | Table | undefined)[];

/** Makes the functions that decide from tables; a table is laid out when its decision first comes up. */
export class Decisions {
  /** Whether a decision was guessed since this was last set to false. */
  guessed = false;
  private readonly types: readonly number[];

  /** @param types in the order that the tables count by */
  constructor(types: readonly TokenType[]) {
    this.types = types.map(({ tokenTypeIdx }) => tokenTypeIdx as number);
  }

  /** Which alternative to take. */
  alternative(lookahead: Lookahead): Decide<number> {
    let table: Table | undefined;
    const layOut = () => this.table(lookahead);
    return function () {
      table ??= layOut();
      return choose(table, this);
    };
  }

  /** Whether to enter what is optional or repeated. */
  entry(lookahead: Lookahead): Decide<boolean> {
    const choice = this.alternative(lookahead);
    const guess = () => {
      this.guessed = true;
    };
    return function () {
      const chosen = choice.call(this);
      if (chosen === GUESS) guess();
      return chosen !== undefined;
    };
  }

  private table(lookahead: Lookahead): Table {
    const table: Table = [];
    for (const [choice, ...tokens] of lookahead) {
      const entry = typeof choice === 'number' ? choice : this.table(choice);
      for (const token of tokens) table[this.types[token]!] = entry;
    }
    return table;
  }
}

function choose(table: Table, source: TokenSource): number | undefined {
  let entry = table[source.LA(1).tokenTypeIdx];
  for (let ahead = 2; typeof entry === 'object'; ahead++) entry = entry[source.LA(ahead).tokenTypeIdx];
  return entry;
}
