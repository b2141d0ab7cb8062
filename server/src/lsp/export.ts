import { renderHtml } from '../overlay/html.ts';
import { renderMarkdown } from '../overlay/markdown.ts';
import { type PngResources, renderPng } from '../overlay/png.ts';
import { renderSvg } from '../overlay/svg.ts';
import { type Feature, whenReady } from './feature.ts';
import type { Host } from './host.ts';
import { drawProcess, familyScenes } from './pictures.ts';
import type { ExportParams, ExportResult } from './protocol.ts';

/** The overlay as a file. */
export const exportPicture: Feature = {
  register(context) {
    const { connection, session, host } = context;
    connection.onRequest(
      'salesflow/export',
      whenReady(context, async ({ uri, process, format, theme, scale }: ExportParams): Promise<ExportResult> => {
        const drawn = drawProcess(session, uri, process);
        if (!drawn) throw new Error('There is no process to draw. Declare one: process NAME for JOURNEY { … }');
        const { layout } = drawn;
        const name = `${drawn.process.name}.${format}`;
        const asText = (content: string): ExportResult => ({ name, encoding: 'utf8', content, warnings: [] });
        switch (format) {
          case 'svg':
            return asText(renderSvg(layout, { theme }));
          case 'html':
            return asText(await renderHtml(layout, { theme, family: familyScenes(session, drawn) }));
          case 'md':
            return asText(renderMarkdown(layout));
          case 'png': {
            const { bytes, missing } = await renderPng(renderSvg(layout, { theme }), scale ?? 2, await resources(host));
            const warnings =
              missing.length > 0 ? [`The font has no picture of ${missing.slice(0, 20).join(' ')}.`] : [];
            return { name, encoding: 'base64', content: base64(bytes), warnings };
          }
        }
      }),
    );
  },
};

async function resources(host: Host): Promise<PngResources> {
  const [wasm, ...fonts] = await Promise.all(
    ['resvg.wasm', 'Inter-Regular.ttf', 'Inter-SemiBold.ttf'].map((name) => host.asset(name)),
  );
  const found = fonts.filter((font) => font !== undefined);
  if (!wasm || found.length === 0)
    throw new Error('The renderer for PNG is not installed beside the server. Export SVG instead, or reinstall.');
  return { wasm, fonts: found };
}

function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(parts.join(''));
}
