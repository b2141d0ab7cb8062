import type { Process, ProjectModel } from '../../../model/model.ts';
import type { ElementId } from '../../../model/source.ts';
import { type ProcessEdge, type ProcessNode, processEdges, processNodes } from '../graph.ts';

/** A rectangle in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends ProcessNode {
  readonly box: Box;
  readonly lane: number;
}

export interface PlacedEdge extends ProcessEdge {
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Lane {
  readonly title: string;
  readonly nodes: readonly ElementId[];
  readonly box: Box;
}

const column = 170;
const row = 130;
const left = 80;
const task = { width: 120, height: 80 };
const event = { width: 36, height: 36 };
/** Between parallel lines, so that their labels have room. */
const track = 24;

/**
 * Lays a process out in lanes: one per role that owns steps, steps from left to right in their order, outcomes at the
 * right, parking places below. Branches run above, plans for stalls below the boxes.
 */
export function layout(process: Process, model: ProjectModel, laneOf: (id: ElementId) => string) {
  // Outcomes stand above parking places, because lines to and from those run below the boxes.
  const all = processNodes(process);
  const nodes = [...all.filter((node) => node.kind !== 'hold'), ...all.filter((node) => node.kind === 'hold')];
  const edges = processEdges(process, model);
  const steps = nodes.filter((node) => node.kind === 'step');
  const before = process.steps.filter((step) => !step.afterWon).length;
  const lanes = [...new Set(nodes.map((node) => laneOf(node.id)))];
  const heights = lanes.map((lane) => {
    const ends = nodes.filter((node) => node.kind !== 'step' && laneOf(node.id) === lane).length;
    // Every move around the boxes gets a track of its own below or above them.
    const tracks = edges.filter((edge) => edge.kind !== 'next' && laneOf(edge.from) === lane).length;
    return Math.max(row, ends * 100 + 40) + 2 * tracks * track + 60;
  });
  const tops = heights.map((_, index) => 60 + heights.slice(0, index).reduce((sum, height) => sum + height, 0));
  const width = left + (steps.length + 2) * column + 60;
  const placed = new Map<ElementId, PlacedNode>();
  const endsIn = new Map<number, number>();
  nodes.forEach((node) => {
    const lane = lanes.indexOf(laneOf(node.id));
    const size = node.kind === 'step' || node.kind === 'hold' ? task : event;
    const top = tops[lane] ?? 0;
    const middle = top + (heights[lane] ?? row) / 2;
    const at = steps.indexOf(node);
    let x: number;
    let y: number;
    if (node.kind === 'step') {
      x = left + column * (at < before ? at + 1 : at + 2);
      y = middle - size.height / 2;
    } else {
      const count = endsIn.get(lane) ?? 0;
      endsIn.set(lane, count + 1);
      x = left + column * (before + 1) + (task.width - size.width) / 2;
      y = top + 50 + count * 90;
    }
    placed.set(node.id, { ...node, lane, box: { x, y, ...size } });
  });
  const firstLane = placed.get(steps[0]?.id ?? nodes[0]?.id ?? '')?.lane ?? 0;
  const start: Box = { x: left, y: (tops[firstLane] ?? 60) + (heights[firstLane] ?? row) / 2 - 18, ...event };
  const bottom = tops.at(-1) === undefined ? 200 : (tops.at(-1) ?? 0) + (heights.at(-1) ?? 0);
  const below = (edge: ProcessEdge) => {
    const from = placed.get(edge.from);
    const to = placed.get(edge.to);
    return edge.kind === 'plan' || (from !== undefined && to !== undefined && to.box.x <= from.box.x);
  };
  const around = edges.filter((edge) => edge.kind !== 'next');
  const drawn = edges.flatMap((edge): PlacedEdge[] => {
    const from = placed.get(edge.from);
    const to = placed.get(edge.to);
    if (from === undefined || to === undefined) return [];
    const rank = around
      .filter((each) => below(each) === below(edge) && laneOf(each.from) === laneOf(edge.from))
      .indexOf(edge);
    return [{ ...edge, points: route(from.box, to.box, edge, { below: below(edge), rank: Math.max(0, rank) }) }];
  });
  return {
    nodes: [...placed.values()],
    edges: drawn,
    start,
    pool: { x: 20, y: 40, width, height: bottom - 40 } as Box,
    lanes: lanes.map(
      (title, index): Lane => ({
        title,
        nodes: nodes.filter((node) => laneOf(node.id) === title).map((node) => node.id),
        box: {
          x: 50,
          y: index === 0 ? 40 : (tops[index] ?? 0),
          width: width - 30,
          height: (heights[index] ?? 0) + (index === 0 ? 20 : 0),
        },
      }),
    ),
  };
}

/** Straight to a neighbour; everything else around the boxes: branches ahead above, plans and ways back below. */
function route(
  from: Box,
  to: Box,
  edge: ProcessEdge,
  { below, rank }: { readonly below: boolean; readonly rank: number },
): PlacedEdge['points'] {
  const right = { x: from.x + from.width, y: from.y + from.height / 2 };
  const target = { x: to.x, y: to.y + to.height / 2 };
  const near = edge.kind === 'next' && to.x > from.x && to.x - from.x < column * 1.7;
  if (near && right.y === target.y) return [right, target];
  if (near) {
    const middle = target.x - 24 - (task.width - to.width) / 2;
    return [right, { x: middle, y: right.y }, { x: middle, y: target.y }, target];
  }
  const shift = (rank % 5) * 9;
  const out = {
    x: from.x + from.width / 2 + (below ? 8 + shift : -8 - shift),
    y: below ? from.y + from.height : from.y,
  };
  const back = to.x <= from.x;
  const edgeOf = below ? Math.max(from.y + from.height, back ? to.y + to.height : 0) : from.y;
  const level = edgeOf + (below ? 1 : -1) * (32 + rank * track);
  if (!back) {
    // Into the left side, so that the line does not cross what stands above or below the target.
    const turn = to.x - (task.width - to.width) / 2 - 12 - shift;
    return [out, { x: out.x, y: level }, { x: turn, y: level }, { x: turn, y: target.y }, target];
  }
  const into = { x: to.x + to.width / 2 - 8 - shift, y: below ? to.y + to.height : to.y };
  return [out, { x: out.x, y: level }, { x: into.x, y: level }, into];
}
