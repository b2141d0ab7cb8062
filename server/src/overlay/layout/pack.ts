import type { SceneJourney, SceneStep } from '../scene/scene.ts';

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
export function packRows(steps: readonly SceneStep[], journeys: readonly SceneJourney[]): readonly Cell[] {
  /** First free row per column. */
  const free: number[] = [];
  return steps.flatMap((step): Cell[] => {
    const own = mainColumns(step, journeys);
    const first = own[0];
    const last = own.at(-1);
    if (first === undefined || last === undefined) return [];
    let row = 0;
    for (let column = first; column <= last; column++) row = Math.max(row, free[column] ?? 0);
    for (let column = first; column <= last; column++) free[column] = row + 1;
    return [{ step, row, first, last }];
  });
}

/**
 * The columns a step's card spans: those of one journey, the one it helps most. What it helps on other journeys is
 * said on the card, because a card across both would cover stages it has nothing to do with.
 */
export function mainColumns(step: SceneStep, journeys: readonly SceneJourney[]): readonly number[] {
  let best: readonly number[] = [];
  for (const { first, count } of journeys) {
    const inside = step.columns.filter((column) => column >= first && column < first + count);
    if (inside.length > best.length) best = inside;
  }
  return best;
}

/** Places steps that belong to no stage: one after the other, row by row. */
export function packOutside(steps: readonly SceneStep[], columns: number): readonly Cell[] {
  return steps.map((step, index) => {
    const column = index % columns;
    return { step, row: Math.floor(index / columns), first: column, last: column };
  });
}
