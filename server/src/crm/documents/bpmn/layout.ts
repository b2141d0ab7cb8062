import type { Process, ProjectModel } from '../../../model/model.ts';
import type { ElementId } from '../../../model/source.ts';
import { describeEvidence } from '../../describe.ts';
import { cut } from '../../text.ts';
import { type ProcessEdge, type ProcessNode, processEdges, processNodes } from '../graph.ts';
import { type Box, type Point, routes } from './route.ts';

export type { Box } from './route.ts';

export interface PlacedNode extends ProcessNode {
  readonly box: Box;
  readonly lane: number;
}

export interface PlacedEdge extends ProcessEdge {
  readonly points: readonly Point[];
  /** What is written beside the line, and where. */
  readonly name: string | undefined;
  readonly labelBox: Box | undefined;
}

export interface Lane {
  readonly title: string;
  readonly nodes: readonly ElementId[];
  readonly box: Box;
}

/** From middle to middle of two steps: a box, and a label of 100 beside the lines that leave it. */
const column = 220;
const left = 90;
const task = { width: 120, height: 80 };
const event = { width: 36, height: 36 };
/** From one outcome to the next one below, its name included. */
const endRow = 100;
const padding = 24;

/**
 * Lays a process out in lanes: one per role that owns steps, steps from left to right in their order, outcomes at the
 * right, parking places below. Branches run above, plans for stalls and ways back below the boxes, each on a level of its own.
 */
export function layout(process: Process, model: ProjectModel, laneOf: (id: ElementId) => string) {
  const nodes = processNodes(process);
  const steps = nodes.filter(({ kind }) => kind === 'step');
  const ends = [
    ...nodes.filter(({ kind }) => kind !== 'step' && kind !== 'hold'),
    ...nodes.filter(({ kind }) => kind === 'hold'),
  ];
  const ordered = [...steps, ...ends];
  const lanes = [...new Set(ordered.map(({ id }) => laneOf(id)))];
  const before = process.steps.filter((step) => !step.afterWon).length;
  const isEnd = new Set(ends.map(({ id }) => id));
  const edges = processEdges(process, model).map((edge) => ({
    ...edge,
    name: nameOf(edge, model),
    fromEnd: isEnd.has(edge.from),
    toEnd: isEnd.has(edge.to),
  }));
  // Lines to the outcomes come down, or up, side by side before them.
  const arriving = edges.filter(({ toEnd }) => toEnd).length;
  const hasHolds = nodes.some(({ kind }) => kind === 'hold');
  const endMiddle = left + column * before + 9 * arriving + (hasHolds ? 260 : 180);
  const middleOf = (node: ProcessNode) => {
    const at = steps.indexOf(node);
    if (at < 0) return endMiddle;
    return at < before ? left + column * (at + 1) : endMiddle + column * (at - before + 1);
  };
  const place = (tops: readonly number[], bodies: readonly number[]) => {
    const stacked = new Map<number, number>();
    return new Map(
      ordered.map((node): [ElementId, PlacedNode] => {
        const lane = lanes.indexOf(laneOf(node.id));
        const top = tops[lane] ?? 0;
        const size = node.kind === 'step' || node.kind === 'hold' ? task : event;
        const count = stacked.get(lane) ?? 0;
        const isStep = node.kind === 'step';
        if (!isStep) stacked.set(lane, count + 1);
        const y = isStep ? top + ((bodies[lane] ?? 0) - size.height) / 2 : top + count * endRow + 10;
        return [node.id, { ...node, lane, box: { x: middleOf(node) - size.width / 2, y, ...size } }];
      }),
    );
  };
  const bodies = lanes.map((lane) =>
    Math.max(task.height, ends.filter(({ id }) => laneOf(id) === lane).length * endRow),
  );
  // The levels beside the boxes decide how high a lane is, so the lines are drawn twice: to measure, and in place.
  const draft = routes(
    edges,
    place(
      lanes.map(() => 0),
      bodies,
    ),
    endMiddle,
    lanes.map(() => 0),
    bodies,
  );
  const heights = bodies.map((body, lane) => draft.above(lane) + body + draft.below(lane) + 2 * padding);
  const starts = heights.map((_, lane) => 40 + heights.slice(0, lane).reduce((sum, height) => sum + height, 0));
  const tops = starts.map((start, lane) => start + padding + draft.above(lane));
  const placed = place(tops, bodies);
  const drawn = routes(edges, placed, endMiddle, tops, bodies).edges;
  const first = placed.get(steps[0]?.id ?? ordered[0]?.id ?? '');
  const startLane = first?.lane ?? 0;
  const start: Box = { x: left - 10, y: (tops[startLane] ?? 64) + (bodies[startLane] ?? 80) / 2 - 18, ...event };
  const width = Math.max(...[...placed.values()].map(({ box }) => box.x + box.width), left) + 160;
  const height = heights.reduce((sum, each) => sum + each, 0);
  return {
    nodes: [...placed.values()],
    edges: drawn.map(({ edge, points, label }): PlacedEdge => ({ ...edge, points, labelBox: label })),
    start,
    pool: { x: 20, y: 40, width, height: Math.max(height, 100) } as Box,
    lanes: lanes.map(
      (title, index): Lane => ({
        title,
        nodes: ordered.filter(({ id }) => laneOf(id) === title).map(({ id }) => id),
        box: { x: 50, y: starts[index] ?? 40, width: width - 30, height: heights[index] ?? 0 },
      }),
    ),
  };
}

/** The words beside a line: short enough to stand there, the whole condition is in the flow itself. */
function nameOf({ label, when }: ProcessEdge, model: ProjectModel): string | undefined {
  const words = label ?? (when === undefined ? undefined : describeEvidence(when, model));
  return words === undefined || words === '' ? undefined : cut(words, 70);
}
