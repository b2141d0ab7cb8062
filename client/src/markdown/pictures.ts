import * as vscode from 'vscode';
import type { PictureParams, PictureResult } from '../../../server/src/lsp/protocol.ts';
import type { Session } from '../feature.ts';
import { toBase64 } from '../server/files.ts';
import { escapeHtml, type MarkdownIt, withPictures } from './fences.ts';

/** What `activate` answers; the Markdown preview looks for it. */
export interface MarkdownPlugin {
  extendMarkdownIt<M extends MarkdownIt>(markdown: M): M;
}

/** Pictures of that many blocks are kept. */
const CACHE_SIZE = 100;

/**
 * When the preview is refreshed after the last picture has come, in milliseconds: more than once, since a preview that is
 * still being opened may show what it rendered before the picture was there, even if it was refreshed meanwhile.
 */
const REFRESHED_AFTER = [50, 1000, 4000];

/**
 * Pictures below fenced `salesflow` blocks of the Markdown preview.
 *
 * The preview renders at once, the server answers later: a block without a picture yet is drawn as it is, and the
 * preview is refreshed when pictures have come.
 */
export function markdownPictures({ context, server }: Session): MarkdownPlugin {
  const cache = new Map<string, PictureResult | 'coming'>();
  let refreshing: ReturnType<typeof setTimeout>[] = [];
  const stop = () => {
    for (const timer of refreshing) clearTimeout(timer);
  };
  const refresh = () => {
    stop();
    const now = () => void vscode.commands.executeCommand('markdown.preview.refresh');
    refreshing = REFRESHED_AFTER.map((delay) => setTimeout(now, delay));
  };
  const fetch = (key: string, params: PictureParams) => {
    const oldest = cache.keys().next();
    if (cache.size >= CACHE_SIZE && !oldest.done) cache.delete(oldest.value);
    cache.set(key, 'coming');
    server.request('salesflow/picture', params).then(
      (result) => {
        cache.set(key, result);
        refresh();
      },
      (error: unknown) => server.warn(`Picture of a Markdown block: ${String(error)}`),
    );
  };
  context.subscriptions.push(
    vscode.window.onDidChangeActiveColorTheme(refresh),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('salesflow.markdown')) refresh();
    }),
    { dispose: stop },
  );
  const picture = (text: string): string => {
    if (!vscode.workspace.getConfiguration('salesflow').get('markdown.pictures', true)) return '';
    const theme = exportTheme(vscode.window.activeColorTheme.kind);
    const key = `${theme}\n${text}`;
    const known = cache.get(key);
    if (known === undefined) fetch(key, { text, theme });
    return typeof known === 'object' ? html(known) : '';
  };
  return { extendMarkdownIt: (markdown) => withPictures(markdown, picture) };
}

/** The resolved palette nearest to the editor's theme. */
export function exportTheme(kind: vscode.ColorThemeKind): PictureParams['theme'] {
  if (kind === vscode.ColorThemeKind.HighContrast) return 'hc-dark';
  if (kind === vscode.ColorThemeKind.HighContrastLight) return 'hc-light';
  return kind === vscode.ColorThemeKind.Dark ? 'dark' : 'light';
}

/** As an image: nothing of the picture can act or clash within the page. */
function html({ svg, summary }: PictureResult): string {
  if (svg === '') return '';
  const data = toBase64(new TextEncoder().encode(svg));
  return `<p class="salesflow-picture"><img src="data:image/svg+xml;base64,${data}" alt="${escapeHtml(summary)}"></p>`;
}
