import { openWorkspace } from '../model/workspace.ts';
import { layoutOverlay } from '../overlay/layout/overlay.ts';
import { renderSvg } from '../overlay/svg.ts';
import { type Feature, whenReady } from './feature.ts';
import type { PictureParams, PictureResult } from './protocol.ts';

/** A picture of a piece of text that belongs to no file. */
export const picture: Feature = {
  register(context) {
    context.connection.onRequest(
      'salesflow/picture',
      whenReady(context, async ({ text, theme }: PictureParams): Promise<PictureResult> => {
        const root = 'memory:/picture';
        const workspace = await openWorkspace([{ uri: `${root}/block.salesflow`, text }], [root]);
        const model = workspace.model(root);
        const [process] = model.processes;
        if (!process) return { svg: '', summary: '' };
        const layout = layoutOverlay(model, process.id, []);
        return { svg: renderSvg(layout, { theme }), summary: layout.summary };
      }),
    );
  },
};
