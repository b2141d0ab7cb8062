import type { CstNode } from 'langium';

/** Ids of what the language itself reports. */
export type ProblemCode =
  | 'language/syntax'
  | 'language/merge-conflict'
  | 'language/unclosed-text'
  | 'language/unknown-name'
  | 'language/ambiguous-name'
  | 'language/duplicate-name'
  | 'language/wrong-type'
  | 'language/wrong-value'
  | 'language/incomplete';

/** Something wrong with the text of one file; offsets in UTF-16 code units, end exclusive. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** Replacements for the range that would mend it, best first. */
  readonly replacements: readonly string[];
  readonly related: readonly {
    readonly uri: string;
    readonly start: number;
    readonly end: number;
    readonly message: string;
  }[];
}

/** A problem at a piece of the syntax tree. */
export function problemAt(
  code: ProblemCode,
  node: CstNode | undefined,
  message: string,
  replacements: readonly string[] = [],
): Problem {
  return { code, message, start: node?.offset ?? 0, end: node?.end ?? 0, replacements, related: [] };
}
