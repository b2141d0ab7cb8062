import type { Severity, Standard } from '../model/finding.ts';
import { type ContentTable, contentTables, headline } from './contents.ts';
import type { OverlayLayout } from './layout/layout.ts';
import { type Layer, piecesOf } from './pieces.ts';

/**
 * What a page shows of a process: the drawing in pieces, what can be pointed at in it, and all of it in words. Plain
 * data without places in the source. Lengths are CSS pixels.
 */
export interface Picture {
  /** Name of the process; empty when the project has a journey but no process yet. */
  readonly process: string;
  readonly title: string;
  /** The accessible name of the drawing. */
  readonly summary: string;
  /**
   * `current`; where some file of the project has syntax errors, `earlier`: the last picture without, or `partial`:
   * there was none yet, and this one shows what could be read.
   */
  readonly state: 'current' | 'earlier' | 'partial';
  readonly processes: readonly PictureProcess[];
  readonly width: number;
  readonly height: number;
  /** Right edge of the strip with the lanes' names. */
  readonly rail: number;
  readonly lanes: readonly {
    readonly id: string;
    readonly title: string;
    readonly y: number;
    readonly height: number;
  }[];
  readonly layers: readonly Layer[];
  /** In reading order. */
  readonly boxes: readonly PictureBox[];
  /** Those of the boxes. */
  readonly findings: readonly PictureFinding[];
  /** How many findings concern the process: some are on nothing that is drawn, such as the process itself. */
  readonly found: number;
  readonly personas: readonly { readonly id: string; readonly title: string }[];
  readonly owners: readonly { readonly id: string; readonly title: string }[];
  /** The figures of the head line, in words. */
  readonly headline: string;
  readonly tables: readonly PictureTable[];
}

export interface PictureProcess {
  /** The name. */
  readonly id: string;
  readonly title: string;
  readonly variantOf?: string;
}

/** Something in the picture that was written somewhere: `[data-id]` of the drawing. */
export interface PictureBox {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  /** What the detail card says: criteria, proofs, plans, questions. */
  readonly facts: readonly { readonly term: string; readonly text: string }[];
  /** Ids of {@link Picture.findings}. */
  readonly findings: readonly string[];
  /** Ids of {@link Picture.personas}; empty: all. */
  readonly personas: readonly string[];
  /** Ids of {@link Picture.owners}. */
  readonly owners: readonly string[];
  /** A stuck point that no step helps, or a stage without steps. */
  readonly gap: boolean;
  /** The piece that it is drawn in, and where in it. */
  readonly piece: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PictureFinding {
  /** Rule, place in the model and message: the same as long as the finding is. */
  readonly id: string;
  readonly rule: string;
  readonly standard: Standard;
  readonly severity: Severity;
  readonly message: string;
  readonly url: string;
  readonly fixes: readonly { readonly title: string; readonly safety: 'safe' | 'suggestion' }[];
}

/** A table in words; a cell is a list of lines, the first cell of a row its header. */
export interface PictureTable {
  /** The title. */
  readonly id: string;
  readonly head: readonly string[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly (readonly string[])[] }[];
}

/** What a picture is made of besides its layout. */
export interface PictureContent extends Pick<Picture, 'process' | 'state' | 'processes'> {
  /** The findings that boxes of the layout name by their position; some may be left out. */
  readonly findings: ReadonlyMap<number, Omit<PictureFinding, 'id'> & { readonly path: string }>;
}

export function pictureOf(layout: OverlayLayout, content: PictureContent): Picture {
  const { process, state, processes } = content;
  const findings = new Map<number, PictureFinding>();
  const used = new Map<string, number>();
  for (const [index, { path, ...finding }] of content.findings) {
    const key = `${finding.rule} ${path} ${finding.message}`;
    const times = used.get(key) ?? 0;
    used.set(key, times + 1);
    findings.set(index, { id: times === 0 ? key : `${key}\n${times}`, ...finding });
  }
  return {
    process,
    title: layout.title,
    summary: layout.summary,
    state,
    processes,
    width: layout.width,
    height: layout.height,
    rail: layout.railRight,
    lanes: layout.lanes.map(({ id, title, y, height }) => ({ id, title, y, height })),
    layers: piecesOf(layout),
    boxes: boxesOf(layout, findings),
    findings: [...findings.values()],
    found: Object.values(layout.scene.totals.severities).reduce((sum, count) => sum + count, 0),
    personas: layout.personas,
    owners: layout.owners,
    headline: headline(layout.scene),
    tables: contentTables(layout.scene).map(tableOf),
  };
}

function boxesOf(layout: OverlayLayout, findings: ReadonlyMap<number, PictureFinding>): readonly PictureBox[] {
  const byId = new Map(layout.boxes.map((box) => [box.id, box]));
  return layout.boxes.map((box) => {
    let root = box;
    for (let above = byId.get(box.parent ?? ''); above !== undefined; above = byId.get(above.parent ?? ''))
      root = above;
    return {
      id: box.id,
      kind: box.kind,
      title: box.title,
      facts: box.facts,
      findings: box.findings.flatMap((index) => findings.get(index)?.id ?? []),
      personas: box.personas,
      owners: box.owners,
      gap: box.gap,
      piece: root.id,
      x: rounded(box.x - root.x),
      y: rounded(box.y - root.y),
      width: rounded(box.width),
      height: rounded(box.height),
    };
  });
}

/** Sums of lengths differ in their last digits with what lies above; a box that only moves should stay the same. */
function rounded(length: number): number {
  return Math.round(length * 100) / 100;
}

/** Rows are known by what they are about, so that a row that comes or goes leaves the others as they are. */
function tableOf({ title, head, rows }: ContentTable): PictureTable {
  const used = new Map<string, number>();
  return {
    id: title,
    head,
    rows: rows.map((cells) => {
      const name = (cells[0] ?? []).join(' ');
      const times = used.get(name) ?? 0;
      used.set(name, times + 1);
      return { id: times === 0 ? name : `${name}\n${times}`, cells };
    }),
  };
}
