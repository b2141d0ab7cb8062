import type { Tone } from './layout/layout.ts';
import { type Colour, editorVariables, type FileTheme, type PictureTheme, palettes } from './theme.ts';
import { type TypeName, type } from './type.ts';

const family = "Inter,'Segoe UI',system-ui,-apple-system,'Helvetica Neue',Arial,sans-serif";

/** Tones that texts and signs may have; each is a colour of the palette. */
export const tones: readonly Tone[] = [
  'ink',
  'muted',
  'accent',
  'reverse',
  'open',
  'pass',
  'error',
  'warning',
  'info',
  'added',
  'removed',
  'moved',
  'changed',
];

const sheets = new Map<PictureTheme, string>();

/**
 * The style sheet of the picture. Files get one palette as plain colours (PNG renderers know no CSS variables); the
 * editor gets variables.
 */
export function overlayCss(theme: PictureTheme): string {
  const known = sheets.get(theme);
  if (known !== undefined) return known;
  const sheet = theme === 'editor' ? editorCss() : rules((colour) => palettes[theme][colour]);
  sheets.set(theme, sheet);
  return sheet;
}

const bodyClasses: Readonly<Record<FileTheme, string>> = {
  light: 'body.vscode-light',
  dark: 'body.vscode-dark',
  'hc-light': 'body.vscode-high-contrast-light',
  'hc-dark': 'body.vscode-high-contrast:not(.vscode-high-contrast-light)',
};

function editorCss(): string {
  const variables = (Object.keys(bodyClasses) as FileTheme[]).map((theme) => {
    const list = Object.entries(palettes[theme]).map(([colour, value]) => {
      const variable = editorVariables[colour as Colour];
      return `--sf-${colour}:${variable === undefined ? value : `var(${variable},${value})`}`;
    });
    return `${bodyClasses[theme]}{${list.join(';')}}`;
  });
  return `${variables.join('\n')}\n${rules((colour) => `var(--sf-${colour})`)}`;
}

function rules(colour: (name: Colour) => string): string {
  const sheet: [selector: string, declarations: string][] = [
    ['text', `font-family:${family}`],
    ...(Object.keys(type) as TypeName[]).map((name): [string, string] => {
      const { size, weight } = type[name];
      return [`.y-${name}`, `font-size:${size}px;font-weight:${weight === 'semibold' ? 600 : 400}`];
    }),
    ...tones.map((tone): [string, string] => [`.t-${tone}`, `fill:${colour(tone)}`]),
    ...tones.map((tone): [string, string] => [
      `.s-${tone}`,
      `fill:none;stroke:${colour(tone)};stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round`,
    ]),
    ['.struck', 'text-decoration:line-through'],
    ['.page', `fill:${colour('page')}`],
    ...(['buyer', 'seller', 'backstage', 'crm'] as const).map((zone): [string, string] => [
      `.zone-${zone}`,
      `fill:${colour(zone)}`,
    ]),
    ['.zone-page', `fill:${colour('page')}`],
    ['.rule', `stroke:${colour('rule')};stroke-width:1;fill:none`],
    ['.border', `stroke:${colour('muted')};stroke-width:1;stroke-dasharray:2 4;stroke-linecap:round;fill:none`],
    ['.card', `fill:${colour('card')};stroke:${colour('edge')};stroke-width:1`],
    ['.group', `fill:${colour('card')};stroke:${colour('rule')};stroke-width:1`],
    ['.open', `fill:${colour('openCard')};stroke:${colour('open')};stroke-width:1.5;stroke-dasharray:5 4`],
    ['.ghost', `fill:none;stroke:${colour('muted')};stroke-width:1;stroke-dasharray:3 4`],
    ['.stage', `fill:${colour('stage')};stroke:${colour('accent')};stroke-width:1`],
    ['.on-stage', `fill:${colour('onStage')}`],
    ['.hit,.ghost', 'pointer-events:all'],
    ['.hit', 'fill:none'],
    ['.on-box', 'pointer-events:none'],
    ['.box.is-dim+.on-box', 'opacity:.18'],
    ['.gate', `fill:${colour('card')};stroke-width:1.75;stroke-linejoin:round`],
    ['.gate-filled', `fill:${colour('accent')}`],
    ['.gate-accent', `stroke:${colour('accent')}`],
    ['.gate-open', `stroke:${colour('open')}`],
    ['.pill', `fill:${colour('card')};stroke-width:1`],
    ...tones.map((tone): [string, string] => [`.p-${tone}`, `stroke:${colour(tone)}`]),
    ['.line', `fill:none;stroke:${colour('muted')};stroke-width:1.5;stroke-linejoin:round`],
    ['.line-return', 'stroke-dasharray:5 4'],
    ['.line-auto', 'stroke-dasharray:1 4;stroke-linecap:round'],
    ['.head', `fill:${colour('muted')}`],
    ...(['added', 'removed', 'moved', 'changed'] as const).map((change): [string, string] => [
      `.change-${change}`,
      `stroke:${colour(change)};stroke-width:2.5${change === 'removed' ? ';stroke-dasharray:3 4' : ''}`,
    ]),
  ];
  return sheet.map(([selector, declarations]) => `.salesflow ${selector}{${declarations}}`).join('\n');
}
