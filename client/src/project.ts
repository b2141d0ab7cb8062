import * as vscode from 'vscode';

export const LANGUAGE = 'salesflow';
export const CONFIG_FILE = 'salesflow.config.json';

/**
 * Schemes of the addresses that files of a project have. Not that of the old side of a comparison, and of other texts
 * that merely look like a file: checked apart from their project, they would be full of unknown names.
 */
export function schemes(): ReadonlySet<string> {
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri.scheme) ?? [];
  return new Set(['file', 'untitled', 'vscode-vfs', 'vscode-remote', ...folders]);
}

/** A file of the project at hand: the active one, else the last seen, else any of the workspace. */
export async function currentFile(): Promise<vscode.Uri | undefined> {
  const allowed = schemes();
  const isSource = ({ languageId, uri }: vscode.TextDocument) => languageId === LANGUAGE && allowed.has(uri.scheme);
  const active = vscode.window.activeTextEditor?.document;
  if (active !== undefined && isSource(active)) return active.uri;
  const visible = vscode.window.visibleTextEditors.find(({ document }) => isSource(document));
  if (visible !== undefined) return visible.document.uri;
  const open = vscode.workspace.textDocuments.find(isSource);
  if (open !== undefined) return open.uri;
  return (await vscode.workspace.findFiles('**/*.salesflow', '**/node_modules/**', 1))[0];
}

/** Where new files go: the folder given, else that of the active file, else the workspace's. */
export function currentFolder(chosen?: vscode.Uri): vscode.Uri | undefined {
  if (chosen !== undefined) return chosen;
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active !== undefined && active.scheme !== 'untitled') return vscode.Uri.joinPath(active, '..');
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** Runs a command's body; a failure is shown to the user instead of being lost in the log. */
export function command(id: string, body: (...args: never[]) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: never[]) => {
    try {
      return await body(...args);
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined;
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  });
}
