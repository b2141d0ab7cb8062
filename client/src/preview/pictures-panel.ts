import * as vscode from 'vscode';
import type { Place } from '../../../server/src/lsp/protocol.ts';
import { pageHtml } from './html.ts';
import { readToExtension, type ToWebview } from './messages.ts';
import { revealRange } from './source.ts';

export interface Picture {
  readonly title: string;
  readonly svg: string;
  readonly table?: string;
}

export interface Change {
  /** A sentence. */
  readonly text: string;
  readonly at?: Place;
}

/** Shows pictures that are not live, with what they mean in words; a sentence with a place leads there. */
export function showPictures(
  context: vscode.ExtensionContext,
  title: string,
  pictures: readonly Picture[],
  changes: readonly Change[] = [],
): vscode.WebviewPanel {
  const panel = vscode.window.createWebviewPanel(
    'salesflow.pictures',
    title,
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist')],
    },
  );
  const content: ToWebview = {
    type: 'pictures',
    title,
    pictures: pictures.map((picture) => ({ title: picture.title, svg: picture.svg, table: picture.table ?? '' })),
    changes: changes.map(({ text, at }) => ({ text, linked: at !== undefined })),
  };
  panel.webview.onDidReceiveMessage((message: unknown) => {
    const known = readToExtension(message);
    if (known?.type === 'ready') void panel.webview.postMessage(content);
    if (known?.type !== 'change') return;
    const place = changes[known.index]?.at;
    if (place !== undefined) void revealRange(place, panel.viewColumn);
  });
  panel.webview.html = pageHtml(panel.webview, context.extensionUri, title, '<main id="app"></main>');
  return panel;
}
