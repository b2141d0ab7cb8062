import type { PreviewBox, PreviewResult } from '../../../../server/src/lsp/protocol.ts';
import { View } from './view.ts';

/**
 * The exported page: the same view as in the editor over the picture and tables that are in the page, without a text
 * to go to. `scripts/bundle-page.ts` puts it into every exported HTML file.
 */
type Exported = Pick<PreviewResult, 'process' | 'title' | 'findings' | 'personas' | 'owners'> & {
  readonly boxes: readonly Omit<PreviewBox, 'source' | 'name'>[];
};

const nowhere = { uri: '', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };

const data = JSON.parse(document.getElementById('picture')?.textContent ?? 'null') as Exported;
const still = document.getElementById('still') as HTMLElement;
const root = document.getElementById('app') as HTMLElement;
const svg = still.querySelector('svg') as SVGSVGElement;
const picture: PreviewResult = {
  ...data,
  root: '',
  stale: false,
  processes: [],
  lanes: [],
  svg: new XMLSerializer().serializeToString(svg),
  table: still.querySelector('.salesflow-tables')?.outerHTML ?? '',
  boxes: data.boxes.map((box) => ({ ...box, source: nowhere, name: nowhere })),
};

const nothing = (): void => undefined;
const view = new View(root, {
  reveal: nothing,
  revealFinding: nothing,
  fix: nothing,
  explain: (finding) => {
    const url = picture.findings[finding]?.url ?? '';
    if (url.startsWith('https://')) window.open(url, '_blank', 'noopener');
  },
  process: nothing,
  back: () => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined),
  save: nothing,
});
document.documentElement.classList.add('live');
still.remove();
view.show(picture, {});
