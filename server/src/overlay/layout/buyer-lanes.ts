import type { Scene } from '../scene/scene.ts';
import { buyerNote, coverageCell, finishChevron, stageChevron, stuckCard, TIP } from './buyer.ts';
import { draft, write } from './draft.ts';
import { type Grid, space, spanOf } from './grid.ts';
import { headerBox, personaChip } from './header.ts';
import { legend } from './legend.ts';
import type { Sheet } from './sheet.ts';

export function headerLane(sheet: Sheet, width: number): void {
  const header = headerBox(sheet.scene, width - 2 * space.page - 24);
  sheet.place(header, space.page + 12, sheet.y);
  sheet.lanes.push({
    id: 'header',
    title: 'Process',
    zone: 'page',
    y: sheet.y,
    height: header.height,
    collapsed: false,
    border: undefined,
  });
  sheet.y += header.height + 20;
}

export function personaLane(sheet: Sheet, grid: Grid, width: number): void {
  const { personas } = sheet.scene;
  if (personas.length === 0) return;
  const left = grid.lefts[0] as number;
  sheet.lane('personas', 'Who buys', 'page', undefined, (top) => {
    let x = left;
    let y = top;
    let bottom = top;
    for (const persona of personas) {
      const chip = personaChip(persona);
      if (x > left && x + chip.width > width - space.page) {
        x = left;
        y = bottom + space.stack;
      }
      sheet.place(chip, x, y);
      x += chip.width + 10;
      bottom = Math.max(bottom, y + chip.height);
    }
    return bottom;
  });
}

export function stageLane(sheet: Sheet, grid: Grid): void {
  const { stages, journeys } = sheet.scene;
  if (stages.length === 0) return;
  sheet.lane('stages', 'Buyer’s journey', 'buyer', undefined, (top) => {
    let y = top;
    if (journeys.length > 1) {
      const captions = journeys
        .filter((journey) => journey.count > 0)
        .map((journey) => {
          const span = spanOf(grid, journey.first, journey.first + journey.count - 1);
          const box = draft('journey', 'stages', journey, span.width, { name: `Journey: ${journey.text}` });
          box.height = write(box, journey.text, 'smallStrong', 0, 0, span.width, { tone: 'muted', maxLines: 2 });
          sheet.place(box, span.x, y);
          return box;
        });
      y = Math.max(...captions.map((box) => box.y + box.height)) + 6;
    }
    const boxes = stages.map((stage, column) => stageChevron(stage, chevronWidth(grid, column), column));
    const height = Math.max(...boxes.map((box) => box.height));
    boxes.forEach((box, column) => {
      box.height = height;
      finishChevron(box, stages[column] as Scene['stages'][number]);
      sheet.place(box, (grid.lefts[column] as number) - (column === 0 ? 0 : TIP), y);
    });
    return y + height;
  });
}

/** Chevrons reach over the gap so that each tip lies in the next one's notch. */
function chevronWidth(grid: Grid, column: number): number {
  const left = grid.lefts[column] as number;
  const next = grid.lefts[column + 1];
  return (next === undefined ? left + grid.columnWidth + TIP : next - 4) - left + (column === 0 ? 0 : TIP);
}

export function noteLane(sheet: Sheet, kind: 'does' | 'asks', title: string, grid: Grid): void {
  const { stages } = sheet.scene;
  if (stages.every((stage) => stage[kind].length === 0)) return;
  sheet.lane(kind, title, 'buyer', undefined, (top) =>
    sheet.stack(grid, top, space.stack, (column) =>
      (stages[column]?.[kind] ?? []).map((note) => buyerNote(note, kind, grid.columnWidth, column)),
    ),
  );
}

export function stuckLane(sheet: Sheet, grid: Grid): void {
  const { stages } = sheet.scene;
  if (stages.every((stage) => stage.stuck.length === 0)) return;
  sheet.lane('stuck', 'Buyer is stuck', 'buyer', undefined, (top) =>
    sheet.stack(grid, top, 10, (column) =>
      (stages[column]?.stuck ?? []).map((point) => stuckCard(point, grid.columnWidth, column)),
    ),
  );
}

export function coverageLane(sheet: Sheet, grid: Grid): void {
  const { stages } = sheet.scene;
  if (stages.length === 0) return;
  sheet.lane('coverage', 'Coverage', 'page', undefined, (top) =>
    sheet.stack(grid, top, 0, (column) => [
      coverageCell(stages[column] as Scene['stages'][number], grid.columnWidth, column),
    ]),
  );
}

export function legendLane(sheet: Sheet, width: number): void {
  const withLevels = sheet.scene.steps.some((step) => step.gates.some((gate) => gate.enforcement.length > 0));
  const top = sheet.y + 14;
  sheet.y = legend(sheet.furniture, space.page + 12, top, width - 2 * space.page - 24, withLevels);
  sheet.lanes.push({
    id: 'legend',
    title: 'Legend',
    zone: 'page',
    y: top,
    height: sheet.y - top,
    collapsed: false,
    border: undefined,
  });
}
