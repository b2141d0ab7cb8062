import * as vscode from 'vscode';
import { ask, assert, test, workspaceFolder } from './harness.ts';

test('the extension activates when a process file opens', async () => {
  const document = await vscode.workspace.openTextDocument(
    vscode.Uri.joinPath(workspaceFolder(), 'new-business.salesflow'),
  );
  await vscode.window.showTextDocument(document);
  assert(document.languageId === 'salesflow', `language is ${document.languageId}`);
  await ask('screenshot', { name: 'activation' });
});
