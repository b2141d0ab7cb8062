import type { SceneStep } from '../scene/scene.ts';

/** A step's place in the grid. */
export interface Cell {
  readonly step: SceneStep;
  readonly row: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Packs steps into rows: each spans the columns it helps and goes into the highest row where they are free, so that
 * within a column the order of the process reads downwards.
 */
export function packRows(steps: readonly SceneStep[]): readonly Cell[] {
  /** First free row per column. */
  const free: number[] = [];
  return steps.flatMap((step): Cell[] => {
    const first = step.columns[0];
    const last = step.columns.at(-1);
    if (first === undefined || last === undefined) return [];
    let row = 0;
    for (let column = first; column <= last; column++) row = Math.max(row, free[column] ?? 0);
    for (let column = first; column <= last; column++) free[column] = row + 1;
    return [{ step, row, first, last }];
  });
}

/** Places steps that belong to no stage: one after the other, row by row. */
export function packOutside(steps: readonly SceneStep[], columns: number): readonly Cell[] {
  return steps.map((step, index) => {
    const column = index % columns;
    return { step, row: Math.floor(index / columns), first: column, last: column };
  });
}
