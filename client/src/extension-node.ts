import type * as vscode from 'vscode';
import { activateWith } from './activate.ts';
import type { MarkdownPlugin } from './markdown/pictures.ts';
import { nodeClient } from './server/transport-node.ts';

export function activate(context: vscode.ExtensionContext): MarkdownPlugin {
  return activateWith(context, 'node', nodeClient);
}
