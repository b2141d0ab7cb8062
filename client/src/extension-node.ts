import type * as vscode from 'vscode';
import { activateWith } from './activate.ts';
import { makeExecutable } from './crm/executable-node.ts';
import type { MarkdownPlugin } from './markdown/pictures.ts';

export function activate(context: vscode.ExtensionContext): MarkdownPlugin {
  return activateWith(
    context,
    'node',
    async (...given) => (await import('./server/transport-node.ts')).nodeClient(...given),
    makeExecutable,
  );
}
