import type { Finding } from '../../model/finding.ts';
import type { ProjectModel } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { buildScene, type SceneOptions } from '../scene/build.ts';
import type { Scene, SceneFinding, SceneStep } from '../scene/scene.ts';
import { measure } from '../text/measure.ts';
import { type } from '../type.ts';
import { coverageLane, headerLane, legendLane, noteLane, personaLane, stageLane, stuckLane } from './buyer-lanes.ts';
import { flatten } from './draft.ts';
import { gridOf, space, spanOf } from './grid.ts';
import { backstageGroup, crmGroup } from './group.ts';
import { totalsText } from './header.ts';
import type { Box, LaneId, OverlayLayout } from './layout.ts';
import { columnTracks, drawLines, planCourses } from './lines.ts';
import { planRoutes, type Route } from './route.ts';
import { Sheet } from './sheet.ts';
import { groupLane, outsideLane, stepLane } from './step-lanes.ts';

export interface OverlayOptions extends SceneOptions {
  /** Lanes shown as a strip with their name only. */
  readonly collapsed?: readonly LaneId[] | undefined;
}

/**
 * Lays out the overlay of a process on its buyers' journey.
 *
 * @throws RangeError where the model has no process of that id.
 */
export function layoutOverlay(
  model: ProjectModel,
  processId: ElementId,
  findings: readonly Finding[],
  options: OverlayOptions = {},
): OverlayLayout {
  return layoutScene(buildScene(model, processId, findings, options), options.collapsed ?? []);
}

/** Lays out a scene; see {@link layoutOverlay}. */
export function layoutScene(scene: Scene, collapsed: readonly LaneId[]): OverlayLayout {
  const sheet = new Sheet(scene, new Set(collapsed));
  const routes = routesOf(sheet);
  const vertical = columnTracks(routes, sheet.columns);
  const grid = gridOf(sheet.columns, vertical.counts, scene.outcomes.length > 0);
  const spans = new Map(
    [...sheet.cells, ...sheet.outside].map((cell) => [cell.step.id, spanOf(grid, cell.first, cell.last)]),
  );
  const courses = planCourses(routes, grid, vertical.tracks, spans);
  const gapTops = new Map<number, number>();
  const width = grid.right + space.page;

  headerLane(sheet, width);
  personaLane(sheet, grid, width);
  stageLane(sheet, grid);
  noteLane(sheet, 'does', 'Buyer does', grid);
  noteLane(sheet, 'asks', 'Buyer asks', grid);
  stuckLane(sheet, grid);
  stepLane(sheet, grid, courses.counts, gapTops);
  groupLane(
    sheet,
    'backstage',
    'Behind the scenes',
    'backstage',
    grid,
    backstageGroup,
    'No hand-offs, approvals or plans.',
  );
  groupLane(sheet, 'crm', 'In the CRM', 'crm', grid, crmGroup, 'No steps.');
  outsideLane(sheet, grid, courses.counts, gapTops);
  coverageLane(sheet, grid);
  legendLane(sheet, width);

  const wanted = new Map(scene.lines.map((line) => [line.id, line]));
  const lines = drawLines(courses, wanted, sheet.blocks, gapTops);
  const boxes: Box[] = [];
  for (const box of sheet.drafts) flatten(box, boxes);
  return {
    process: scene.process.id,
    title: scene.process.text,
    summary: `${scene.process.text}: the steps of the process over the buyer’s journey. ${totalsText(scene.totals)}`,
    width,
    height: sheet.y + space.page,
    lanes: sheet.lanes,
    columns: scene.stages.map((stage, index) => ({
      id: stage.id,
      title: stage.text,
      x: grid.lefts[index] as number,
      width: grid.columnWidth,
    })),
    boxes,
    lines,
    rail: { texts: sheet.rail.texts, signs: [] },
    furniture: { texts: sheet.furniture.texts, signs: sheet.furniture.signs },
    railRight: space.page + space.rail,
    scene,
    findings: findingsOf(scene),
    personas: scene.personas.map(({ id, text }) => ({ id, title: text })),
    owners: ownersOf(scene.steps),
  };
}

/** Row of a step's cell among all rows that lines know: those of the lane for steps outside come after a wall. */
function routesOf(sheet: Sheet): readonly Route[] {
  const scene = sheet.scene;
  const hidden = (lane: LaneId): boolean => sheet.collapsed.has(lane);
  const obstacles = [
    ...(hidden('steps') ? [] : sheet.cells.map(({ step, row, first, last }) => ({ id: step.id, row, first, last }))),
    ...(hidden('outside')
      ? []
      : sheet.outside.map(({ step, row, first, last }) => ({ id: step.id, row: sheet.rows + 1 + row, first, last }))),
  ];
  const wanted = scene.lines.map(({ id, from, to, kind, text }) => ({
    id,
    from,
    to,
    kind,
    labelWidth: measure(text, type.small),
  }));
  const beside = new Set(
    hidden(sheet.withoutJourney ? 'outside' : 'steps') ? [] : scene.outcomes.map((outcome) => outcome.id),
  );
  return planRoutes(obstacles, wanted, sheet.columns, beside, new Set([sheet.rows]));
}

function findingsOf(scene: Scene): readonly SceneFinding[] {
  const found = new Map<number, SceneFinding>();
  const add = (findings: readonly SceneFinding[]): void => {
    for (const finding of findings) found.set(finding.index, finding);
  };
  add(scene.findings);
  add(scene.throughoutFindings);
  for (const stage of scene.stages) add(stage.findings);
  for (const step of scene.steps) add(step.findings);
  for (const outcome of scene.outcomes) add(outcome.findings);
  return [...found.values()].sort((a, b) => a.index - b.index);
}

function ownersOf(steps: readonly SceneStep[]): OverlayLayout['owners'] {
  const owners = new Map<ElementId, string>();
  for (const step of steps) {
    for (const [index, id] of step.ownerIds.entries()) owners.set(id, step.owners[index] ?? id);
  }
  return [...owners].map(([id, title]) => ({ id, title }));
}
