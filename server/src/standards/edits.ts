import type { Edit, Fix } from '../model/finding.ts';
import type { SourceFile, Span } from '../model/source.ts';
import { regionsOf } from './comments.ts';

/** The text of each file by URI. */
export type Texts = ReadonlyMap<string, string>;

/** A text with edits made, all given in offsets of the text as it was. Edits that overlap an earlier one are an error. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.index - b.index);
  let result = '';
  let at = 0;
  for (const { edit } of ordered) {
    if (edit.span.start < at) throw new RangeError(`Edits overlap at offset ${edit.span.start}.`);
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}

/** Makes as many of the fixes as do not touch each other's places, first come first served, each whole or not at all. */
export function applyFixes(
  texts: Texts,
  fixes: readonly Fix[],
): { readonly texts: Texts; readonly applied: readonly Fix[] } {
  const edits: Edit[] = [];
  const applied: Fix[] = [];
  for (const fix of fixes) {
    const known = fix.edits.every((edit) => isInside(texts.get(edit.span.uri), edit.span));
    if (!known || fix.edits.some((edit) => edits.some((other) => touch(edit.span, other.span)))) continue;
    edits.push(...fix.edits);
    applied.push(fix);
  }
  const result = new Map(texts);
  for (const uri of new Set(edits.map((edit) => edit.span.uri))) {
    const ofFile = edits.filter((edit) => edit.span.uri === uri);
    result.set(uri, applyEdits(result.get(uri) ?? '', ofFile));
  }
  return { texts: result, applied };
}

function isInside(text: string | undefined, span: Span): boolean {
  return text !== undefined && span.start >= 0 && span.start <= span.end && span.end <= text.length;
}

function touch(a: Span, b: Span): boolean {
  return a.uri === b.uri && a.start <= b.end && b.start <= a.end;
}

/** Replaces what stands at a span. */
export function replace(span: Span, newText: string): Edit {
  return { span, newText };
}

/** Spaces and tabs that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** Offset of the first character of the line of an offset. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The line break that a file uses. */
export function newline(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** One step of indentation in a file: a tab where it uses tabs, else two spaces. */
function unitOf(text: string): string {
  return /^\t/m.test(text) ? '\t' : '  ';
}

/** Lines of a snippet (written with two spaces a step) indented as a file does it. */
function indented(text: string, snippet: string, indent: string): string {
  const unit = unitOf(text);
  return snippet
    .split('\n')
    .map((line) => (line === '' ? '' : indent) + line.replace(/^(?: {2})+/, (spaces) => unit.repeat(spaces.length / 2)))
    .join(newline(text));
}

/** Adds items at the end of a block whose closing brace stands at `brace`. */
export function appendToBlock(file: SourceFile, brace: number, snippet: string): Edit {
  const { uri, text } = file;
  const contentEnd = text.slice(0, brace).trimEnd().length;
  const opensHere = text[contentEnd - 1] === '{';
  const onOneLine = !text.slice(contentEnd, brace).includes('\n');
  // After `drop helps` on the same line another `helps` would read as part of it.
  const afterDrop = /\bdrop\s+[\w-]+$/.test(text.slice(Math.max(0, contentEnd - 40), contentEnd));
  if (onOneLine && !opensHere && !afterDrop && !snippet.includes('\n')) {
    return replace({ uri, start: contentEnd, end: brace }, ` ${snippet} `);
  }
  const outer = indentAt(text, brace);
  const inserted = newline(text) + indented(text, snippet, outer + unitOf(text));
  if (!onOneLine) return replace({ uri, start: contentEnd, end: contentEnd }, inserted);
  return replace({ uri, start: contentEnd, end: brace }, inserted + newline(text) + outer);
}

/** Adds a block with items to a declaration that has none. */
export function addBlock(file: SourceFile, declaration: Span, snippet: string): Edit {
  const { uri, text } = file;
  const outer = indentAt(text, declaration.start);
  const body = indented(text, snippet, outer + unitOf(text));
  const newText = ` {${newline(text)}${body}${newline(text)}${outer}}`;
  return replace({ uri, start: declaration.end, end: declaration.end }, newText);
}

/** Adds a statement on lines of its own after (or before) another one. */
export function addBeside(file: SourceFile, statement: Span, side: 'before' | 'after', snippet: string): Edit {
  const { uri, text } = file;
  const indent = indentAt(text, statement.start);
  const body = indented(text, snippet, indent);
  if (side === 'before') {
    const at = startWithComments(file, statement.start);
    return replace({ uri, start: at, end: at }, body.slice(indent.length) + newline(text) + indent);
  }
  return replace({ uri, start: statement.end, end: statement.end }, newline(text) + body);
}

/** Where a statement begins together with the comments right above it, which belong to it: its doc, its suppressions. */
function startWithComments(file: SourceFile, statement: number): number {
  const { text } = file;
  let start = statement;
  for (const region of regionsOf(file).toReversed()) {
    if (region.end > start) continue;
    const gap = text.slice(region.end, start);
    const ownLine = text.slice(lineStart(text, region.start), region.start).trim() === '';
    if (region.kind !== 'comment' || !ownLine || !/^[ \t]*(?:\r?\n)?[ \t]*$/.test(gap)) break;
    start = region.start;
  }
  return start;
}

/**
 * Takes a statement out, with its line where nothing else stands on it. Comments within it stay, on lines of their own,
 * save those in parts that were moved elsewhere; a doc comment before it becomes a plain comment, so that it does not
 * document what follows.
 */
export function removeStatement(file: SourceFile, statement: Span, moved: readonly Span[] = []): Edit[] {
  const { uri, text } = file;
  const comments = regionsOf(file).filter(
    (region) =>
      region.kind === 'comment' &&
      region.start >= statement.start &&
      region.end <= statement.end &&
      !moved.some((span) => span.uri === uri && span.start <= region.start && region.end <= span.end),
  );
  const edits = demoteDoc(file, statement.start);
  if (comments.length === 0) return [...edits, ...removeLines(file, statement)];
  const separator = newline(text) + indentAt(text, statement.start);
  const kept = comments.map((comment) => plainComment(text.slice(comment.start, comment.end)));
  const tail = needsBreak(text, statement.end, kept.at(-1)!) ? separator : '';
  return [...edits, replace(statement, kept.join(separator) + tail)];
}

/** Takes out what stands at a span, with its line where nothing else stands on it. */
export function removeLines(file: SourceFile, span: Span): Edit[] {
  const { uri, text } = file;
  const start = lineStart(text, span.start);
  const end = span.end + (/^[ \t]*/.exec(text.slice(span.end, span.end + 200))?.[0].length ?? 0);
  const alone = text.slice(start, span.start).trim() === '' && /^(?:\r?\n|$)/.test(text.slice(end, end + 2));
  if (!alone) return [replace({ uri, start: span.start, end }, '')];
  const feed = text.indexOf('\n', end);
  const next = feed < 0 ? text.length : feed + 1;
  const blankBefore = start > 0 && text.slice(lineStart(text, start - 1), start).trim() === '';
  const blankAfter = /^[ \t]*\r?\n/.exec(text.slice(next, next + 200))?.[0].length ?? 0;
  return [replace({ uri, start, end: blankBefore || start === 0 ? next + blankAfter : next }, '')];
}

/** Whether a line comment would swallow code that follows on its line. */
function needsBreak(text: string, end: number, lastComment: string): boolean {
  return lastComment.startsWith('//') && !/^[ \t]*(?:\r?\n|$)/.test(text.slice(end));
}

function plainComment(comment: string): string {
  return comment.startsWith('/**') && comment.length > 4 ? `/*${comment.slice(3)}` : comment;
}

function demoteDoc(file: SourceFile, start: number): Edit[] {
  const end = file.text.slice(0, start).trimEnd().length;
  const doc = regionsOf(file).find((region) => region.kind === 'comment' && region.end === end);
  if (!doc || !file.text.startsWith('/**', doc.start) || doc.end - doc.start <= 4) return [];
  return [replace({ uri: file.uri, start: doc.start, end: doc.start + 3 }, '/*')];
}
