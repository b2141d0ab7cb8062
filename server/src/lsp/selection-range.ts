import { type CstNode, CstUtils } from 'langium';
import type { Range, SelectionRange } from 'vscode-languageserver';
import { type Feature, whenReady } from './feature.ts';

/** Grows a selection from the word to its statement, its block, its declaration, the file. */
export const selectionRange: Feature = {
  capabilities: { selectionRangeProvider: true },
  register(context) {
    const { connection, session } = context;
    connection.onSelectionRanges(
      whenReady(context, ({ textDocument, positions }): SelectionRange[] | null => {
        const document = session.files.whole(textDocument.uri);
        const root = document?.parseResult.value.$cstNode;
        if (!document) return null;
        const end = document.textDocument.positionAt(document.textDocument.getText().length);
        const whole: SelectionRange = { range: { start: { line: 0, character: 0 }, end } };
        return positions.map((position) => {
          const leaf = root && CstUtils.findLeafNodeBeforeOffset(root, document.textDocument.offsetAt(position));
          return leaf
            ? grown(leaf, whole, document.textDocument.getText(), (offset) => document.textDocument.positionAt(offset))
            : whole;
        });
      }),
    );
  },
};

function grown(
  leaf: CstNode,
  whole: SelectionRange,
  text: string,
  at: (offset: number) => Range['start'],
): SelectionRange {
  const spans: [number, number][] = [];
  const literal = text.slice(leaf.offset, leaf.end);
  const quotes = literal.startsWith('"""') ? 3 : literal.startsWith('"') ? 1 : 0;
  if (quotes > 0 && literal.length >= 2 * quotes) spans.push([leaf.offset + quotes, leaf.end - quotes]);
  for (let node: CstNode | undefined = leaf; node; node = node.container) {
    const last = spans.at(-1);
    if (!last || node.offset < last[0] || node.end > last[1]) spans.push([node.offset, node.end]);
  }
  return spans.reduceRight<SelectionRange>(
    (parent, [start, end]) => ({ range: { start: at(start), end: at(end) }, parent }),
    whole,
  );
}
