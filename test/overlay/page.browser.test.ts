import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../server/src/overlay/html.ts';
import { layoutOverlay } from '../../server/src/overlay/layout/overlay.ts';
import { buildScene } from '../../server/src/overlay/scene/build.ts';
import { renderSvg } from '../../server/src/overlay/svg.ts';
import { themes } from '../../server/src/overlay/theme.ts';
import { project } from '../support/project.ts';
import { browserPath, launch } from './browser.ts';
import { everywhere, hostile } from './hostile.ts';
import { stress } from './stress.ts';
import { lintedOverlayOf, overlayOf } from './support.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const rich = (stress.outside as string).replace('helps K1', 'during S1');
const withFindings = Object.fromEntries(
  ['people', 'journey', 'new-business'].map((name) => [
    `${name}.salesflow`,
    readFileSync(new URL(`../e2e/workspace/${name}.salesflow`, import.meta.url), 'utf8'),
  ]),
);

describe.skipIf(browserPath === undefined)('the exported page in a real browser', () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  let served = { body: '', contentType: 'text/html' };

  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
    await page.route('https://page.test/favicon.ico', (route) => route.fulfill({ status: 204 }));
    await page.route('https://page.test/', (route) => route.fulfill(served));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('dialog', (dialog) => {
      problems.push(`opens a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('popup', () => problems.push('opens a window'));
    await page.addInitScript(
      "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))",
    );
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(?:about|data):|^https:\/\/page\.test\/(?:favicon\.ico)?$/.test(request.url()))
        problems.push(`loads ${request.url()}`);
    });
  });
  afterAll(() => browser?.close());

  /** Opens a document as a page of its own, with its own policy in force. */
  async function open(content: string, contentType = 'text/html'): Promise<void> {
    problems.length = 0;
    served = { body: content, contentType };
    await page.goto('https://page.test/');
  }

  const focused = (): Promise<string | undefined> =>
    page.evaluate('document.activeElement?.dataset?.id') as Promise<string | undefined>;

  for (const theme of themes) {
    test(`axe finds nothing in ${theme}, whatever is open`, async () => {
      await open(await renderHtml((await lintedOverlayOf(withFindings)).layout, { theme }));
      // The checker is put in through the debugger, past the page's policy.
      await page.evaluate(`${axeSource}; undefined`);
      const found: Record<string, readonly string[]> = {};
      const check = async (what: string): Promise<void> => {
        await page.waitForTimeout(200);
        found[what] = (await page.evaluate(
          "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 160)).slice(0, 3).join(' | ')))",
        )) as string[];
      };
      await check('as it opens, with its tables');
      expect(await page.locator('.salesflow-tables table').count()).toBeGreaterThan(2);
      await page.locator('g.box[data-findings]').first().focus();
      await page.locator('.card-detail').waitFor({ state: 'visible' });
      await check('with a detail open');
      await page.getByText('Lanes', { exact: true }).click();
      await check('with the lanes open');
      await page.locator('.search').fill('champion');
      await page.getByRole('combobox', { name: 'Severity' }).selectOption({ index: 2 });
      await check('with a search and a filter');
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((what) => [what, []])));
      expect(problems).toEqual([]);
    });
  }

  test('everything can be done with the keyboard alone', async () => {
    await open(await renderHtml(await overlayOf(rich), { theme: 'light' }));
    for (let presses = 0; presses < 30 && (await focused()) === undefined; presses++) await page.keyboard.press('Tab');
    expect(await focused()).toBeDefined();
    expect(await page.locator('.card-detail').isVisible()).toBe(true);

    await page.keyboard.press('Control+Home');
    const first = await focused();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).not.toBe(first);
    await page.keyboard.press('g');
    const gap = await focused();
    expect(gap).toMatch(/^(?:stuck|stage):/);
    await page.keyboard.press('g');
    await page.keyboard.press('End');
    const end = await focused();
    await page.keyboard.press('Home');
    expect(await focused()).not.toBe(end);

    const width = (): Promise<string | null> => page.locator('svg.salesflow').getAttribute('width');
    const before = await width();
    await page.keyboard.press('-');
    expect(await width()).not.toBe(before);
    await page.keyboard.press('0');
    await page.keyboard.press('/');
    await page.keyboard.type('forecast');
    expect(await page.locator('g.box.is-dim').count()).toBeGreaterThan(5);
    expect(await page.locator('g.box[data-id="step:Sale.Forecast"].is-dim').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('lanes fold, variants turn, and filters, zoom and panning work as in the editor', async () => {
    const { model, findings } = await project(stress.variants as string);
    const scenes = model.processes.map((each) => ({
      scene: buildScene(model, each.id, findings),
      ...(each.variantOf === undefined ? {} : { variantOf: each.variantOf.text }),
    }));
    const [base, variant] = model.processes.map((each) => each.name) as [string, string];
    const layout = layoutOverlay(model, model.processes[0]?.id ?? '', findings);
    await open(await renderHtml(layout, { theme: 'light', family: scenes }));
    const svg = page.locator('svg.salesflow');
    const size = async (name: string): Promise<number> => Number(await svg.getAttribute(name));
    const box = (id: string) => page.locator(`g.box[data-id="${id}"]`);

    const tabs = page.locator('.toolbar .process');
    expect(await tabs.count()).toBe(model.processes.length);
    expect(await tabs.nth(0).getAttribute('aria-pressed')).toBe('true');

    const height = await size('height');
    expect(await box(`step:${base}.T0/crm`).count()).toBe(1);
    await page.getByText('Lanes', { exact: true }).click();
    await page.getByRole('checkbox', { name: 'In the CRM' }).uncheck();
    await expect.poll(() => box(`step:${base}.T0/crm`).count()).toBe(0);
    expect(await size('height')).toBeLessThan(height);
    await page.getByRole('checkbox', { name: 'In the CRM' }).check();
    await expect.poll(() => size('height')).toBe(height);
    await page.getByText('Lanes', { exact: true }).click();

    await tabs.nth(1).click();
    await expect.poll(() => page.locator(`g.box[data-id^="step:${variant}."]`).count()).toBeGreaterThan(0);
    expect(await tabs.nth(1).getAttribute('aria-pressed')).toBe('true');
    expect(await page.title()).toBe(model.processes[1]?.label?.value);
    expect(await svg.locator('[data-change]').count()).toBeGreaterThan(0);
    await tabs.nth(0).click();
    await expect.poll(() => box(`step:${base}.T0`).count()).toBe(1);

    const dimmed = (): Promise<number> => page.locator('g.box.is-dim').count();
    for (const name of ['Persona', 'Owner', 'Standard', 'Severity']) {
      const select = page.getByRole('combobox', { name, exact: true });
      await select.selectOption({ index: 1 });
      if (name !== 'Persona') expect(await dimmed(), name).toBeGreaterThan(0);
      await select.selectOption({ index: 0 });
      expect(await dimmed(), name).toBe(0);
    }
    await page.getByRole('checkbox', { name: 'Gaps only' }).check();
    expect(await dimmed()).toBeGreaterThan(0);
    await page.getByRole('checkbox', { name: 'Gaps only' }).uncheck();

    const fitted = await size('width');
    for (let clicks = 0; clicks < 4; clicks++) await page.getByRole('button', { name: 'Zoom in' }).click();
    expect(await size('width')).toBeGreaterThan(fitted * 2);
    const area = page.locator('.area');
    const scrolled = (): Promise<number> => area.evaluate((each) => each.scrollLeft);
    const before = await scrolled();
    const [x, y] = (await page.evaluate(`(() => {
      for (let y = 800; y > 200; y -= 10) for (let x = 1200; x > 400; x -= 10)
        if (document.elementFromPoint(x, y)?.closest('[data-id]') === null) return [x, y];
    })()`)) as [number, number];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 200, y - 50, { steps: 4 });
    await page.mouse.up();
    expect(await scrolled()).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'Fit to width' }).click();
    expect(await size('width')).toBe(fitted);
    expect(problems).toEqual([]);
  });

  test('pointing at a card shows its detail', async () => {
    await open(await renderHtml(await overlayOf(rich), { theme: 'light' }));
    await page.locator('g.box[data-id="step:Sale.T0"]').hover({ position: { x: 60, y: 20 } });
    await page.locator('.card-detail').waitFor({ state: 'visible' });
    expect(await page.locator('.card-detail').textContent()).toContain('Account executive');
  });

  test('without scripts the page shows the picture and the tables', async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false });
    await plain.setContent(await renderHtml(await overlayOf(rich), { theme: 'light' }));
    expect(await plain.locator('svg.salesflow').isVisible()).toBe(true);
    expect(await plain.locator('.salesflow-tables table').count()).toBeGreaterThan(2);
    expect(await plain.locator('.salesflow-tables table').first().isVisible()).toBe(true);
    await plain.close();
  });

  test('printed, the picture fits on the first landscape page, and a tall one follows in strips, uncut', async () => {
    for (const [text, strips] of [
      ['process Sale "Small" {\n  step One "Hold the call" { }\n}\n', 0],
      [rich, 2],
      [stress['forty-steps'] as string, 3],
    ] as const) {
      await open(await renderHtml(await overlayOf(text), { theme: 'light' }));
      for (const [format, width, height] of [
        ['A4', 297, 210],
        ['A3', 420, 297],
        ['Letter', 279, 216],
      ] as const) {
        const pdf = (await page.pdf({ format, landscape: true })).toString('latin1');
        const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
        // The picture, its strips, and at least a page of tables.
        expect(pages, `${format} of ${strips}`).toBeGreaterThanOrEqual(strips + 2);

        const inside = [((width - 20) * 96) / 25.4, ((height - 20) * 96) / 25.4] as const;
        await page.setViewportSize({ width: Math.floor(inside[0]), height: Math.floor(inside[1]) });
        await page.emulateMedia({ media: 'print' });
        await page.evaluate("dispatchEvent(new Event('beforeprint'))");
        const sizes = (await page.evaluate(
          "[...document.querySelectorAll('.area > svg, .print-page, .salesflow-tables table')].map((each) => { const { left, right, height } = each.getBoundingClientRect(); return [each.localName, left, right, height]; })",
        )) as [string, number, number, number][];
        const [picture, ...rest] = sizes;
        expect(picture?.[3]).toBeGreaterThan(100);
        expect(rest.filter(([name]) => name === 'figure').length).toBeGreaterThanOrEqual(strips);
        for (const [name, left, right, high] of sizes) {
          expect(left, name).toBeGreaterThanOrEqual(0);
          expect(right, name).toBeLessThanOrEqual(inside[0]);
          if (name !== 'table') expect(high, name).toBeLessThanOrEqual(inside[1]);
        }
        await page.evaluate("dispatchEvent(new Event('afterprint'))");
        expect(await page.locator('.print-page').count()).toBe(0);
        await page.emulateMedia({ media: null });
      }
    }
    await page.setViewportSize({ width: 1300, height: 900 });
    expect(problems).toEqual([]);
  });

  test('hostile labels run nowhere: not in the page, not in its cards, not in the picture alone', async () => {
    for (const text of hostile) {
      const { model, findings } = await project(everywhere(text));
      const [base, variant] = model.processes.map((each) => each.id) as [string, string];
      const layout = layoutOverlay(model, base, findings);
      const family = [{ scene: layout.scene }, { variantOf: 'Sale', scene: buildScene(model, variant, findings) }];
      await open(await renderHtml(layout, { theme: 'light', family }));
      for (const id of ['step:Sale.One', 'stuck:J.S.K', 'persona:P']) {
        await page.evaluate(
          `document.querySelector('g.box[data-id="${id}"]')?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))`,
        );
      }
      expect(await page.evaluate('window.hacked'), text).toBeUndefined();
      expect(await page.locator('.card-detail').isVisible()).toBe(true);
      await page.locator('.toolbar .process').nth(1).click();
      await page.locator('g.box[data-id="step:Small.Five"]').waitFor({ state: 'attached' });
      expect(await page.evaluate('window.hacked'), text).toBeUndefined();
      expect(await page.locator('#app iframe, #app img, #app script').count()).toBe(0);
      expect(problems).toEqual([]);
      await open(renderSvg(layout, { theme: 'dark' }), 'image/svg+xml');
      expect(await page.evaluate('window.hacked'), text).toBeUndefined();
      expect(
        await page.evaluate("document.documentElement.tagName + document.querySelectorAll('parsererror').length"),
      ).toBe('svg0');
    }
  });
});
