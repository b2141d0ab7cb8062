import type * as vscode from 'vscode';
import { activateWith } from './activate.ts';
import type { MarkdownPlugin } from './markdown/pictures.ts';
import { browserClient } from './server/transport-browser.ts';

export function activate(context: vscode.ExtensionContext): MarkdownPlugin {
  return activateWith(context, 'web', browserClient);
}
