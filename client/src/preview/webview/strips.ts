import type { Picture } from '../../../../server/src/lsp/protocol.ts';

/** Width by height of what is printed on, for A4 in landscape; Letter is a little higher, A3 the same. */
const PAPER = 1.45;
/** How much larger a picture must become by filling the width for pages of its own to be worth it. */
const WORTH = 1.25;

/** A strip of the picture, over its whole width. */
export interface Strip {
  readonly top: number;
  readonly height: number;
}

/**
 * Strips that each fill a page of paper in landscape, cut where no card is cut. None for a picture that fills the
 * page as a whole.
 */
export function stripsOf({ width, height, lanes, boxes, layers }: Picture): readonly Strip[] {
  const page = width / PAPER;
  if (height < page * WORTH) return [];
  const pieces = new Map(layers.flatMap((layer) => layer.pieces.map((piece) => [piece.id, piece] as const)));
  const solid = [
    ...boxes.flatMap((box) => {
      const piece = box.piece === box.id ? pieces.get(box.piece) : undefined;
      return piece === undefined ? [] : [{ top: piece.y + box.y, bottom: piece.y + box.y + box.height }];
    }),
    ...lanes
      .filter(({ id }) => id === 'header' || id === 'legend')
      .map((lane) => ({ top: lane.y, bottom: lane.y + lane.height })),
  ].sort((a, b) => a.top - b.top);
  const cuts: number[] = [];
  let bottom = 0;
  for (const each of solid) {
    if (each.top > bottom) cuts.push((bottom + each.top) / 2);
    bottom = Math.max(bottom, each.bottom);
  }
  const stages = lanes.find(({ id }) => id === 'stages');
  const strips: Strip[] = [];
  let top = 0;
  while (top < height) {
    const repeated = stages !== undefined && top > stages.y ? stages.height : 0;
    const end = top + page - repeated;
    const next = end >= height ? height : (cuts.findLast((cut) => cut > top && cut <= end) ?? end);
    strips.push({ top, height: next - top });
    top = next;
  }
  return strips;
}
