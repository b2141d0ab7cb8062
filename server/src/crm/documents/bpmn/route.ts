import type { ProcessEdge } from '../graph.ts';

/** A rectangle in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An edge with what is written beside it. */
export interface NamedEdge extends ProcessEdge {
  readonly name: string | undefined;
  /** It leaves, or reaches, an outcome or a parking place. */
  readonly fromEnd: boolean;
  readonly toEnd: boolean;
}

/** An edge as it is drawn. */
export interface Routed {
  readonly edge: NamedEdge;
  readonly points: readonly Point[];
  readonly label: Box | undefined;
}

/** Space beside the boxes that lines of a lane take. */
interface Levels {
  readonly edges: readonly Routed[];
  above(lane: number): number;
  below(lane: number): number;
}

const labelWidth = 100;
const lineHeight = 14;
/** How far a line stays from the box that it turns before. */
const gap = 12;

interface Placed {
  readonly box: Box;
  readonly lane: number;
}

/** A line around the boxes, with the level that it runs on. */
interface Around {
  readonly edge: NamedEdge;
  readonly from: Placed;
  readonly to: Placed;
  readonly below: boolean;
  readonly height: number;
}

/**
 * Draws the edges: straight to a neighbour, everything else around the boxes, branches ahead above, plans and ways back
 * below, each on a level of its own, so that its label stands beside no other line.
 *
 * Lines leave a box right of its middle and arrive left of it; labels stand right of where a line leaves, or, of lines
 * that lead back, left of the box. Columns are wide enough for both.
 *
 * @param endMiddle middle of the column of outcomes and parking places
 * @param tops where the row of boxes of each lane begins, and its height
 */
export function routes(
  edges: readonly NamedEdge[],
  placed: ReadonlyMap<string, Placed>,
  endMiddle: number,
  tops: readonly number[],
  bodies: readonly number[],
): Levels {
  const arriving = edges.filter(({ toEnd }) => toEnd);
  /** The vertical line on which an edge reaches the outcomes. */
  const turnOf = (edge: NamedEdge) => endMiddle - 80 - 9 * arriving.indexOf(edge);
  const around: Around[] = [];
  const direct: Routed[] = [];
  for (const edge of edges) {
    const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
    if (from === undefined || to === undefined) continue;
    const points = straight(edge, from.box, to.box, edge.toEnd ? turnOf(edge) : to.box.x - gap);
    if (points) direct.push({ edge, points, label: undefined });
    else {
      const below = edge.kind === 'plan' || edge.fromEnd || middle(to.box) <= middle(from.box);
      around.push({ edge, from, to, below, height: 12 + Math.max(1, linesOf(edge.name)) * lineHeight });
    }
  }
  const beside = (lane: number, below: boolean) =>
    around.filter((each) => each.from.lane === lane && each.below === below);
  const extent = (lane: number, below: boolean) => beside(lane, below).reduce((sum, { height }) => sum + height, 0);
  /** Of those that share a side of a box: which one it is, from the middle outwards. */
  const shift = (all: readonly Around[], one: Around) =>
    8 + all.indexOf(one) * Math.min(9, 27 / Math.max(1, all.length - 1));
  const drawn = around.map((one): Routed => {
    const { edge, from, to, below } = one;
    const levels = beside(from.lane, below);
    const taken = levels.slice(0, levels.indexOf(one)).reduce((sum, { height }) => sum + height, 0);
    const top = tops[from.lane] ?? 0;
    const level = below ? top + (bodies[from.lane] ?? 0) + taken + one.height : top - gap - taken;
    // What runs nearest to the box leaves farthest from its middle, so that no line crosses its label.
    const leaving = around.filter((each) => each.from === from && each.below === below).reverse();
    const out = { x: middle(from.box) + shift(leaving, one), y: below ? from.box.y + from.box.height : from.box.y };
    const isBack = middle(to.box) <= middle(from.box);
    const label = (x: number): Box | undefined => {
      const lines = linesOf(edge.name);
      return lines === 0
        ? undefined
        : { x, y: level - lines * lineHeight - 3, width: labelWidth, height: lines * lineHeight };
    };
    if (edge.toEnd || !isBack) {
      const turn = edge.toEnd ? turnOf(edge) : to.box.x - gap;
      const target = { x: to.box.x, y: to.box.y + to.box.height / 2 };
      return {
        edge,
        points: [out, { x: out.x, y: level }, { x: turn, y: level }, { x: turn, y: target.y }, target],
        label: label(out.x + 6),
      };
    }
    const fromAbove = (to.lane ?? 0) > from.lane;
    const entering = around.filter(
      (each) => each.to === to && !each.edge.toEnd && middle(to.box) <= middle(each.from.box),
    );
    const into = {
      x: middle(to.box) - shift(entering, one),
      y: fromAbove ? to.box.y : to.box.y + to.box.height,
    };
    const far = edge.fromEnd ? endMiddle - 80 - 9 * arriving.length - gap : middle(from.box) - 82;
    return {
      edge,
      points: [out, { x: out.x, y: level }, { x: into.x, y: level }, into],
      label: label(far - labelWidth),
    };
  });
  return { edges: [...direct, ...drawn], above: (lane) => extent(lane, false), below: (lane) => extent(lane, true) };
}

/** The way to a neighbour, or from the last step to the outcomes; `undefined` for one that leads around the boxes. */
function straight(edge: NamedEdge, from: Box, to: Box, turn: number): readonly Point[] | undefined {
  if (edge.kind !== 'next') return undefined;
  const right = { x: from.x + from.width, y: from.y + from.height / 2 };
  const target = { x: to.x, y: to.y + to.height / 2 };
  const isNeighbour = middle(to) > middle(from) && middle(to) - middle(from) < 221;
  if (!isNeighbour && !edge.toEnd) return undefined;
  if (edge.toEnd && right.x > turn) return undefined;
  if (right.y === target.y) return [right, target];
  return [right, { x: turn, y: right.y }, { x: turn, y: target.y }, target];
}

function middle(box: Box): number {
  return box.x + box.width / 2;
}

/** Into how many lines words are broken at the width of a label. */
function linesOf(name: string | undefined): number {
  let lines = 0;
  let left = 0;
  for (const word of (name ?? '').split(/\s+/).filter((each) => each !== '')) {
    // Wide letters of other alphabets take twice the room.
    const width = [...word].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e80 ? 12 : 6), 0);
    if (width > left) {
      lines += Math.max(1, Math.ceil(width / labelWidth));
      left = labelWidth;
    }
    left -= width + 4;
  }
  return lines;
}
