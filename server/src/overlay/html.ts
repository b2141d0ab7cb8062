import { overlayCss } from './css.ts';
import { pageScript, pageStyles } from './generated/page.ts';
import type { OverlayLayout } from './layout/layout.ts';
import type { Scene } from './scene/scene.ts';
import { renderSvg } from './svg.ts';
import { renderTable } from './table.ts';
import { escapeText } from './text/escape.ts';
import { type Colour, type FileTheme, palettes } from './theme.ts';

/** What the page's script draws from: scenes without their places in the source, which a reader of the file has not. */
export interface PageData {
  readonly theme: FileTheme;
  /** Name of the process shown first. */
  readonly process: string;
  readonly pictures: readonly { readonly variantOf?: string; readonly scene: Scene }[];
}

export interface HtmlOptions {
  readonly theme: FileTheme;
  /** The scenes one can turn to, such as those of all variants; without them only that of the layout. */
  readonly family?: PageData['pictures'];
}

/**
 * A page of its own with the picture, everything one can do with it in the editor's preview, and the tables.
 *
 * Nothing is loaded from elsewhere and its content security policy allows only its own script and styles, by hash.
 * Without scripts it shows picture and tables; printed, the picture fills a landscape page of whatever paper.
 */
export async function renderHtml(layout: OverlayLayout, options: HtmlOptions): Promise<string> {
  const { theme } = options;
  const styles = [variables(theme), pageStyles, overlayCss(theme), exportStyles].join('\n');
  const policy = [
    "default-src 'none'",
    `script-src '${await sourceHash(pageScript)}'`,
    `style-src '${await sourceHash(styles)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const svg = renderSvg(layout, { theme, interactive: true, styled: false });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(layout.title)}</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1 class="for-screen-readers">${escapeText(layout.title)}</h1>
<div id="app"></div>
<div id="still">
<figure>${svg}</figure>
${renderTable(layout)}
</div>
</main>
<script type="application/json" id="picture">${data(layout, options)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

/** {@link PageData} as JSON that cannot end its element. */
function data(layout: OverlayLayout, { theme, family }: HtmlOptions): string {
  const content: PageData = {
    theme,
    process: layout.scene.process.path,
    pictures: family ?? [{ scene: layout.scene }],
  };
  const json = JSON.stringify(content, (key, value: unknown) => (PLACES.has(key) ? undefined : value));
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const PLACES: ReadonlySet<string> = new Set(['span', 'nameSpan'] satisfies (keyof Scene['process'])[]);

async function sourceHash(content: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

/** The editor's colour variables that the page's styles use, from the palette of the theme. */
const editorColours: Readonly<Record<string, Colour>> = {
  'editor-background': 'page',
  'editor-foreground': 'ink',
  descriptionForeground: 'muted',
  'panel-border': 'rule',
  'dropdown-background': 'card',
  'dropdown-foreground': 'ink',
  'dropdown-border': 'edge',
  'input-background': 'card',
  'input-foreground': 'ink',
  focusBorder: 'accent',
  'charts-orange': 'open',
  'editorWidget-background': 'card',
  'editorWidget-foreground': 'ink',
  'widget-border': 'edge',
  'editorHoverWidget-background': 'card',
  'editorHoverWidget-foreground': 'ink',
  'editorHoverWidget-border': 'edge',
  'textLink-foreground': 'accent',
  'editorInfo-foreground': 'info',
  'editorWarning-foreground': 'warning',
  'editorError-foreground': 'error',
  'inputValidation-warningBackground': 'openCard',
  'inputValidation-warningForeground': 'ink',
  'inputValidation-warningBorder': 'open',
};

function variables(theme: FileTheme): string {
  const palette = palettes[theme];
  const list = Object.entries(editorColours).map(([name, colour]) => `--vscode-${name}:${palette[colour]}`);
  const scheme = theme === 'dark' || theme === 'hc-dark' ? 'dark' : 'light';
  return `:root{color-scheme:${scheme};${list.join(';')};--vscode-font-family:Inter,'Segoe UI',system-ui,sans-serif}`;
}

const exportStyles = `
main { height: 100%; }
html:not(.live), html:not(.live) body { height: auto; overflow: auto; }
figure { margin: 0; }
.salesflow-tables { padding: 12px 24px; }
.salesflow-tables table { border-collapse: collapse; margin: 16px 0; }
.salesflow-tables caption { text-align: start; font-weight: 600; padding: 4px 0; }
.salesflow-tables :is(th, td) { border: 1px solid var(--vscode-dropdown-border); padding: 4px 8px; text-align: start; vertical-align: top; overflow-wrap: break-word; }
.salesflow-tables ul { margin: 0; padding-inline-start: 16px; }
@page { size: landscape; margin: 10mm; }
.print-page { display: none; }
@media print {
  html, body, main, #app, .area { display: block; height: auto !important; overflow: visible !important; contain: none; }
  .toolbar, .counts, .banner, .card-detail, .sticky-copy { display: none !important; }
  svg.salesflow { width: 100%; height: auto; max-height: 100vh; break-inside: avoid; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .for-screen-readers { position: static; width: auto; height: auto; margin: 0; overflow: visible; clip-path: none; white-space: normal; contain: none; break-before: page; font-size: 9pt; }
  tr, caption, li { break-inside: avoid; }
  li { overflow-wrap: anywhere; }
  td:has(li) { min-width: 7em; }
  caption, thead { break-after: avoid; }
  .salesflow-tables { padding: 0 2px; }
  .print-page { display: block; break-before: page; break-inside: avoid; }
  .print-page svg.salesflow { display: block; max-height: none; }
  h1.for-screen-readers { display: none; }
  [data-sticky] { transform: none; }
}
`.trim();
