import type { SceneLine } from '../scene/scene.ts';
import { measure } from '../text/measure.ts';
import { ellipsize } from '../text/wrap.ts';
import { type } from '../type.ts';
import { baseline } from './draft.ts';
import { type Grid, space } from './grid.ts';
import type { Line, Point, Rect, TextLine } from './layout.ts';
import { assignTracks, type Route, type Stretch } from './route.ts';

/** Number of vertical lines in each column gap: how much room the grid must leave. */
export function columnTracks(
  routes: readonly Route[],
  columns: number,
): { counts: number[]; tracks: Map<string, number> } {
  const counts = Array.from({ length: columns + 1 }, () => 0);
  const tracks = new Map<string, number>();
  for (let gap = 0; gap <= columns; gap++) {
    const stretches = routes
      .filter((route) => route.across === gap)
      .map((route) => {
        const arrive = route.arrive ?? -1;
        return { key: route.line.id, from: Math.min(route.leave, arrive), to: Math.max(route.leave, arrive) };
      });
    for (const [id, track] of assignTracks(stretches, 0.5)) {
      tracks.set(id, track);
      counts[gap] = Math.max(counts[gap] as number, track + 1);
    }
  }
  return { counts, tracks };
}

/** Where a line meets its cards and runs down or up between them. */
interface Course {
  readonly route: Route;
  readonly leaveX: number;
  readonly acrossX: number | undefined;
  readonly arriveX: number | undefined;
}

/** Lines with their horizontal tracks, before the rows have heights. */
export interface Courses {
  readonly courses: readonly Course[];
  /** Track by `id/leave` and `id/arrive`. */
  readonly rowTracks: ReadonlyMap<string, number>;
  /** Tracks in each row gap. */
  readonly counts: ReadonlyMap<number, number>;
  /** How far right a label may reach, by the `id/leave` or `id/arrive` it is written above. */
  readonly reaches: ReadonlyMap<string, number>;
}

/** Room kept for a label that is wider than its line, in pixels; longer ones are cut. */
const LABEL_ROOM = 280;

/** Spreads the ends of lines over the cards' edges and gives every stretch a track. */
export function planCourses(
  routes: readonly Route[],
  grid: Grid,
  verticalTracks: ReadonlyMap<string, number>,
  spans: ReadonlyMap<string, { readonly x: number; readonly width: number }>,
): Courses {
  const ports = portsOf(routes, spans);
  const courses = routes.map((route): Course => {
    const { line, across } = route;
    const acrossX =
      across === undefined
        ? undefined
        : (grid.gapLefts[across] as number) +
          (across === 0 ? 6 : 14) +
          (verticalTracks.get(line.id) as number) * space.columnTrack;
    const leaveX = ports.get(`${line.id}/leave`) as number;
    return { route, leaveX, acrossX, arriveX: ports.get(`${line.id}/arrive`) };
  });
  const stepsRight = (grid.lefts.at(-1) as number) + grid.columnWidth;
  const byGap = new Map<number, Stretch[]>();
  const reaches = new Map<string, number>();
  for (const { route, leaveX, acrossX, arriveX } of courses) {
    const { id, labelWidth } = route.line;
    const levels = [level(route.leave, `${id}/leave`, leaveX, acrossX ?? (arriveX as number))];
    if (route.arrive !== undefined && acrossX !== undefined) {
      levels.push(level(route.arrive, `${id}/arrive`, acrossX, arriveX as number));
    }
    for (const each of levels) {
      const reach = Math.min(each.from + Math.min(labelWidth, LABEL_ROOM) + 9, stepsRight);
      const to = Math.max(each.to, reach);
      reaches.set(each.key, to);
      const list = byGap.get(each.gap);
      const stretch = { key: each.key, from: each.from, to };
      if (list === undefined) byGap.set(each.gap, [stretch]);
      else list.push(stretch);
    }
  }
  const rowTracks = new Map<string, number>();
  const counts = new Map<number, number>();
  for (const [gap, stretches] of byGap) {
    for (const [key, track] of assignTracks(stretches, 10)) {
      rowTracks.set(key, track);
      counts.set(gap, Math.max(counts.get(gap) ?? 0, track + 1));
    }
  }
  return { courses, rowTracks, counts, reaches };
}

/** A level stretch of a line in a row gap. */
function level(gap: number, key: string, a: number, b: number): Stretch & { readonly gap: number } {
  return { gap, key, from: Math.min(a, b), to: Math.max(a, b) };
}

/** Points on the cards' edges: the lower edge for lines that leave and returns that arrive, the upper one for branches. */
function portsOf(
  routes: readonly Route[],
  spans: ReadonlyMap<string, { readonly x: number; readonly width: number }>,
): ReadonlyMap<string, number> {
  const edges = new Map<string, { key: string; other: number }[]>();
  const middle = (id: string): number => {
    const span = spans.get(id);
    return span === undefined ? Number.POSITIVE_INFINITY : span.x + span.width / 2;
  };
  const add = (card: string, edge: 'top' | 'bottom', key: string, other: string): void => {
    const list = edges.get(`${edge} ${card}`) ?? [];
    list.push({ key, other: middle(other) });
    edges.set(`${edge} ${card}`, list);
  };
  for (const { line, arrive } of routes) {
    add(line.from, 'bottom', `${line.id}/leave`, line.to);
    if (arrive !== undefined) add(line.to, line.kind === 'return' ? 'bottom' : 'top', `${line.id}/arrive`, line.from);
  }
  const ports = new Map<string, number>();
  for (const [edge, list] of edges) {
    const card = spans.get(edge.slice(edge.indexOf(' ') + 1)) as { x: number; width: number };
    list.sort((a, b) => a.other - b.other || (a.key < b.key ? -1 : 1));
    // Ends on upper edges are set off, so that a line down to a card never runs over one that leaves the card above.
    const offset = edge.startsWith('top') ? 5 : -5;
    list.forEach(({ key }, index) => {
      ports.set(key, card.x + (card.width * (index + 1)) / (list.length + 1) + offset);
    });
  }
  return ports;
}

/** Height of a row gap that carries that many lines. */
export function rowGapHeight(tracks: number): number {
  return tracks === 0 ? space.rowGap : tracks * space.rowTrack + 18;
}

/** Draws the courses once all cards have their places. */
export function drawLines(
  { courses, rowTracks, reaches }: Courses,
  lines: ReadonlyMap<string, SceneLine>,
  cards: ReadonlyMap<string, Rect>,
  /** Top of each row gap. */
  gapTops: ReadonlyMap<number, number>,
): Line[] {
  const trackY = (gap: number, key: string): number =>
    (gapTops.get(gap) as number) + 22 + (rowTracks.get(key) as number) * space.rowTrack;
  const drawn = courses.map((course) => {
    const { route, leaveX, acrossX, arriveX } = course;
    const from = cards.get(route.line.from) as Rect;
    const to = cards.get(route.line.to) as Rect;
    const leaveY = trackY(route.leave, `${route.line.id}/leave`);
    const points: Point[] = [
      { x: leaveX, y: from.y + from.height },
      { x: leaveX, y: leaveY },
    ];
    if (acrossX !== undefined) points.push({ x: acrossX, y: leaveY });
    if (route.arrive === undefined || arriveX === undefined) {
      const y = to.y + Math.min(20, to.height / 2);
      points.push({ x: acrossX as number, y }, { x: to.x, y });
    } else {
      const arriveY = acrossX === undefined ? leaveY : trackY(route.arrive, `${route.line.id}/arrive`);
      if (acrossX !== undefined) points.push({ x: acrossX, y: arriveY });
      points.push({ x: arriveX, y: arriveY });
      points.push({ x: arriveX, y: route.line.kind === 'return' ? to.y + to.height : to.y });
    }
    const reach = (end: 'leave' | 'arrive'): number | undefined => reaches.get(`${route.line.id}/${end}`);
    return { course, points, reach };
  });
  const uprights = drawn.flatMap(({ points }) => segments(points).filter(([a, b]) => a.x === b.x));
  return drawn.map(({ course, points, reach }): Line => {
    const scene = lines.get(course.route.line.id) as SceneLine;
    return {
      id: scene.id,
      kind: scene.kind,
      automatic: scene.automatic,
      from: scene.from,
      to: scene.to,
      points,
      title: scene.text,
      label: labelOn(points, scene.text, uprights, [reach('leave'), reach('arrive')]),
      span: scene.span,
    };
  });
}

function segments(points: readonly Point[]): [Point, Point][] {
  return points.slice(1).map((point, index) => [points[index] as Point, point]);
}

/**
 * Writes the label above the level stretch with most room, where no other line comes through; cut or left out if it
 * must be.
 */
function labelOn(
  points: readonly Point[],
  text: string,
  uprights: readonly (readonly [Point, Point])[],
  /** How far right the label may reach above each level stretch, in their order. */
  reaches: readonly (number | undefined)[],
): TextLine | undefined {
  const style = type.small;
  let best: { x: number; room: number; y: number } | undefined;
  const levels = segments(points).filter(([a, b]) => a.y === b.y);
  for (const [index, [a, b]] of levels.entries()) {
    const from = Math.min(a.x, b.x);
    const to = Math.max(a.x, b.x, reaches[index] ?? 0);
    const top = a.y - 18;
    const crossings = uprights
      .filter(([c, d]) => c.x > from - 3 && c.x < to + 3 && Math.min(c.y, d.y) < a.y && Math.max(c.y, d.y) > top)
      .map(([c]) => c.x);
    let x = from;
    for (const stop of [...crossings, to].sort((p, q) => p - q)) {
      const room = stop - x - 8;
      if (best === undefined || room > best.room) best = { x: x + 4, room, y: top };
      x = Math.max(x, stop);
    }
  }
  if (best === undefined || best.room < 36) return undefined;
  const whole = measure(text, style);
  const shown = whole <= best.room ? text : ellipsize(text, best.room, style);
  return {
    x: best.x,
    y: best.y + baseline('small'),
    text: shown,
    width: measure(shown, style),
    type: 'small',
    tone: 'muted',
    rightToLeft: false,
    struck: false,
  };
}
