import * as vscode from 'vscode';
import type { Feature } from '../feature.ts';
import { CONFIG_FILE, command, currentFolder, exists } from '../project.ts';

const FIRST_TEXT = `{
  // Rules to apply: "recommended", "strict" or "audit" (for a process just imported from a CRM).
  "extends": "recommended"
}
`;

/** Opens the project's settings; makes the file where there is none. */
export const config: Feature = () =>
  command('salesflow.openConfig', async () => {
    const folder = currentFolder();
    if (folder === undefined) throw new Error('Open a folder first: the settings are a file in it.');
    const place = (await nearest(folder)) ?? vscode.Uri.joinPath(projectFolder(folder), CONFIG_FILE);
    if (!(await exists(place))) await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(FIRST_TEXT));
    await vscode.window.showTextDocument(place);
  });

function projectFolder(folder: vscode.Uri): vscode.Uri {
  return vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder;
}

async function nearest(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  const top = projectFolder(folder).path;
  for (let at = folder; ; at = vscode.Uri.joinPath(at, '..')) {
    const place = vscode.Uri.joinPath(at, CONFIG_FILE);
    if (await exists(place)) return place;
    if (at.path === top || at.path === '/' || !at.path.startsWith(top)) return undefined;
  }
}
