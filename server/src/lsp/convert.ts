import type { Location, Position, Range, TextEdit } from 'vscode-languageserver';
import type { Edit } from '../model/finding.ts';
import type { SourceFile, Span } from '../model/source.ts';

/** Anything that knows lines: a file of the model, a text document. */
export interface Lines {
  positionAt(offset: number): Position;
}

/** A span as the protocol writes it. */
export function rangeOf(lines: Lines, { start, end }: { readonly start: number; readonly end: number }): Range {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

/** A span in some file of the project; `undefined` for the built-in library and files that are gone. */
export function locationOf(file: (uri: string) => SourceFile | undefined, span: Span): Location | undefined {
  const source = file(span.uri);
  return source && !span.uri.startsWith('salesflow-library:')
    ? { uri: span.uri, range: rangeOf(source, span) }
    : undefined;
}

/** Edits by file, as the protocol wants them. */
export function changesOf(
  file: (uri: string) => SourceFile | undefined,
  edits: readonly Edit[],
): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { span, newText } of edits) {
    const source = file(span.uri);
    if (!source) continue;
    changes[span.uri] ??= [];
    changes[span.uri]?.push({ range: rangeOf(source, span), newText });
  }
  return changes;
}
