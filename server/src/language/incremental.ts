import { type AstNode, type CompositeCstNode, type CstNode, isCompositeCstNode, type LangiumDocument } from 'langium';
import type * as ast from './generated/ast.ts';
import type { SalesflowParser } from './parser/salesflow-parser.ts';

/** A leaf of Langium's concrete syntax tree with the fields that say where it stands. */
interface PlacedLeaf {
  _offset: number;
  _startLine: number;
  _endLine: number;
}

/** A declaration that took the place of another. */
export interface Exchange {
  readonly before: ast.Declaration;
  readonly after: ast.Declaration;
}

/** The one declaration that holds everything wrong with a document that {@link reparse} changed. */
const brokenIn = new WeakMap<LangiumDocument, AstNode>();

/**
 * Works an edit that falls strictly inside one top-level declaration into the syntax tree: only that declaration is
 * read again, all others stay the same nodes and move. The outcome equals a fresh parse of the text.
 *
 * Changes the document's tree in place; the caller gives it its new text and links it. Answers the declaration and what took
 * its place, or `undefined`, with nothing changed, where the whole text has to be read: the edit touches an end of a declaration, or
 * may reach out of it by an open comment, text or brace, or there are errors elsewhere.
 */
export function reparse(
  parser: Pick<SalesflowParser, 'readDeclaration'>,
  document: LangiumDocument,
  text: string,
): Exchange | undefined {
  const before = document.textDocument.getText();
  const file = document.parseResult.value as ast.File;
  const edit = editBetween(before, text);
  const index = file.declarations.findIndex(
    ({ $cstNode: node }) => !!node && node.offset < edit.start && edit.oldEnd < node.end,
  );
  const declaration = file.declarations[index];
  const cst = declaration?.$cstNode;
  const root = cst?.container as (CompositeCstNode & { content: CstNode[] }) | undefined;
  if (!declaration || !cst || !root || root !== file.$cstNode) return undefined;
  const { lexerErrors, parserErrors } = document.parseResult;
  if (lexerErrors.length + parserErrors.length > 0 && brokenIn.get(document) !== declaration) return undefined;
  // The keyword says what is read and must stay.
  const keyword = text.slice(cst.offset).match(/^[\w-]+/)?.[0];
  if (!keyword || edit.start <= cst.offset + keyword.length || !before.startsWith(keyword, cst.offset))
    return undefined;
  const at = root.content.indexOf(cst);
  const { end: oldEnd } = cst.range;
  const following = root.content[at + 1];
  if (following && following.range.start.line === oldEnd.line) return undefined;

  const delta = text.length - before.length;
  const read = parser.readDeclaration(text, { offset: cst.offset, ...cst.range.start }, cst.end + delta);
  const fresh = read && (read.value as ast.File).declarations[0];
  const node = fresh?.$cstNode;
  if (!read || !fresh || !node) return undefined;

  const lines = node.range.end.line - oldEnd.line;
  if (delta !== 0 || lines !== 0) for (const other of root.content.slice(at + 1)) move(other, delta, lines);
  root.content[at] = node;
  Object.assign(node, { container: root });
  Object.assign(root, { _text: text, _rangeCache: undefined });
  file.declarations[index] = fresh;
  Object.assign(fresh, { $container: file, $containerProperty: 'declarations', $containerIndex: index });
  document.parseResult = { ...read, value: file };
  if (read.lexerErrors.length + read.parserErrors.length > 0) brokenIn.set(document, fresh);
  else brokenIn.delete(document);
  return { before: declaration, after: fresh };
}

/** The smallest replacement that makes one text of the other. */
export function editBetween(before: string, after: string): { start: number; oldEnd: number; newEnd: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < most - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  return { start: head, oldEnd: before.length - tail, newEnd: after.length - tail };
}

function move(node: CstNode, offset: number, lines: number): void {
  if (isCompositeCstNode(node)) {
    (node as unknown as { _rangeCache: undefined })._rangeCache = undefined;
    for (const child of node.content) move(child, offset, lines);
  } else {
    const leaf = node as unknown as PlacedLeaf;
    leaf._offset += offset;
    leaf._startLine += lines;
    leaf._endLine += lines;
  }
}
