import type { PreviewResult } from '../../../../server/src/lsp/protocol.ts';
import type { PageData } from '../../../../server/src/overlay/html.ts';
import type { LaneId, OverlayLayout } from '../../../../server/src/overlay/layout/layout.ts';
import { layoutScene } from '../../../../server/src/overlay/layout/overlay.ts';
import { renderSvg } from '../../../../server/src/overlay/svg.ts';
import { renderTable } from '../../../../server/src/overlay/table.ts';
import { View } from './view.ts';

/**
 * The exported page: the same view as in the editor over scenes that are in the page, laid out and drawn by the same
 * code, without a text to go to. `scripts/bundle-page.ts` puts it into every exported HTML file.
 */
const data = JSON.parse(document.getElementById('picture')?.textContent ?? 'null') as PageData;
const still = document.getElementById('still') as HTMLElement;
const root = document.getElementById('app') as HTMLElement;

const processes = data.pictures.map(({ scene, variantOf }) => ({
  name: scene.process.path,
  title: scene.process.text,
  ...(variantOf === undefined ? {} : { variantOf }),
}));
let shown = data.process;
let collapsed: readonly LaneId[] = [];

function draw(): PreviewResult {
  const { scene } = data.pictures.find((each) => each.scene.process.path === shown) as PageData['pictures'][number];
  return pictureOf(layoutScene(scene, collapsed));
}

const nowhere = { uri: '', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };

function pictureOf(layout: OverlayLayout): PreviewResult {
  const position = new Map(layout.findings.map((finding, index) => [finding.index, index]));
  return {
    root: '',
    process: shown,
    title: layout.title,
    stale: false,
    processes,
    svg: renderSvg(layout, { theme: data.theme, interactive: true, styled: false }),
    table: renderTable(layout),
    boxes: layout.boxes.map((box) => ({
      ...box,
      source: nowhere,
      name: nowhere,
      findings: box.findings.flatMap((index) => position.get(index) ?? []),
    })),
    findings: layout.findings.map((finding) => ({ ...finding, at: nowhere, fixes: [] })),
    personas: layout.personas,
    owners: layout.owners,
    lanes: layout.lanes.map(({ id, title }) => ({ id, title })),
  };
}

let picture = draw();
const nothing = (): void => undefined;
const view = new View(root, {
  hasText: false,
  reveal: nothing,
  revealFinding: nothing,
  fix: nothing,
  explain: (finding) => {
    const url = picture.findings[finding]?.url ?? '';
    if (url.startsWith('https://')) window.open(url, '_blank', 'noopener');
  },
  process: (name) => {
    shown = name;
    show();
  },
  back: () => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined),
  save: (arrangement) => {
    const lanes = arrangement.collapsed as readonly LaneId[];
    if (lanes.join() === collapsed.join()) return;
    collapsed = lanes;
    show();
  },
});

function show(): void {
  picture = draw();
  document.title = picture.title;
  view.show(picture, {});
}

document.documentElement.classList.add('live');
still.remove();
show();
