import type { SceneStep } from '../scene/scene.ts';
import { measure } from '../text/measure.ts';
import { type } from '../type.ts';
import { badgesWidth, putBadges } from './badges.ts';
import { type Draft, draft, move, nest, put, write, writeLine } from './draft.ts';
import { type Grid, space, spanOf } from './grid.ts';
import { backstageGroup, crmGroup } from './group.ts';
import type { LaneId, Zone } from './layout.ts';
import { rowGapHeight } from './lines.ts';
import { outcomeCard } from './outcomes.ts';
import { type Cell, mainColumns } from './pack.ts';
import type { Sheet } from './sheet.ts';
import { GATE, stepCard } from './step.ts';

/** A card and what hangs below it in the same place of the grid. */
interface Block {
  readonly card: Draft;
  readonly below: readonly Draft[];
  readonly height: number;
}

export function stepLane(
  sheet: Sheet,
  grid: Grid,
  counts: ReadonlyMap<number, number>,
  gapTops: Map<number, number>,
): void {
  if (sheet.withoutJourney) return;
  const { throughout, outcomes, stages } = sheet.scene;
  sheet.lane('steps', 'Sales steps', 'seller', stages.length === 0 ? undefined : 'interaction', (top) => {
    let y = top;
    if (throughout.length > 0) y = throughoutStrip(sheet, 'steps', grid, y);
    gapTops.set(0, y - space.rowGap);
    if ((counts.get(0) ?? 0) > 0) {
      gapTops.set(0, y - 10);
      y += rowGapHeight(counts.get(0) as number) - 10;
    }
    const outcomesTop = y;
    y = cardRows(sheet, sheet.cells, 'steps', 0, grid, y, counts, gapTops, (card) => ({
      card,
      below: [],
      height: card.height,
    }));
    let bottom = Math.max(y, outcomeColumn(sheet, 'steps', grid, outcomesTop));
    if (sheet.cells.length === 0) {
      const words = stages.length === 0 ? 'No steps yet.' : 'No step helps the buyer on this journey.';
      bottom = Math.max(
        bottom,
        write(
          sheet.furniture,
          words,
          'body',
          grid.lefts[0] as number,
          top,
          grid.right - (grid.lefts[0] as number) - (outcomes.length > 0 ? space.outcomes + 30 : 0),
          { tone: 'muted' },
        ),
      );
    }
    return bottom;
  });
}

/** The ends of the process, one below the other beside the steps; returns the y below. */
function outcomeColumn(sheet: Sheet, lane: LaneId, grid: Grid, top: number): number {
  let y = top;
  for (const outcome of sheet.scene.outcomes) {
    const card = outcomeCard(outcome, lane, space.outcomes);
    sheet.place(card, grid.outcomesLeft, y);
    sheet.blocks.set(card.id, card);
    y += card.height + 10;
  }
  return y - 10;
}

function throughoutStrip(sheet: Sheet, lane: LaneId, grid: Grid, top: number): number {
  const left = grid.lefts[0] as number;
  const width = (grid.lefts.at(-1) as number) + grid.columnWidth - left;
  const lead = 'In every open step:';
  const box = draft('throughout', lane, { ...sheet.scene.process, text: lead, facts: [], change: undefined }, width, {
    id: `${sheet.scene.process.path}/throughout`,
    name: 'In every open step',
    findings: sheet.scene.throughoutFindings,
  });
  writeLine(box, lead, 'strong', space.card, 10, 'ink');
  putBadges(box, sheet.scene.throughoutFindings, width - space.card, 10);
  let y = 10;
  const indent = space.card + measure(lead, type.strong) + 16;
  const badges = badgesWidth(sheet.scene.throughoutFindings);
  const beside = width - indent - badges > 200;
  if (!beside) y += 20;
  for (const gate of sheet.scene.throughout) {
    const row = draft('criterion', lane, gate, width, { name: `In every open step: ${gate.text}` });
    const x = beside ? indent : space.card;
    put(row, `gate-${gate.gate}`, x, 1, 2 * GATE, 2 * GATE, gate.gate === 'unproven' ? 'open' : 'accent');
    const records = gate.records.map((record) => record.text).join('; ');
    const bottom = write(row, gate.text, 'body', x + 22, 0, width - x - 22 - space.card - badges, { maxLines: 3 });
    row.height =
      records === ''
        ? bottom
        : write(row, records, 'small', x + 22, bottom, width - x - 22 - space.card, { tone: 'muted', maxLines: 2 });
    nest(box, row, 0, y);
    y += row.height + 5;
  }
  box.height = y + 6;
  sheet.place(box, left, top);
  return top + box.height + space.rowGap;
}

/** Rows of cards with the gaps their lines need; returns the y below the last gap. */
function cardRows(
  sheet: Sheet,
  cells: readonly Cell[],
  lane: LaneId,
  firstRow: number,
  grid: Grid,
  top: number,
  counts: ReadonlyMap<number, number>,
  gapTops: Map<number, number>,
  block: (card: Draft, step: SceneStep) => Block,
): number {
  const rows = new Map<number, Block[]>();
  for (const { step, row, first, last } of cells) {
    const span = spanOf(grid, first, last);
    const elsewhere = step.columns.filter((column) => column < first || column > last);
    const also = lane === 'steps' ? elsewhere.map((column) => sheet.scene.stages[column]?.text ?? '') : [];
    const card = stepCard(step, lane, span.width, [first, last], also);
    ticks(card, mainColumns(step, sheet.scene.journeys), span.x, grid);
    const made = block(card, step);
    for (const box of [made.card, ...made.below]) move(box, span.x, 0);
    const list = rows.get(row) ?? [];
    list.push(made);
    rows.set(row, list);
  }
  let y = top;
  for (let row = 0; row < rows.size; row++) {
    const blocks = rows.get(row) as Block[];
    const height = Math.max(...blocks.map((each) => each.height));
    for (const { card, below } of blocks) {
      if (lane === 'steps') card.height = height;
      sheet.place(card, 0, y);
      for (const box of below) sheet.place(box, 0, y);
      const last = below.at(-1) ?? card;
      sheet.blocks.set(card.id, { x: card.x, y: card.y, width: card.width, height: last.y + last.height - card.y });
    }
    y += height;
    const tracks = counts.get(firstRow + row + 1) ?? 0;
    gapTops.set(firstRow + row + 1, y);
    if (row < rows.size - 1 || tracks > 0) y += rowGapHeight(tracks);
  }
  return y;
}

/** Pointers on the upper edge of a card over several columns: which of them it helps. */
function ticks(card: Draft, columns: readonly number[], left: number, grid: Grid): void {
  if (columns.length < 2) return;
  for (const column of columns) {
    const middle = (grid.lefts[column] as number) + grid.columnWidth / 2 - left;
    put(card, 'tick', middle - 7, -7, 14, 8, 'accent');
  }
}

export function groupLane(
  sheet: Sheet,
  lane: 'backstage' | 'crm',
  title: string,
  zone: Zone,
  grid: Grid,
  make: typeof backstageGroup,
  none: string,
): void {
  if (sheet.cells.length === 0) return;
  sheet.lane(lane, title, zone, lane === 'backstage' ? 'visibility' : undefined, (top) => {
    const bottoms = Array.from({ length: sheet.columns }, () => top);
    for (const { step, first, last } of sheet.cells) {
      const span = spanOf(grid, first, last);
      const group = make(step, lane, span.width, [first, last]);
      if (group === undefined) continue;
      const y = Math.max(...bottoms.slice(first, last + 1));
      sheet.place(group, span.x, y);
      for (let column = first; column <= last; column++) bottoms[column] = y + group.height + 10;
    }
    const bottom = Math.max(...bottoms) - 10;
    if (bottom >= top) return bottom;
    return write(sheet.furniture, none, 'body', grid.lefts[0] as number, top, grid.columnWidth, { tone: 'muted' });
  });
}

/**
 * Steps that belong to no stage, each with what happens behind it and its records. Without a journey they are all
 * there is, so that the criteria of every step and the outcomes stand with them.
 */
export function outsideLane(
  sheet: Sheet,
  grid: Grid,
  counts: ReadonlyMap<number, number>,
  gapTops: Map<number, number>,
): void {
  if (sheet.outside.length === 0) return;
  const alone = sheet.withoutJourney;
  const title = alone ? 'Steps in order' : 'Outside the journey';
  sheet.lane('outside', title, 'page', undefined, (top) => {
    const gap = sheet.rows + 1;
    let y = top;
    if (alone && sheet.scene.throughout.length > 0) y = throughoutStrip(sheet, 'outside', grid, y);
    gapTops.set(gap, y - space.rowGap);
    if ((counts.get(gap) ?? 0) > 0) {
      gapTops.set(gap, y - 10);
      y += rowGapHeight(counts.get(gap) as number) - 10;
    }
    const endsBottom = alone ? outcomeColumn(sheet, 'outside', grid, y) : y;
    const bottom = cardRows(sheet, sheet.outside, 'outside', gap, grid, y, counts, gapTops, (card, step) => {
      const width = card.width;
      const below: Draft[] = [];
      let bottom = card.height;
      for (const group of [backstageGroup(step, 'outside', width), crmGroup(step, 'outside', width)]) {
        if (group === undefined) continue;
        move(group, 0, bottom + 6);
        bottom = group.y + group.height;
        below.push(group);
      }
      return { card, below, height: bottom };
    });
    return Math.max(bottom, endsBottom);
  });
}
