/**
 * Lines between cards, at right angles, through the gaps between rows and columns only, so that no line crosses a
 * card or a label. Every gap is a channel with parallel tracks; a line takes at most two horizontal channels and one
 * vertical channel between them.
 */

/** A card, or a block of cards, in the grid the lines run through. */
export interface Obstacle {
  readonly id: string;
  readonly row: number;
  readonly first: number;
  readonly last: number;
}

/** A line wanted. */
export interface Wanted {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'return' | 'branch';
  /** Width its label would take. */
  readonly labelWidth: number;
}

/** The channels a line takes; tracks are counted from 0 within their channel. */
export interface Route {
  readonly line: Wanted;
  /** Row gap it leaves into: gap `r` is above row `r`. */
  readonly leave: number;
  /** Row gap it arrives from; `undefined` for a target beside the grid, reached through the last column gap. */
  readonly arrive: number | undefined;
  /** Column gap between the two; gap `c` is before column `c`. `undefined` where both row gaps are the same. */
  readonly across: number | undefined;
}

/** Chooses channels. Lines whose ends are not in the grid (and not among `beside`) are left out. */
export function planRoutes(
  obstacles: readonly Obstacle[],
  wanted: readonly Wanted[],
  columns: number,
  beside: ReadonlySet<string>,
  /** Row gaps that only the outermost column gaps pass, such as the one above the lane for steps outside. */
  walls: ReadonlySet<number>,
): readonly Route[] {
  const at = new Map(obstacles.map((obstacle) => [obstacle.id, obstacle]));
  const rows = obstacles.reduce((most, obstacle) => Math.max(most, obstacle.row + 1), 0);
  const blocked = blockedBefore(obstacles, rows, columns, walls);
  return wanted.flatMap((line): Route[] => {
    const from = at.get(line.from);
    const to = at.get(line.to);
    if (from === undefined) return [];
    const leave = from.row + 1;
    if (to === undefined) {
      return beside.has(line.to) ? [{ line, leave, arrive: undefined, across: columns }] : [];
    }
    const arrive = line.kind === 'return' ? to.row + 1 : to.row;
    if (arrive === leave) return [{ line, leave, arrive, across: undefined }];
    const top = Math.min(leave, arrive);
    const bottom = Math.max(leave, arrive);
    const passes = (gap: number): boolean => blocked(gap, top, bottom) === 0;
    const start = (from.first + from.last + 1) / 2;
    const end = (to.first + to.last + 1) / 2;
    let across = 0;
    let best = Number.POSITIVE_INFINITY;
    for (let gap = 0; gap <= columns; gap++) {
      if (!passes(gap)) continue;
      const detour = Math.abs(gap - start) + Math.abs(gap - end);
      if (detour < best) {
        best = detour;
        across = gap;
      }
    }
    return [{ line, leave, arrive, across }];
  });
}

/** How many rows between two row gaps a column gap cannot pass, from running sums. */
function blockedBefore(
  obstacles: readonly Obstacle[],
  rows: number,
  columns: number,
  walls: ReadonlySet<number>,
): (gap: number, top: number, bottom: number) => number {
  const sums = Array.from({ length: columns + 1 }, () => new Uint32Array(rows + 2));
  for (const { row, first, last } of obstacles) {
    for (let gap = first + 1; gap <= last; gap++) (sums[gap] as Uint32Array)[row + 1]!++;
  }
  for (const wall of walls) {
    for (let gap = 1; gap < columns; gap++) (sums[gap] as Uint32Array)[wall + 1]!++;
  }
  for (const sum of sums) for (let row = 1; row < sum.length; row++) sum[row]! += sum[row - 1]!;
  return (gap, top, bottom) => {
    const sum = sums[gap] as Uint32Array;
    return (sum[bottom] as number) - (sum[top] as number);
  };
}

/** Something that takes a stretch of a channel. */
export interface Stretch {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/** Gives each stretch the first track where it touches no other, longest stretches last (outermost). */
export function assignTracks(stretches: readonly Stretch[], spacing: number): ReadonlyMap<string, number> {
  const ends: { from: number; to: number }[][] = [];
  const tracks = new Map<string, number>();
  const ordered = [...stretches].sort(
    (a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from || (a.key < b.key ? -1 : 1),
  );
  for (const { key, from, to } of ordered) {
    let track = 0;
    while (ends[track]?.some((taken) => from < taken.to + spacing && taken.from < to + spacing)) track++;
    const taken = ends[track];
    if (taken === undefined) ends[track] = [{ from, to }];
    else taken.push({ from, to });
    tracks.set(key, track);
  }
  return tracks;
}
