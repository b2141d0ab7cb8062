import type * as vscode from 'vscode';
import { activateWith } from './activate.ts';
import type { MarkdownPlugin } from './markdown/pictures.ts';

export function activate(context: vscode.ExtensionContext): MarkdownPlugin {
  return activateWith(context, 'web', async (...given) =>
    (await import('./server/transport-browser.ts')).browserClient(...given),
  );
}
