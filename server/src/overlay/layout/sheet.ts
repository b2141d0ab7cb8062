import type { Scene } from '../scene/scene.ts';
import { type Draft, draft, move, write, writeLine } from './draft.ts';
import { type Grid, space } from './grid.ts';
import type { Lane, LaneId, Rect, Zone } from './layout.ts';
import { type Cell, packOutside, packRows } from './pack.ts';

/** Columns of a picture without a journey, where steps stand in the order of the process. */
const COLUMNS_WITHOUT_JOURNEY = 4;

/** A picture being laid out from top to bottom, lane by lane. */
export class Sheet {
  readonly scene: Scene;
  readonly collapsed: ReadonlySet<LaneId>;
  readonly columns: number;
  /** Steps in the grid of the journey. */
  readonly cells: readonly Cell[];
  /** Steps that belong to no stage. */
  readonly outside: readonly Cell[];
  /** Rows of {@link cells}. */
  readonly rows: number;
  readonly lanes: Lane[] = [];
  readonly drafts: Draft[] = [];
  readonly rail: Draft;
  readonly furniture: Draft;
  /** Where lines may end: cards with what hangs below them. */
  readonly blocks = new Map<string, Rect>();
  /** The lower end of what is laid out. */
  y: number = space.page;

  constructor(scene: Scene, collapsed: ReadonlySet<LaneId>) {
    this.scene = scene;
    this.collapsed = collapsed;
    this.columns = scene.stages.length || Math.max(1, Math.min(COLUMNS_WITHOUT_JOURNEY, scene.steps.length));
    this.cells = packRows(scene.steps, scene.journeys);
    this.outside = packOutside(
      scene.steps.filter((step) => step.columns.length === 0),
      this.columns,
    );
    this.rows = this.cells.reduce((most, cell) => Math.max(most, cell.row + 1), 0);
    this.rail = draft('fact', 'header', scene.process, 0);
    this.furniture = draft('fact', 'header', scene.process, 0);
  }

  /** Whether the steps stand in their own order, for want of a journey to stand along. */
  get withoutJourney(): boolean {
    return this.scene.stages.length === 0 && this.outside.length > 0;
  }

  /** Opens a lane, fills it, and closes it at the bottom the filling returns; a collapsed one keeps only its name. */
  lane(id: LaneId, title: string, zone: Zone, border: Lane['border'], fill: (top: number) => number): void {
    const y = this.y;
    if (border !== undefined) this.y += 22;
    const start = this.y;
    const collapsed = this.collapsed.has(id);
    const top = start + space.lane;
    const titleBottom = write(this.rail, title, 'smallStrong', space.page + 12, top, space.rail - 24, { tone: 'ink' });
    const bottom = Math.max(titleBottom, collapsed ? top : fill(top));
    this.y = bottom + space.lane;
    if (border !== undefined) this.borderText(border, y);
    this.lanes.push({ id, title, zone, y: start, height: this.y - start, collapsed, border });
  }

  private borderText(border: 'interaction' | 'visibility', y: number): void {
    const words = border === 'interaction' ? 'Line of interaction' : 'Line of visibility';
    writeLine(this.rail, words, 'small', space.page + 12, y + 3.5, 'muted');
  }

  /** Puts a box into the picture. */
  place(box: Draft, x: number, y: number): void {
    move(box, x, y);
    this.drafts.push(box);
  }

  /** One pile of boxes per column. */
  stack(grid: Grid, top: number, gap: number, boxes: (column: number) => readonly Draft[]): number {
    let bottom = top;
    for (let column = 0; column < this.columns; column++) {
      let y = top;
      for (const box of boxes(column)) {
        this.place(box, grid.lefts[column] as number, y);
        y += box.height + gap;
        bottom = Math.max(bottom, y - gap);
      }
    }
    return bottom;
  }
}
