import * as vscode from 'vscode';
import type { ImportParams } from '../../../server/src/lsp/protocol.ts';
import type { Feature } from '../feature.ts';
import { command, LANGUAGE } from '../project.ts';

type Source = ImportParams['target'];

const SOURCES: readonly (vscode.QuickPickItem & { readonly id: Source })[] = [
  { id: 'salesforce', label: 'Salesforce', description: 'a folder of metadata' },
  { id: 'hubspot', label: 'HubSpot', description: 'a pipelines or properties response (JSON)' },
  { id: 'pipedrive', label: 'Pipedrive', description: 'a stages or fields response (JSON)' },
  { id: 'csv', label: 'CSV', description: 'a list of steps' },
];

/** A guard against a folder that is not an export. */
const FILE_LIMIT = 5_000;
const SIZE_LIMIT = 20_000_000;

/** Makes a draft from exported CRM configuration: opened as an untitled file, so nothing is overwritten. */
export const importFromCrm: Feature = ({ server }) =>
  command('salesflow.importFromCrm', async (chosen?: vscode.Uri) => {
    const place = chosen ?? (await pick());
    if (place === undefined) return;
    const source = await vscode.window.showQuickPick(likelyFirst(place), {
      title: 'Where does this export come from?',
    });
    if (source === undefined) return;
    const files = await readAll(place);
    if (files.length === 0) throw new Error('There is no XML, JSON or CSV file to import.');
    const { text, notes } = await server.request('salesflow/import', { target: source.id, files });
    const document = await vscode.workspace.openTextDocument({ language: LANGUAGE, content: text });
    await vscode.window.showTextDocument(document);
    const left =
      notes.length === 0
        ? ''
        : ` What could not be carried over is listed at the top: ${notes.length} ${notes.length === 1 ? 'note' : 'notes'}.`;
    const count = files.length === 1 ? 'one file' : `${files.length} files`;
    void vscode.window.showInformationMessage(`Draft made from ${count}.${left}`);
  });

async function pick(): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: true,
    canSelectFolders: true,
    title: 'CRM export to import',
    openLabel: 'Import',
  });
  return picked?.[0];
}

/** The source that the file's name suggests comes first. */
export function likelyFirst(place: { readonly path: string }): typeof SOURCES {
  const name = place.path.toLowerCase();
  const likely: Source = name.endsWith('.csv')
    ? 'csv'
    : name.includes('pipedrive')
      ? 'pipedrive'
      : name.endsWith('.json')
        ? 'hubspot'
        : 'salesforce';
  return [...SOURCES].sort((a, b) => Number(b.id === likely) - Number(a.id === likely));
}

async function readAll(place: vscode.Uri): Promise<ImportParams['files']> {
  const stat = await vscode.workspace.fs.stat(place);
  if ((stat.type & vscode.FileType.Directory) === 0) {
    return [{ path: nameOf(place), content: await read(place) }];
  }
  const files: { path: string; content: string }[] = [];
  let size = 0;
  const walk = async (folder: vscode.Uri, prefix: string): Promise<void> => {
    for (const [name, type] of await vscode.workspace.fs.readDirectory(folder)) {
      const at = vscode.Uri.joinPath(folder, name);
      if (type === vscode.FileType.Directory) {
        if (name !== 'node_modules' && !name.startsWith('.')) await walk(at, `${prefix}${name}/`);
      } else if (type === vscode.FileType.File && /\.(xml|json|csv)$/i.test(name)) {
        const content = await read(at);
        size += content.length;
        if (files.length >= FILE_LIMIT || size > SIZE_LIMIT) {
          throw new Error('This folder holds more than an export would. Choose the folder of the export itself.');
        }
        files.push({ path: `${prefix}${name}`, content });
      }
    }
  };
  await walk(place, '');
  return files;
}

async function read(place: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(place));
}

function nameOf(place: vscode.Uri): string {
  return place.path.slice(place.path.lastIndexOf('/') + 1);
}
