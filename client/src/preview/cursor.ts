import type { Range } from '../../../server/src/lsp/protocol.ts';
import type { Position } from '../../../server/src/model/source.ts';
import type { PlacedBox } from './places.ts';

/** Ids of the boxes whose declaration holds the position, innermost first. */
export function boxesAt(boxes: readonly PlacedBox[], uri: string, position: Position): readonly string[] {
  return boxes
    .filter(({ source }) => source.uri === uri && holds(source.range, position))
    .sort((a, b) => (encloses(a.source.range, b.source.range) ? 1 : encloses(b.source.range, a.source.range) ? -1 : 0))
    .map((box) => box.id);
}

function holds({ start, end }: Range, position: Position): boolean {
  return before(start, position) && before(position, end);
}

function encloses(outer: Range, inner: Range): boolean {
  const same = before(inner.start, outer.start) && before(outer.end, inner.end);
  return !same && before(outer.start, inner.start) && before(inner.end, outer.end);
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}
