import * as vscode from 'vscode';
import type { TargetId } from '../../../server/src/crm/backend.ts';
import type { Feature } from '../feature.ts';
import { command, currentFile, exists } from '../project.ts';

const TARGETS: readonly (vscode.QuickPickItem & { readonly id: TargetId })[] = [
  { id: 'salesforce', label: 'Salesforce', description: 'metadata for the Salesforce CLI' },
  { id: 'hubspot', label: 'HubSpot', description: 'pipelines, properties and rules for the API' },
  { id: 'pipedrive', label: 'Pipedrive', description: 'stages and fields for the API' },
  { id: 'markdown', label: 'Markdown', description: 'the process as a document' },
  { id: 'csv', label: 'CSV', description: 'one row per step and criterion' },
  { id: 'json', label: 'JSON', description: 'the whole process as data' },
  { id: 'mermaid', label: 'Mermaid', description: 'a flow chart' },
  { id: 'bpmn', label: 'BPMN 2.0', description: 'for process tools' },
  { id: 'sql', label: 'SQL', description: 'views that check every record' },
  { id: 'zoho', label: 'Zoho CRM', description: 'a guide to setting it up by hand' },
  { id: 'dynamics', label: 'Dynamics 365', description: 'a guide to setting it up by hand' },
];

/** Writes CRM configuration into a folder that the user picks; nothing is overwritten without asking. */
export const generateCrm: Feature = ({ server, makeExecutable }) =>
  command('salesflow.generateCrm', async () => {
    if (!vscode.workspace.isTrusted) throw new Error('Trust this folder first: CRM configuration is written to disk.');
    const file = await currentFile();
    if (file === undefined) throw new Error('Open a .salesflow file first.');
    const target = await vscode.window.showQuickPick(TARGETS, { title: 'Write configuration for which CRM?' });
    if (target === undefined) return;
    const picked = await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: `Folder for the ${target.label} configuration`,
      openLabel: 'Write here',
      defaultUri: vscode.workspace.getWorkspaceFolder(file)?.uri,
    });
    const folder = picked?.[0];
    if (folder === undefined) return;
    const { files, summary } = await server.request('salesflow/generate', { uri: file.toString(), target: target.id });
    const places = files.map((one) => ({ ...one, place: inside(folder, one.path) }));
    const present = (await Promise.all(places.map(({ place }) => exists(place)))).filter(Boolean).length;
    if (present > 0 && !(await confirmed(present))) return;
    for (const { place, content, executable } of places) {
      await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(content));
      if (executable && place.scheme === 'file') await makeExecutable?.(place.fsPath);
    }
    void vscode.window.showInformationMessage(
      `${files.length} ${files.length === 1 ? 'file' : 'files'} written. ${summary}`,
    );
  });

/** Where a generated file goes; a path that leaves the folder is refused. */
export function inside(folder: vscode.Uri, path: string): vscode.Uri {
  const place = vscode.Uri.joinPath(folder, path);
  if (!place.path.startsWith(`${folder.path.replace(/\/$/, '')}/`))
    throw new Error(`"${path}" lies outside the folder.`);
  return place;
}

async function confirmed(present: number): Promise<boolean> {
  const message = `${present} of the files exist already. Overwrite them?`;
  return (await vscode.window.showWarningMessage(message, { modal: true }, 'Overwrite')) === 'Overwrite';
}
