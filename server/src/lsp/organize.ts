import type { LangiumDocument } from 'langium';
import type * as ast from '../language/generated/ast.ts';
import type { Edit } from '../model/finding.ts';

/** From what others build on to what builds on it: the order a playbook is read in. */
const ORDER: readonly ast.Declaration['$type'][] = [
  'Role',
  'Persona',
  'Journey',
  'ObjectType',
  'Framework',
  'Document',
  'Approval',
  'Process',
  'Variant',
];

/**
 * Puts declarations in order: roles, personas, journeys, records, processes, variants; within a kind as they are. Each
 * takes the comments right above it along. Nothing while the file has syntax errors.
 */
export function organize(document: LangiumDocument | undefined): Edit[] {
  if (!document || document.parseResult.parserErrors.length > 0 || document.parseResult.lexerErrors.length > 0)
    return [];
  const text = document.textDocument.getText();
  const nodes = (document.parseResult.value as ast.File).declarations.filter((node) => node.$cstNode);
  const sorted = nodes.toSorted((a, b) => ORDER.indexOf(a.$type) - ORDER.indexOf(b.$type));
  if (sorted.every((node, i) => node === nodes[i])) return [];
  const pieces = nodes.map((node, i) => {
    const from =
      i === 0 ? firstPiece(text, node.$cstNode?.offset ?? 0) : lineAfter(text, nodes[i - 1]?.$cstNode?.end ?? 0);
    return { node, from, to: lineAfter(text, node.$cstNode?.end ?? 0) };
  });
  // Two declarations on one line cannot be told apart by lines.
  if (pieces.some(({ from, node }) => from > (node.$cstNode?.offset ?? 0))) return [];
  const start = pieces[0]?.from ?? 0;
  const end = pieces.at(-1)?.to ?? 0;
  const parts = sorted.map((node) => {
    const piece = pieces.find((each) => each.node === node);
    return { kind: node.$type, text: text.slice(piece?.from, piece?.to).trim() };
  });
  const newText = parts
    .map(
      (part, i) =>
        (i === 0 ? '' : parts[i - 1]?.kind === part.kind && !part.text.includes('\n') ? '\n' : '\n\n') + part.text,
    )
    .join('');
  const tail = /\s*$/.exec(text.slice(start, end))?.[0] ?? '';
  return [{ span: { uri: document.uri.toString(), start, end: end - tail.length }, newText }];
}

/** A comment at the top that a blank line separates from the first declaration belongs to the file. */
function firstPiece(text: string, offset: number): number {
  const head = text.slice(0, offset);
  const blank = /^[\s\S]*\r?\n[ \t]*\r?\n/.exec(head);
  return blank ? blank[0].length : 0;
}

function lineAfter(text: string, offset: number): number {
  const next = text.indexOf('\n', offset);
  return next < 0 ? text.length : next + 1;
}
