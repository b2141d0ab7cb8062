/** Widths and gaps of the picture, in pixels. */
export const space = {
  /** Around the whole picture. */
  page: 24,
  /** The strip with the lanes' names. */
  rail: 132,
  /** Inside cards. */
  card: 14,
  /** Between cells of a lane and its edges. */
  lane: 14,
  /** Between things stacked in a cell. */
  stack: 8,
  /** The column gap without lines; gates stand out into it. */
  columnGap: 30,
  /** The row gap without lines. */
  rowGap: 16,
  /** From one line of a channel to the next. */
  columnTrack: 9,
  rowTrack: 21,
  /** The column of outcomes. */
  outcomes: 224,
} as const;

/** The x positions of the columns and of the gaps between them. */
export interface Grid {
  readonly columnWidth: number;
  /** Left edge per column. */
  readonly lefts: readonly number[];
  /** Left edge per gap: gap `c` is before column `c`, the last one behind the last column. */
  readonly gapLefts: readonly number[];
  readonly gapWidths: readonly number[];
  /** Left edge of the outcomes; equal to `right` where there are none. */
  readonly outcomesLeft: number;
  readonly right: number;
}

/** Wide columns for few stages, narrow ones for many. */
export function columnWidthFor(columns: number): number {
  if (columns <= 2) return 380;
  if (columns === 3) return 340;
  if (columns === 4) return 300;
  if (columns === 5) return 272;
  return columns <= 8 ? 248 : 224;
}

/** Lays out columns with room for the lines in each gap. */
export function gridOf(columns: number, tracks: readonly number[], hasOutcomes: boolean): Grid {
  const columnWidth = columnWidthFor(columns);
  const gapWidths = Array.from({ length: columns + 1 }, (_, gap) => {
    const lines = (tracks[gap] ?? 0) * space.columnTrack;
    const base = gap === 0 ? 16 : space.columnGap;
    return lines === 0 ? base : Math.max(base, 14 + lines + 10);
  });
  const lefts: number[] = [];
  const gapLefts: number[] = [];
  let x = space.page + space.rail;
  for (let column = 0; column <= columns; column++) {
    gapLefts.push(x);
    x += gapWidths[column] as number;
    if (column < columns) {
      lefts.push(x);
      x += columnWidth;
    }
  }
  const right = hasOutcomes ? x + space.outcomes + 16 : x;
  return { columnWidth, lefts, gapLefts, gapWidths, outcomesLeft: hasOutcomes ? x : right, right };
}

/** Left edge and width of a run of columns, the gaps between them included. */
export function spanOf(grid: Grid, first: number, last: number): { x: number; width: number } {
  const x = grid.lefts[first] as number;
  return { x, width: (grid.lefts[last] as number) + grid.columnWidth - x };
}
