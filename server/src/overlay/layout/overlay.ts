import type { Finding } from '../../model/finding.ts';
import type { ProjectModel } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { buildScene, type SceneOptions } from '../scene/build.ts';
import type { Scene, SceneFinding, SceneStep } from '../scene/scene.ts';
import { measure } from '../text/measure.ts';
import { type } from '../type.ts';
import { buyerNote, coverageCell, finishChevron, stageChevron, stuckCard, TIP } from './buyer.ts';
import { type Draft, draft, flatten, move, nest, put, write, writeLine } from './draft.ts';
import { type Grid, gridOf, space, spanOf } from './grid.ts';
import { backstageGroup, crmGroup } from './group.ts';
import { headerBox, personaChip, totalsText } from './header.ts';
import type { Box, Lane, LaneId, Line, OverlayLayout, Rect, Zone } from './layout.ts';
import { legend } from './legend.ts';
import { columnTracks, drawLines, planCourses, rowGapHeight } from './lines.ts';
import { outcomeCard } from './outcomes.ts';
import { type Cell, mainColumns, packOutside, packRows } from './pack.ts';
import { planRoutes } from './route.ts';
import { GATE, stepCard } from './step.ts';

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

/** Columns of a picture without a journey, where steps stand in the order of the process. */
const COLUMNS_WITHOUT_JOURNEY = 4;

/** Lays out a scene; see {@link layoutOverlay}. */
export function layoutScene(scene: Scene, collapsed: readonly LaneId[]): OverlayLayout {
  return new Sheet(scene, new Set(collapsed)).layout();
}

/** A card and what hangs below it in the same place of the grid. */
interface Block {
  readonly card: Draft;
  readonly below: readonly Draft[];
  readonly height: number;
}

/** One picture being laid out from top to bottom. */
class Sheet {
  readonly #scene: Scene;
  readonly #collapsed: ReadonlySet<LaneId>;
  readonly #columns: number;
  readonly #cells: readonly Cell[];
  readonly #outside: readonly Cell[];
  readonly #rows: number;
  readonly #lanes: Lane[] = [];
  readonly #drafts: Draft[] = [];
  readonly #rail: Draft;
  readonly #furniture: Draft;
  /** Where lines may end: cards with what hangs below them. */
  readonly #blocks = new Map<string, Rect>();
  #y: number = space.page;

  constructor(scene: Scene, collapsed: ReadonlySet<LaneId>) {
    this.#scene = scene;
    this.#collapsed = collapsed;
    this.#columns = scene.stages.length || Math.max(1, Math.min(COLUMNS_WITHOUT_JOURNEY, scene.steps.length));
    this.#cells = packRows(scene.steps, scene.journeys);
    this.#outside = packOutside(
      scene.steps.filter((step) => step.columns.length === 0),
      this.#columns,
    );
    this.#rows = this.#cells.reduce((most, cell) => Math.max(most, cell.row + 1), 0);
    this.#rail = draft('fact', 'header', scene.process, 0);
    this.#furniture = draft('fact', 'header', scene.process, 0);
  }

  layout(): OverlayLayout {
    const scene = this.#scene;
    const routes = this.#routes();
    const vertical = columnTracks(routes, this.#columns);
    const grid = gridOf(this.#columns, vertical.counts, scene.outcomes.length > 0);
    const spans = new Map(
      [...this.#cells, ...this.#outside].map((cell) => [cell.step.id, spanOf(grid, cell.first, cell.last)]),
    );
    const courses = planCourses(routes, grid, vertical.tracks, spans);
    const gapTops = new Map<number, number>();
    const width = grid.right + space.page;

    this.#header(width);
    this.#personas(grid, width);
    this.#stages(grid);
    this.#notes('does', 'Buyer does', grid);
    this.#notes('asks', 'Buyer asks', grid);
    this.#stuck(grid);
    this.#steps(grid, courses.counts, gapTops);
    this.#groups(
      'backstage',
      'Behind the scenes',
      'backstage',
      grid,
      backstageGroup,
      'No hand-offs, approvals or plans.',
    );
    this.#groups('crm', 'In the CRM', 'crm', grid, crmGroup, 'No steps.');
    this.#outsideLane(grid, courses.counts, gapTops);
    this.#coverage(grid);
    this.#legend(width);

    const lines = this.#lines(courses, gapTops);
    const boxes: Box[] = [];
    for (const box of this.#drafts) flatten(box, boxes);
    return {
      process: scene.process.id,
      title: scene.process.text,
      summary: `${scene.process.text}: the steps of the process over the buyer’s journey. ${totalsText(scene.totals)}`,
      width,
      height: this.#y + space.page,
      lanes: this.#lanes,
      columns: scene.stages.map((stage, index) => ({
        id: stage.id,
        title: stage.text,
        x: grid.lefts[index] as number,
        width: grid.columnWidth,
      })),
      boxes,
      lines,
      rail: { texts: this.#rail.texts, signs: [] },
      furniture: { texts: this.#furniture.texts, signs: this.#furniture.signs },
      railRight: space.page + space.rail,
      scene,
      findings: findingsOf(scene),
      personas: scene.personas.map(({ id, text }) => ({ id, title: text })),
      owners: ownersOf(scene.steps),
    };
  }

  /** Row of a step's cell among all rows that lines know: those of the lane for steps outside come after a wall. */
  #routes() {
    const scene = this.#scene;
    const hidden = (lane: LaneId): boolean => this.#collapsed.has(lane);
    const obstacles = [
      ...(hidden('steps') ? [] : this.#cells.map(({ step, row, first, last }) => ({ id: step.id, row, first, last }))),
      ...(hidden('outside')
        ? []
        : this.#outside.map(({ step, row, first, last }) => ({ id: step.id, row: this.#rows + 1 + row, first, last }))),
    ];
    const wanted = scene.lines.map(({ id, from, to, kind, text }) => ({
      id,
      from,
      to,
      kind,
      labelWidth: measure(text, type.small),
    }));
    const beside = new Set(hidden('steps') ? [] : scene.outcomes.map((outcome) => outcome.id));
    return planRoutes(obstacles, wanted, this.#columns, beside, new Set([this.#rows]));
  }

  #header(width: number): void {
    const header = headerBox(this.#scene, width - 2 * space.page - 24);
    this.#place(header, space.page + 12, this.#y);
    this.#lanes.push({
      id: 'header',
      title: 'Process',
      zone: 'page',
      y: this.#y,
      height: header.height,
      collapsed: false,
      border: undefined,
    });
    this.#y += header.height + 20;
  }

  #personas(grid: Grid, width: number): void {
    const { personas } = this.#scene;
    if (personas.length === 0) return;
    const left = grid.lefts[0] as number;
    this.#lane('personas', 'Who buys', 'page', undefined, (top) => {
      let x = left;
      let y = top;
      let bottom = top;
      for (const persona of personas) {
        const chip = personaChip(persona);
        if (x > left && x + chip.width > width - space.page) {
          x = left;
          y = bottom + space.stack;
        }
        this.#place(chip, x, y);
        x += chip.width + 10;
        bottom = Math.max(bottom, y + chip.height);
      }
      return bottom;
    });
  }

  #stages(grid: Grid): void {
    const { stages, journeys } = this.#scene;
    if (stages.length === 0) return;
    this.#lane('stages', 'Buyer’s journey', 'buyer', undefined, (top) => {
      let y = top;
      if (journeys.length > 1) {
        const captions = journeys
          .filter((journey) => journey.count > 0)
          .map((journey) => {
            const span = spanOf(grid, journey.first, journey.first + journey.count - 1);
            const box = draft('journey', 'stages', journey, span.width, { name: `Journey: ${journey.text}` });
            box.height = write(box, journey.text, 'smallStrong', 0, 0, span.width, { tone: 'muted', maxLines: 2 });
            this.#place(box, span.x, y);
            return box;
          });
        y = Math.max(...captions.map((box) => box.y + box.height)) + 6;
      }
      const boxes = stages.map((stage, column) => stageChevron(stage, this.#chevronWidth(grid, column), column));
      const height = Math.max(...boxes.map((box) => box.height));
      boxes.forEach((box, column) => {
        box.height = height;
        finishChevron(box, stages[column] as Scene['stages'][number]);
        this.#place(box, (grid.lefts[column] as number) - (column === 0 ? 0 : TIP), y);
      });
      return y + height;
    });
  }

  /** Chevrons reach over the gap so that each tip lies in the next one's notch. */
  #chevronWidth(grid: Grid, column: number): number {
    const left = grid.lefts[column] as number;
    const next = grid.lefts[column + 1];
    return (next === undefined ? left + grid.columnWidth + TIP : next - 4) - left + (column === 0 ? 0 : TIP);
  }

  #notes(kind: 'does' | 'asks', title: string, grid: Grid): void {
    const { stages } = this.#scene;
    if (stages.every((stage) => stage[kind].length === 0)) return;
    this.#lane(kind, title, 'buyer', undefined, (top) =>
      this.#stack(grid, top, space.stack, (column) =>
        (stages[column]?.[kind] ?? []).map((note) => buyerNote(note, kind, grid.columnWidth, column)),
      ),
    );
  }

  #stuck(grid: Grid): void {
    const { stages } = this.#scene;
    if (stages.every((stage) => stage.stuck.length === 0)) return;
    this.#lane('stuck', 'Buyer is stuck', 'buyer', undefined, (top) =>
      this.#stack(grid, top, 10, (column) =>
        (stages[column]?.stuck ?? []).map((point) => stuckCard(point, grid.columnWidth, column)),
      ),
    );
  }

  /** One pile of boxes per column. */
  #stack(grid: Grid, top: number, gap: number, boxes: (column: number) => readonly Draft[]): number {
    let bottom = top;
    for (let column = 0; column < this.#columns; column++) {
      let y = top;
      for (const box of boxes(column)) {
        this.#place(box, grid.lefts[column] as number, y);
        y += box.height + gap;
        bottom = Math.max(bottom, y - gap);
      }
    }
    return bottom;
  }

  #steps(grid: Grid, counts: ReadonlyMap<number, number>, gapTops: Map<number, number>): void {
    const { throughout, outcomes, stages } = this.#scene;
    this.#lane('steps', 'Sales steps', 'seller', stages.length === 0 ? undefined : 'interaction', (top) => {
      let y = top;
      if (throughout.length > 0) y = this.#throughout(grid, y);
      gapTops.set(0, y - space.rowGap);
      if ((counts.get(0) ?? 0) > 0) {
        gapTops.set(0, y - 10);
        y += rowGapHeight(counts.get(0) as number) - 10;
      }
      const outcomesTop = y;
      y = this.#cardRows(this.#cells, 'steps', 0, grid, y, counts, gapTops, (card) => ({
        card,
        below: [],
        height: card.height,
      }));
      let bottom = y;
      let place = outcomesTop;
      for (const outcome of outcomes) {
        const card = outcomeCard(outcome, space.outcomes);
        this.#place(card, grid.outcomesLeft, place);
        this.#blocks.set(card.id, card);
        place += card.height + 10;
        bottom = Math.max(bottom, place - 10);
      }
      if (this.#cells.length === 0) {
        const words =
          stages.length === 0
            ? 'Without a journey no step has a place here yet.'
            : 'No step helps the buyer on this journey.';
        bottom = Math.max(
          bottom,
          write(
            this.#furniture,
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

  #throughout(grid: Grid, top: number): number {
    const left = grid.lefts[0] as number;
    const width = (grid.lefts.at(-1) as number) + grid.columnWidth - left;
    const lead = 'In every open step:';
    const box = draft(
      'throughout',
      'steps',
      { ...this.#scene.process, text: lead, facts: [], change: undefined },
      width,
      {
        id: `${this.#scene.process.path}/throughout`,
        name: 'In every open step',
      },
    );
    writeLine(box, lead, 'strong', space.card, 10, 'ink');
    let y = 10;
    const indent = space.card + measure(lead, type.strong) + 16;
    const beside = width - indent > 200;
    if (!beside) y += 20;
    for (const gate of this.#scene.throughout) {
      const row = draft('criterion', 'steps', gate, width, { name: `In every open step: ${gate.text}` });
      const x = beside ? indent : space.card;
      put(row, `gate-${gate.gate}`, x, 1, 2 * GATE, 2 * GATE, gate.gate === 'unproven' ? 'open' : 'accent');
      const records = gate.records.map((record) => record.text).join('; ');
      const bottom = write(row, gate.text, 'body', x + 22, 0, width - x - 22 - space.card, { maxLines: 3 });
      row.height =
        records === ''
          ? bottom
          : write(row, records, 'small', x + 22, bottom, width - x - 22 - space.card, { tone: 'muted', maxLines: 2 });
      nest(box, row, 0, y);
      y += row.height + 5;
    }
    box.height = y + 6;
    this.#place(box, left, top);
    return top + box.height + space.rowGap;
  }

  /** Rows of cards with the gaps their lines need; returns the y below the last gap. */
  #cardRows(
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
      const also = lane === 'steps' ? elsewhere.map((column) => this.#scene.stages[column]?.text ?? '') : [];
      const card = stepCard(step, lane, span.width, [first, last], also);
      this.#ticks(card, mainColumns(step, this.#scene.journeys), span.x, grid);
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
        this.#place(card, 0, y);
        for (const box of below) this.#place(box, 0, y);
        const last = below.at(-1) ?? card;
        this.#blocks.set(card.id, { x: card.x, y: card.y, width: card.width, height: last.y + last.height - card.y });
      }
      y += height;
      const tracks = counts.get(firstRow + row + 1) ?? 0;
      gapTops.set(firstRow + row + 1, y);
      if (row < rows.size - 1 || tracks > 0) y += rowGapHeight(tracks);
    }
    return y;
  }

  /** Pointers on the upper edge of a card over several columns: which of them it helps. */
  #ticks(card: Draft, columns: readonly number[], left: number, grid: Grid): void {
    if (columns.length < 2) return;
    for (const column of columns) {
      const middle = (grid.lefts[column] as number) + grid.columnWidth / 2 - left;
      put(card, 'tick', middle - 7, -7, 14, 8, 'accent');
    }
  }

  #groups(
    lane: 'backstage' | 'crm',
    title: string,
    zone: Zone,
    grid: Grid,
    make: typeof backstageGroup,
    none: string,
  ): void {
    if (this.#cells.length === 0) return;
    this.#lane(lane, title, zone, lane === 'backstage' ? 'visibility' : undefined, (top) => {
      const bottoms = Array.from({ length: this.#columns }, () => top);
      for (const { step, first, last } of this.#cells) {
        const span = spanOf(grid, first, last);
        const group = make(step, lane, span.width, [first, last]);
        if (group === undefined) continue;
        const y = Math.max(...bottoms.slice(first, last + 1));
        this.#place(group, span.x, y);
        for (let column = first; column <= last; column++) bottoms[column] = y + group.height + 10;
      }
      const bottom = Math.max(...bottoms) - 10;
      if (bottom >= top) return bottom;
      return write(this.#furniture, none, 'body', grid.lefts[0] as number, top, grid.columnWidth, { tone: 'muted' });
    });
  }

  /** Steps that belong to no stage, each with what happens behind it and its records. */
  #outsideLane(grid: Grid, counts: ReadonlyMap<number, number>, gapTops: Map<number, number>): void {
    if (this.#outside.length === 0) return;
    const hasJourney = this.#scene.stages.length > 0;
    const title = hasJourney ? 'Outside the journey' : 'Steps in order';
    this.#lane('outside', title, 'page', undefined, (top) => {
      const gap = this.#rows + 1;
      gapTops.set(gap, top - space.rowGap);
      let y = top;
      if ((counts.get(gap) ?? 0) > 0) {
        gapTops.set(gap, top - 10);
        y += rowGapHeight(counts.get(gap) as number) - 10;
      }
      return this.#cardRows(this.#outside, 'outside', gap, grid, y, counts, gapTops, (card, step) => {
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
    });
  }

  #coverage(grid: Grid): void {
    const { stages } = this.#scene;
    if (stages.length === 0) return;
    this.#lane('coverage', 'Coverage', 'page', undefined, (top) =>
      this.#stack(grid, top, 0, (column) => [
        coverageCell(stages[column] as Scene['stages'][number], grid.columnWidth, column),
      ]),
    );
  }

  #legend(width: number): void {
    const withLevels = this.#scene.steps.some((step) => step.gates.some((gate) => gate.enforcement.length > 0));
    const top = this.#y + 14;
    this.#y = legend(this.#furniture, space.page + 12, top, width - 2 * space.page - 24, withLevels);
    this.#lanes.push({
      id: 'legend',
      title: 'Legend',
      zone: 'page',
      y: top,
      height: this.#y - top,
      collapsed: false,
      border: undefined,
    });
  }

  /** Opens a lane, fills it, and closes it at the bottom the filling returns; a collapsed one keeps only its name. */
  #lane(id: LaneId, title: string, zone: Zone, border: Lane['border'], fill: (top: number) => number): void {
    const y = this.#y;
    if (border !== undefined) this.#y += 22;
    const start = this.#y;
    const collapsed = this.#collapsed.has(id);
    const top = start + space.lane;
    const titleBottom = write(this.#rail, title, 'smallStrong', space.page + 12, top, space.rail - 24, { tone: 'ink' });
    const bottom = Math.max(titleBottom, collapsed ? top : fill(top));
    this.#y = bottom + space.lane;
    if (border !== undefined) this.#borderText(border, y);
    this.#lanes.push({ id, title, zone, y: start, height: this.#y - start, collapsed, border });
  }

  #borderText(border: 'interaction' | 'visibility', y: number): void {
    const words = border === 'interaction' ? 'Line of interaction' : 'Line of visibility';
    writeLine(this.#rail, words, 'small', space.page + 12, y + 3.5, 'muted');
  }

  #place(box: Draft, x: number, y: number): void {
    move(box, x, y);
    this.#drafts.push(box);
  }

  #lines(courses: ReturnType<typeof planCourses>, gapTops: ReadonlyMap<number, number>): Line[] {
    const lines = new Map(this.#scene.lines.map((line) => [line.id, line]));
    return drawLines(courses, lines, this.#blocks, gapTops);
  }
}

function findingsOf(scene: Scene): readonly SceneFinding[] {
  const found = new Map<number, SceneFinding>();
  const add = (findings: readonly SceneFinding[]): void => {
    for (const finding of findings) found.set(finding.index, finding);
  };
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
