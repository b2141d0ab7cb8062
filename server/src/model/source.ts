/**
 * Where a piece of the model was written.
 *
 * Offsets are UTF-16 code units from the start of the file, end exclusive; they are turned into lines and columns
 * only at the edges (reports, LSP) through {@link SourceFile}, which keeps a model of 20,000 steps small.
 */
export interface Span {
  /** URI of the file. */
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** A statement that begins with its keyword. */
export interface Keyworded {
  readonly span: Span;
  /** Length of the keyword; its place follows from it, which a workspace has hundreds of thousands of. See {@link keywordOf}. */
  readonly keyword: number;
}

/** Where the keyword of a statement is. */
export function keywordOf({ span: { uri, start }, keyword }: Keyworded): Span {
  return { uri, start, end: start + keyword };
}

/** Zero-based line and UTF-16 character, as the Language Server Protocol counts them. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The text of one file and its line index. */
export interface SourceFile {
  readonly uri: string;
  readonly text: string;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
}

/** A string literal of the source: its value (unescaped) and the span of the literal, quotes included. */
export interface Text {
  readonly value: string;
  readonly span: Span;
}

/**
 * A use of a declared name.
 *
 * `target` is the id of the declaration ({@link ElementId}), or `undefined` where the name does not resolve; the
 * language has reported that already, so later layers just skip such references.
 */
export interface Ref {
  readonly target: ElementId | undefined;
  /** The name as written, possibly qualified. */
  readonly text: string;
  readonly span: Span;
}

/** `kind:qualified.name`, unique within a project, such as `step:NewBusiness.Discovery` or `field:deal.amount`. */
export type ElementId = string;
