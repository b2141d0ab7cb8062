import * as vscode from 'vscode';
import type { CompareParams } from '../../../server/src/lsp/protocol.ts';
import type { Feature } from '../feature.ts';
import { command, currentFile } from '../project.ts';
import { recentRevisions, textsAt } from './git.ts';
import { showPictures } from './pictures-panel.ts';
import { activePreview } from './preview.ts';

type Before = Pick<CompareParams, 'before' | 'label'>;

/** What changed in meaning since a git revision, or against another file: one merged picture and a list in words. */
export const compare: Feature = ({ context, server }) =>
  command('salesflow.compareWith', async (chosen?: vscode.Uri) => {
    const panel = activePreview();
    const file =
      chosen instanceof vscode.Uri
        ? chosen
        : panel === undefined
          ? await currentFile()
          : vscode.Uri.parse(panel.state.uri);
    if (file === undefined) throw new Error('Open a .salesflow file first.');
    const before = await pick(file);
    if (before === undefined) return;
    const process = panel?.picture?.process ?? '';
    const result = await server.request('salesflow/compare', {
      uri: file.toString(),
      theme: 'editor',
      ...before,
      ...(process === '' ? {} : { process }),
    });
    showPictures(
      context,
      result.title,
      [{ title: result.title, svg: result.svg, table: result.table }],
      result.changes,
    );
  });

interface Choice extends vscode.QuickPickItem {
  readonly load: () => Promise<Before | undefined>;
}

async function pick(file: vscode.Uri): Promise<Before | undefined> {
  const files = await vscode.workspace.findFiles('**/*.salesflow', '**/node_modules/**');
  const revisions = vscode.workspace.isTrusted ? await recentRevisions(file) : [];
  const choices: Choice[] = revisions.map(({ name, description }) => ({
    label: `$(git-commit) ${name}`,
    description,
    load: async () => ({ label: name, before: await textsAt(file, name, files) }),
  }));
  if (revisions.length > 0) {
    choices.push({ label: '$(edit) Another revision…', load: () => askRevision(file, files) });
  }
  choices.push({ label: '$(file) Another file…', load: () => askFile(file, files) });
  const chosen = await vscode.window.showQuickPick(choices, { title: 'Compare the process with what?' });
  return chosen?.load();
}

async function askRevision(file: vscode.Uri, files: readonly vscode.Uri[]): Promise<Before | undefined> {
  const label = await vscode.window.showInputBox({
    title: 'Compare with a revision',
    prompt: 'A branch, tag or commit',
  });
  return label === undefined ? undefined : { label, before: await textsAt(file, label, files) };
}

/** The other file stands in for this one; the rest of the project stays. */
async function askFile(file: vscode.Uri, files: readonly vscode.Uri[]): Promise<Before | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: 'Compare with a file',
    openLabel: 'Compare',
    filters: { Salesflow: ['salesflow'] },
  });
  const other = picked?.[0];
  if (other === undefined) return undefined;
  const unchanged = files.filter((one) => one.toString() !== file.toString() && one.toString() !== other.toString());
  const before = await Promise.all(unchanged.map(async (uri) => ({ uri: uri.toString(), text: await read(uri) })));
  before.push({ uri: file.toString(), text: await read(other) });
  return { label: other.path.slice(other.path.lastIndexOf('/') + 1), before };
}

async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
