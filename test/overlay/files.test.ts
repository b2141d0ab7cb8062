import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bundlePage } from '../../scripts/bundle-page.ts';
import { generateAdvances } from '../../scripts/generate-font-metrics.ts';
import { missingCharacters, renderPng } from '../../server/src/overlay/png.ts';
import { loadPngResources } from '../../server/src/overlay/png-node.ts';
import { renderSvg } from '../../server/src/overlay/svg.ts';
import { measure } from '../../server/src/overlay/text/measure.ts';
import { readFont } from '../../server/src/overlay/text/truetype.ts';
import { wrap } from '../../server/src/overlay/text/wrap.ts';
import { type } from '../../server/src/overlay/type.ts';
import { stress } from './stress.ts';
import { overlayOf } from './support.ts';

const generated = (name: string): string =>
  readFileSync(new URL(`../../server/src/overlay/generated/${name}`, import.meta.url), 'utf8');

test('the committed advance table is that of the shipped font', () => {
  const fresh = generateAdvances() === generated('advances.ts');
  expect(fresh, 'Run `node scripts/generate-font-metrics.ts`.').toBe(true);
});

test('the committed script of exported pages is that of the preview', async () => {
  const fresh = (await bundlePage()) === generated('page.ts');
  expect(fresh, 'Run `node scripts/bundle-page.ts`.').toBe(true);
});

test('widths are those of the font', async () => {
  const { fonts } = await loadPngResources();
  const font = readFont(fonts[0] as Uint8Array);
  const text = 'Größe: “€ 1,250” — Ελλάδα, Київ';
  const exact = [...text].reduce(
    (sum, character) => sum + (font.advance(character.codePointAt(0) as number) as number),
    0,
  );
  expect(measure(text, type.body)).toBeCloseTo((exact / font.unitsPerEm) * type.body.size, 0);
});

test('wrapping keeps to the width and loses nothing before the last line', () => {
  for (const text of [
    'a few words that wrap',
    'Donaudampfschifffahrt'.repeat(5),
    '契約条件を最終決定するために会議を開く。',
    '👩‍👩‍👧‍👦'.repeat(20),
  ]) {
    const { lines, cut } = wrap(text, 90, type.body, 40);
    expect(cut).toBe(false);
    for (const line of lines) expect(line.width).toBeLessThanOrEqual(90);
    expect(
      lines
        .map((line) => line.text)
        .join('')
        .replaceAll(' ', ''),
    ).toBe(text.replaceAll(' ', ''));
  }
  const short = wrap('one two three four five six seven', 60, type.body, 2);
  expect(short.cut).toBe(true);
  expect(short.lines).toHaveLength(2);
  expect(short.lines[1]?.text).toMatch(/…$/);
});

test('a PNG has the picture’s size times the scale, the same bytes each time, and names what no font has', async () => {
  const layout = await overlayOf(stress.cjk as string);
  const svg = renderSvg(layout, { theme: 'light' });
  const resources = await loadPngResources();
  const once = await renderPng(svg, 2, resources);
  const twice = await renderPng(svg, 2, resources);
  expect([once.width, once.height]).toEqual([Math.round(layout.width * 2), Math.round(layout.height * 2)]);
  expect(Buffer.from(once.bytes).equals(Buffer.from(twice.bytes))).toBe(true);
  expect(once.missing).toContain('お');
  expect(
    missingCharacters(renderSvg(await overlayOf(stress.returns as string), { theme: 'light' }), resources.fonts),
  ).toEqual([]);
  await expect(renderPng(svg, 5, resources)).rejects.toThrow(RangeError);
  await expect(renderPng(svg, 1, { ...resources, fonts: [] })).rejects.toThrow(RangeError);
  await expect(renderPng(svg, 1, { ...resources, fonts: [new Uint8Array(40)] })).rejects.toThrow(/not a TrueType/);
});

test('the same project gives the same bytes', async () => {
  const once = renderSvg(await overlayOf(stress.returns as string), { theme: 'dark' });
  expect(renderSvg(await overlayOf(stress.returns as string), { theme: 'dark' })).toBe(once);
});
