import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ToExtension } from '../../../client/src/preview/messages.ts';
import type { LaneId } from '../../../server/src/overlay/layout/layout.ts';
import { patchBetween } from '../../../server/src/overlay/patch.ts';
import { type Picture, pictureOf } from '../../../server/src/overlay/picture.ts';
import { browserPath, launch } from '../../overlay/browser.ts';
import { shaped } from '../../overlay/stress.ts';
import { lintedOverlayOf } from '../../overlay/support.ts';

const POLICY =
  "default-src 'none'; script-src 'nonce-n'; img-src blob: data:; font-src 'self'; base-uri 'none'; form-action 'none'";
const state = { uri: 'file:///a.salesflow', process: '', pinned: false, view: {} };

async function pictureFrom(text: string, more: Partial<Picture> = {}, collapsed: LaneId[] = []): Promise<Picture> {
  const { layout, findings } = await lintedOverlayOf(text, { collapsed });
  const shown = findings.map((finding, index) => {
    const { rule, standard, severity, message, url, path } = finding;
    const fixes = finding.fixes().map(({ title, safety }) => ({ title, safety }));
    return [index, { rule, standard, severity, message, url, path, fixes }] as const;
  });
  const content = { process: 'Sale', state: 'current', processes: [], findings: new Map(shown) } as const;
  const picture = pictureOf(layout, content);
  return JSON.parse(JSON.stringify({ ...picture, ...more })) as Picture;
}

const base = shaped({ stages: 4, steps: 9, span: 2 });
const relabelled = base.replace('step T4 "Agree part 5', 'step T4 "Agree on part 5');
const taller = relabelled.replace('within 3 days', 'within 3 days\n exit { done "One more" done "And another" }');

describe.skipIf(browserPath === undefined)("the preview's own page in a real browser", () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  const posted: ToExtension[] = [];

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('../../../client/src/preview/webview/main.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
    });
    const script = outputFiles[0]?.text ?? '';
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 900, height: 600 } });
    await page.exposeFunction('posted', (message: ToExtension) => posted.push(message));
    await page.addInitScript(
      'globalThis.acquireVsCodeApi = () => ({ postMessage: (m) => void posted(m), getState() {}, setState() {} })',
    );
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.route('https://preview.test/**', (route) =>
      route.request().url().endsWith('.ttf')
        ? route.fulfill({ status: 204 })
        : route.request().url().endsWith('preview.js')
          ? route.fulfill({ contentType: 'text/javascript', body: script })
          : route.fulfill({
              contentType: 'text/html',
              headers: { 'Content-Security-Policy': POLICY },
              body: '<!doctype html><html lang="en" data-assets=""><title>Preview</title><body class="vscode-light"><main id="app"></main><script nonce="n" src="/preview.js"></script></body></html>',
            }),
    );
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    problems.length = 0;
    posted.length = 0;
    await page.goto('https://preview.test/');
  });

  let version = 0;
  let shown: Picture;
  async function tell(message: object): Promise<void> {
    await page.evaluate(
      `new Promise((resolve) => { addEventListener('message', () => requestAnimationFrame(resolve), { once: true }); postMessage(${JSON.stringify(message)}, '*'); })`,
    );
  }
  async function show(picture: Picture): Promise<void> {
    shown = picture;
    await tell({ type: 'show', version: ++version, picture, state });
  }
  async function update(picture: Picture): Promise<void> {
    const patch = patchBetween(shown, picture) ?? { fields: [] };
    shown = picture;
    await tell({ type: 'update', from: version, version: ++version, patch, state });
  }
  const drawn = () =>
    page.evaluate(
      "document.querySelector('svg.salesflow').outerHTML.replace(/ (?:tabindex|aria-current|width|height)=\"[^\"]*\"/g, '').replace(/ is-[a-z]+/g, '')",
    );
  const tables = () => page.evaluate("document.querySelector('.salesflow-tables')?.innerHTML");
  const box = (id: string) => page.locator(`g.box[data-id="${id}"]`);

  test('a picture that follows is drawn as if it were the first', async () => {
    const pictures = [
      await pictureFrom(base),
      await pictureFrom(relabelled),
      await pictureFrom(taller),
      await pictureFrom(taller, {}, ['crm']),
      await pictureFrom(shaped({ stages: 6, steps: 5 })),
      await pictureFrom('process Sale "Alone" { step One "Only step" { } }'),
      await pictureFrom(base),
    ];
    const live: unknown[] = [];
    for (const [at, picture] of pictures.entries()) {
      await (at === 0 ? show(picture) : update(picture));
      await page.waitForTimeout(300);
      live.push([await drawn(), await tables()]);
    }
    for (const [at, picture] of pictures.entries()) {
      await page.goto('https://preview.test/');
      await show(picture);
      expect(live[at], `picture ${at}`).toEqual([await drawn(), await tables()]);
    }
    expect(problems).toEqual([]);
    expect(posted.filter(({ type }) => type === 'resend')).toEqual([]);
  });

  test('focus, marks, detail and place survive what is typed', async () => {
    await show(await pictureFrom(base));
    await tell({ type: 'highlight', ids: ['step:Sale.T4'] });
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await box('step:Sale.T4').focus();
    await page.evaluate(
      "document.querySelector('.area').scrollTo(40, 120); document.activeElement.sameNode = 'yes'; document.activeElement.querySelector('rect').sameNode = 'yes'",
    );
    await page.locator('.card-detail').waitFor({ state: 'visible' });
    const place = () =>
      page.evaluate("[document.querySelector('.area').scrollLeft, document.querySelector('.area').scrollTop]");
    const [before, width] = [await place(), await page.locator('svg.salesflow').getAttribute('width')];
    await update(await pictureFrom(relabelled));
    await update(await pictureFrom(taller));
    expect(
      await page.evaluate(
        "[document.activeElement.dataset.id, document.activeElement.sameNode, document.activeElement.querySelector('rect').sameNode, document.activeElement.getAttribute('tabindex'), document.activeElement.getAttribute('aria-current')]",
      ),
    ).toEqual(['step:Sale.T4', 'yes', 'yes', '0', 'true']);
    expect(await box('step:Sale.T4').getAttribute('aria-label')).toContain('Agree on part 5');
    expect(await page.locator('.card-detail').textContent()).toContain('Agree on part 5');
    expect(await place()).toEqual(before);
    expect(await page.locator('svg.salesflow').getAttribute('width')).toBe(width);
    expect(await page.locator('.is-current').count()).toBe(1);
    expect(problems).toEqual([]);
  });

  test('the focus on a button of the detail survives, and goes to the picture where the box is gone', async () => {
    await show(await pictureFrom(base));
    await box('step:Sale.T4').focus();
    await page.keyboard.press('f');
    const active = () => page.evaluate("document.activeElement?.closest('.card-detail') !== null");
    expect(await active()).toBe(true);
    await update(await pictureFrom(relabelled));
    expect(await active()).toBe(true);
    await update(await pictureFrom(shaped({ stages: 4, steps: 3, span: 2 })));
    const id = await page.evaluate('document.activeElement?.dataset?.id');
    expect(id).toBeDefined();
    expect(id).not.toBe('step:Sale.T4');
    expect(await page.locator('.card-open').textContent()).not.toContain('part 5');
  });

  test('the search and an open filter stay while the picture changes', async () => {
    await show(await pictureFrom(base));
    await page.locator('.search').fill('on part 5');
    await page.locator('.search').focus();
    const dim = () => page.locator('g.box[data-id="step:Sale.T4"].is-dim').count();
    expect(await dim()).toBe(1);
    await update(await pictureFrom(taller));
    expect(await page.evaluate("document.activeElement?.classList.contains('search')")).toBe(true);
    expect(await dim()).toBe(0);
    expect(await page.locator('g.box.is-dim').count()).toBeGreaterThan(10);
  });

  test('a change of another picture is not applied: the whole is asked for', async () => {
    await show(await pictureFrom(base));
    const before = await drawn();
    for (const patch of [{ fields: [['title', { is: 7 }]] }, { fields: [['none', { is: 1 }]] }, { is: null }])
      await tell({ type: 'update', from: version, version: version + 1, patch, state });
    await tell({ type: 'update', from: version - 1, version: version + 1, patch: { fields: [] }, state });
    expect(posted.filter(({ type }) => type === 'resend')).toHaveLength(4);
    expect(await drawn()).toBe(before);
    await update(await pictureFrom(relabelled));
    expect(await box('step:Sale.T4').getAttribute('aria-label')).toContain('Agree on part 5');
  });

  test.each([
    '<script>window.hacked = 1</script>',
    '<rect onclick="window.hacked = 1"/>',
    '<a href="javascript:window.hacked=1"><text>x</text></a>',
    '<rect style="fill: url(https://hacked.test)"/>',
    '<image src="https://hacked.test"/>',
    '<foreignObject><iframe srcdoc="x"/></foreignObject>',
    '<g>',
    '&nothing;',
  ])('a piece that is no drawing of ours is not drawn: %s', async (svg) => {
    const picture = await pictureFrom(base);
    const [first, ...rest] = picture.layers;
    await show({
      ...picture,
      layers: [{ ...first, pieces: [{ id: 'all', x: 0, y: 0, svg }] } as (typeof picture.layers)[0], ...rest],
    });
    expect(await page.locator('.banner').textContent()).toBe('The picture could not be read.');
    expect(await page.locator('.area *').count()).toBe(0);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    await show(picture);
    expect(await box('step:Sale.T4').count()).toBe(1);
  });

  test('the banner says what the picture is of while the text has errors', async () => {
    const banner = async () =>
      (await page.locator('.banner').isVisible()) ? page.locator('.banner').textContent() : '';
    await show(await pictureFrom(base, { state: 'partial' }));
    expect(await banner()).toBe('The text has errors. The picture shows what could be read of it.');
    await update(await pictureFrom(base));
    expect(await banner()).toBe('');
    await update(await pictureFrom(base, { state: 'earlier' }));
    expect(await banner()).toBe('The text has errors. This is the last picture without.');
    expect(await page.locator('[data-stale="true"]').count()).toBe(1);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.area')).opacity")).toBe('1');
  });

  test('the stages and the names of the lanes stay in sight, also in a picture that follows', async () => {
    await show(await pictureFrom(base));
    for (let clicks = 0; clicks < 6; clicks++) await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.evaluate("document.querySelector('.area').scrollTo(500, 700)");
    const seen = () =>
      page.evaluate(`(() => {
        const area = document.querySelector('.area').getBoundingClientRect();
        const copy = document.querySelector('.sticky-copy.lane');
        return {
          held: getComputedStyle(copy).visibility,
          top: Math.round(copy.getBoundingClientRect().top - area.top),
          left: Math.round(document.querySelector('.rail').getBoundingClientRect().left - area.left),
          text: copy.textContent,
          names: [...copy.querySelectorAll('[data-id],[tabindex],[aria-label]')].length,
        };
      })()`) as Promise<{ held: string; top: number; left: number; text: string; names: number }>;
    await page.waitForTimeout(100);
    const first = await seen();
    expect(first).toMatchObject({ held: 'visible', names: 0 });
    expect(Math.abs(first.top) + Math.abs(first.left)).toBeLessThan(4);
    await update(await pictureFrom(taller.replace('stage S1 "Agree part 2', 'stage S1 "Settle part 2')));
    await page.waitForTimeout(100);
    const next = await seen();
    expect(next).toMatchObject({ held: 'visible', top: first.top, left: first.left });
    expect(next.text).toContain('Settle part 2');
    expect(await page.locator('.sticky-copy').count()).toBe(2);
  });

  test('the cursor brings its card into view only where it is not', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await show(await pictureFrom(base));
    for (let clicks = 0; clicks < 3; clicks++) await page.getByRole('button', { name: 'Zoom in' }).click();
    const top = () => page.evaluate("document.querySelector('.area').scrollTop") as Promise<number>;
    await page.evaluate("document.querySelector('.area').scrollTo(0, 0)");
    await tell({ type: 'highlight', ids: ['persona:P0'] });
    expect(await top()).toBe(0);
    await tell({ type: 'highlight', ids: ['step:Sale.T8', 'process:Sale'] });
    await expect.poll(top).toBeGreaterThan(100);
    expect(await page.evaluate('document.activeElement === document.body || document.activeElement.tagName')).not.toBe(
      'g',
    );
    const place = await top();
    await tell({ type: 'highlight', ids: ['step:Sale.T8'] });
    expect(await top()).toBe(place);
    await page.emulateMedia({ reducedMotion: null });
  });

  test('pointing and focus show the same detail, every box has a role and a name, and the counts are told', async () => {
    await show(await pictureFrom(base));
    await box('step:Sale.T2').hover({ position: { x: 40, y: 8 } });
    const detail = page.locator('.card-detail');
    await detail.waitFor({ state: 'visible' });
    const pointed = await detail.textContent();
    expect(pointed).toContain('Helps');
    await page.locator('.search').focus();
    await page.mouse.move(1, 1);
    await expect.poll(() => detail.isVisible()).toBe(false);
    await box('step:Sale.T2').focus();
    expect(await detail.textContent()).toBe(pointed);
    const nameless = await page.evaluate(
      "[...document.querySelectorAll('g.box[data-id]')].filter((each) => each.getAttribute('role') !== 'button' || !each.getAttribute('aria-label')).length",
    );
    expect(nameless).toBe(0);
    const counts = page.locator('.counts[role="status"]');
    const before = await counts.textContent();
    await update(await pictureFrom(taller.replace('helps K3', 'during S3')));
    expect(await counts.textContent()).not.toBe(before);
  });

  test('nothing moves by itself for those who ask for that', async () => {
    const motion = () => page.evaluate("getComputedStyle(document.querySelector('g.box')).transitionDuration");
    await show(await pictureFrom(base));
    expect(await motion()).not.toBe('0s');
    await page.evaluate("document.body.classList.add('vscode-reduce-motion')");
    expect(await motion()).toBe('0s');
    await page.evaluate("document.body.classList.remove('vscode-reduce-motion')");
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await motion()).toBe('0s');
    await page.emulateMedia({ reducedMotion: null });
  });

  test('a picture is put on the clipboard as an image of the size asked for', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: 'https://preview.test' });
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20" fill="#c00"/></svg>';
    await tell({ type: 'copy', svg, scale: 2 });
    await expect.poll(() => posted.filter(({ type }) => type === 'copied')).toEqual([{ type: 'copied', error: '' }]);
    const size = await page.evaluate(
      "navigator.clipboard.read().then(([item]) => item.getType('image/png')).then(createImageBitmap).then(({ width, height }) => [width, height])",
    );
    expect(size).toEqual([60, 40]);
    posted.length = 0;
    await tell({ type: 'copy', svg: '<svg', scale: 2 });
    await expect.poll(() => posted.length).toBe(1);
    expect(posted[0]).toMatchObject({ type: 'copied', error: expect.stringMatching(/./) });
  });
});
