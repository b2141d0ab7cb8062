import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bpmn } from '../../../server/src/crm/documents/bpmn/index.ts';
import { findBrowser } from '../../e2e/launch/browser.ts';
import { project } from '../../support/project.ts';
import { documents, exampleTexts, newBusiness } from '../support.ts';

/** Lanes, a branch, a loop, a parking place, parallel tracks and steps after the sale. */
const rich = `
role AE "Account executive" role Legal "Legal" role CSM "Customer success"
process Big "Enterprise sale" {
  owner AE
  step Discovery "Hold the discovery call" { then Offer when deal.amount < 10000 otherwise { after 30 days lose as Silent after 5 days hold as Parked } }
  parallel { step Security "Pass the security review" { owner Legal } step Terms "Agree the redlines" { owner Legal } }
  step Offer "Send the offer" { otherwise { after 10 days return to Discovery } }
  hold Parked "Parked" { then Discovery when deal.next_step is set }
  won Won "Closed won" { handoff to CSM }
  lost Lost "Closed lost" { reason Silent "Went silent" }
  after won { step Kickoff "Hold the kick-off" { owner CSM } }
}`;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const { executable, args } = await findBrowser(join(tmpdir(), 'salesflow-browser'));
  browser = await chromium.launch({ executablePath: executable, args: [...args] });
  page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  await page.setContent('<div id="canvas" style="width:1580px;height:880px"></div>');
  await page.addScriptTag({
    path: createRequire(import.meta.url).resolve('bpmn-js/dist/bpmn-viewer.production.min.js'),
  });
});
afterAll(() => browser?.close());

/** Opens a diagram as a person would; gives the warnings, and the shapes that are drawn. */
async function open(xml: string): Promise<{ warnings: number; shapes: number; flows: number; touched: string[] }> {
  return page.evaluate(async (text) => {
    interface Drawn {
      readonly textContent: string;
      getBoundingClientRect(): { left: number; right: number; top: number; bottom: number };
      getTotalLength(): number;
      getPointAtLength(at: number): { matrixTransform(matrix: unknown): { x: number; y: number } };
      getScreenCTM(): unknown;
    }
    const Viewer = (
      globalThis as unknown as {
        BpmnJS: new (
          options: object,
        ) => {
          importXML(xml: string): Promise<{ warnings: unknown[] }>;
          get(name: string): { zoom(how: string): void };
        };
      }
    ).BpmnJS;
    const { document } = globalThis as unknown as {
      document: {
        getElementById(id: string): { innerHTML: string };
        querySelectorAll(selector: string): Iterable<Drawn> & { length: number };
      };
    };
    document.getElementById('canvas').innerHTML = '';
    const viewer = new Viewer({ container: '#canvas' });
    const { warnings } = await viewer.importXML(text);
    viewer.get('canvas').zoom('fit-viewport');
    // Points of all lines, close enough together to hit any letter.
    const points = [...document.querySelectorAll('.djs-connection .djs-visual > path')].flatMap((path) => {
      const length = path.getTotalLength();
      const matrix = path.getScreenCTM();
      return Array.from({ length: Math.ceil(length / 4) + 1 }, (_, index) =>
        path.getPointAtLength(Math.min(length, index * 4)).matrixTransform(matrix),
      );
    });
    const touched = [...document.querySelectorAll('text.djs-label')].filter((label) => {
      const box = label.getBoundingClientRect();
      return points.some(({ x, y }) => x > box.left && x < box.right && y > box.top + 1 && y < box.bottom - 1);
    });
    return {
      touched: touched.map((label) => label.textContent),
      warnings: warnings.length,
      shapes: document.querySelectorAll('.djs-shape:not(.djs-label)').length,
      flows: document.querySelectorAll('.djs-connection').length,
    };
  }, xml);
}

describe('a BPMN diagram in bpmn-js, in a real browser', () => {
  it('opens without a warning, with every shape and flow drawn', async () => {
    for (const text of [...exampleTexts(), newBusiness, rich]) {
      const { model } = await project(text);
      for (const { content } of documents(bpmn.generate(model, {}))) {
        const drawn = await open(content);
        const written = (tag: string) => content.split(`<bpmndi:${tag} `).length - 1;
        expect(drawn.warnings).toBe(0);
        expect(drawn.touched).toEqual([]);
        expect(drawn.shapes).toBeGreaterThanOrEqual(written('BPMNShape'));
        expect(drawn.flows).toBe(written('BPMNEdge'));
      }
    }
    if (process.env.BPMN_SCREENSHOT) await page.screenshot({ path: process.env.BPMN_SCREENSHOT });
  });
});
