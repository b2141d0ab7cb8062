import type { PageData } from '../../../../server/src/overlay/html.ts';
import type { LaneId } from '../../../../server/src/overlay/layout/layout.ts';
import { layoutScene } from '../../../../server/src/overlay/layout/overlay.ts';
import { patchBetween, patched } from '../../../../server/src/overlay/patch.ts';
import { type Picture, pictureOf } from '../../../../server/src/overlay/picture.ts';
import { printInStrips } from './print.ts';
import { View } from './view.ts';

/**
 * The exported page: the same view as in the editor over scenes that are in the page, laid out and drawn by the same
 * code, without a text to go to. `scripts/bundle-page.ts` puts it into every exported HTML file.
 */
const data = JSON.parse(document.getElementById('picture')?.textContent ?? 'null') as PageData;
const still = document.getElementById('still') as HTMLElement;
const root = document.getElementById('app') as HTMLElement;

const processes = data.pictures.map(({ scene, variantOf }) => ({
  id: scene.process.path,
  title: scene.process.text,
  ...(variantOf === undefined ? {} : { variantOf }),
}));
let shown = data.process;
let collapsed: readonly LaneId[] = [];

function draw(): Picture {
  const { scene } = data.pictures.find((each) => each.scene.process.path === shown) as PageData['pictures'][number];
  const layout = layoutScene(scene, collapsed);
  const findings = layout.findings.map(
    ({ index, ...finding }) => [index, { ...finding, path: '', fixes: [] }] as const,
  );
  return pictureOf(layout, { process: shown, state: 'current', processes, findings: new Map(findings) });
}

let picture = draw();
const nothing = (): void => undefined;
const view = new View(root, {
  hasText: false,
  reveal: nothing,
  revealFinding: nothing,
  fix: nothing,
  explain: (finding) => {
    const url = picture.findings.find(({ id }) => id === finding)?.url ?? '';
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
  const next = draw();
  // What stays the same is known by identity.
  picture = patched(picture, patchBetween(picture, next) ?? { fields: [] }) as Picture;
  document.title = picture.title;
  view.show(picture, {});
}

document.documentElement.classList.add('live');
still.remove();
show();
printInStrips(root.querySelector('.area') as HTMLElement, () => picture);
