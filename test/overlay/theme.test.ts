import { expect, test } from 'vitest';
import { overlayCss } from '../../server/src/overlay/css.ts';
import { type Colour, palettes, themes } from '../../server/src/overlay/theme.ts';

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const grounds: readonly Colour[] = ['page', 'buyer', 'seller', 'backstage', 'crm', 'card', 'openCard'];
const texts: readonly Colour[] = [
  'ink',
  'muted',
  'accent',
  'open',
  'error',
  'warning',
  'info',
  'added',
  'removed',
  'moved',
  'changed',
];
const marks: readonly Colour[] = ['pass', 'edge'];

for (const theme of themes) {
  const palette = palettes[theme];
  test(`${theme}: text has a contrast of 4.5 and marks of 3 on every ground`, () => {
    for (const ground of grounds) {
      for (const text of texts) {
        expect(contrast(palette[text], palette[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
      for (const mark of marks) {
        expect(contrast(palette[mark], palette[ground]), `${mark} on ${ground}`).toBeGreaterThanOrEqual(3);
      }
    }
    for (const disc of ['accent', 'muted'] as const) {
      expect(contrast(palette.reverse, palette[disc]), `number on ${disc}`).toBeGreaterThanOrEqual(4.5);
    }
    for (const sign of ['error', 'warning', 'info', 'open'] as const) {
      expect(contrast(palette.reverse, palette[sign]), `inside of ${sign}`).toBeGreaterThanOrEqual(3);
    }
    expect(contrast(palette.onStage, palette.stage)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.ink, palette.openCard)).toBeGreaterThanOrEqual(4.5);
  });

  test(`${theme}: files carry plain colours, no variables`, () => {
    expect(overlayCss(theme)).not.toContain('var(');
  });
}

test('the editor gets a palette for every kind of theme', () => {
  const css = overlayCss('editor');
  for (const kind of ['vscode-light', 'vscode-dark', 'vscode-high-contrast-light', 'vscode-high-contrast:not']) {
    expect(css).toContain(`body.${kind}`);
  }
});
