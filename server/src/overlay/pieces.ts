import type { Box, OverlayLayout, TextLine } from './layout/layout.ts';
import { bands, boxSvg, boxTree, drawing, laneGround, lineSvg, rail } from './svg.ts';

/** A part of the picture that is drawn and changes by itself. */
export interface Piece {
  /** Unique in its layer. */
  readonly id: string;
  /** Where it lies; what is drawn in it is told from there, so that a piece that only moves stays as it is. */
  readonly x: number;
  readonly y: number;
  /** SVG elements, all texts escaped. */
  readonly svg: string;
}

/** Pieces that are drawn one after the other, above the layers before. */
export interface Layer {
  /** `bands`, `lines`, `furniture`, `rail`, or `lane:` with the id of a lane. */
  readonly id: string;
  /** The lane's name. */
  readonly name: string;
  readonly pieces: readonly Piece[];
}

/** What `renderSvg` draws, in pieces: for a page that is shown new pictures while one looks at it. */
export function piecesOf(layout: OverlayLayout): readonly Layer[] {
  const { byLane, children } = boxTree(layout);
  const whole = (id: string, svg: string): Layer => ({ id, name: '', pieces: [{ id: 'all', x: 0, y: 0, svg }] });
  const lanes = layout.lanes.flatMap((lane): Layer[] => {
    const boxes = byLane.get(lane.id) ?? [];
    if (boxes.length === 0) return [];
    const ground = laneGround(lane, layout);
    const pieces = boxes.map((box): Piece => {
      const { id, x, y } = box;
      const moved = new Map(descendants(box, children).map((each) => [each.id, shifted(each, -x, -y)]));
      const inner = new Map(
        [...moved.keys()].map((parent) => [
          parent,
          (children.get(parent) ?? []).map((child) => moved.get(child.id) as Box),
        ]),
      );
      return { id, x, y, svg: boxSvg(moved.get(id) as Box, inner, true) };
    });
    return [
      {
        id: `lane:${lane.id}`,
        name: lane.title,
        pieces: ground === '' ? pieces : [{ id: 'ground', x: 0, y: 0, svg: ground }, ...pieces],
      },
    ];
  });
  return [
    whole('bands', bands(layout)),
    {
      id: 'lines',
      name: '',
      pieces: layout.lines.map((line, at) => ({ id: `${at}`, x: 0, y: 0, svg: lineSvg(line, true) })),
    },
    whole('furniture', drawing(layout.furniture)),
    ...lanes,
    whole('rail', rail(layout)),
  ];
}

function descendants(box: Box, children: ReadonlyMap<string, readonly Box[]>): Box[] {
  return [box, ...(children.get(box.id) ?? []).flatMap((child) => descendants(child, children))];
}

function shifted(box: Box, dx: number, dy: number): Box {
  return {
    ...box,
    x: box.x + dx,
    y: box.y + dy,
    texts: box.texts.map((text): TextLine => ({ ...text, x: text.x + dx, y: text.y + dy })),
    signs: box.signs.map((sign) => ({ ...sign, x: sign.x + dx, y: sign.y + dy })),
  };
}
