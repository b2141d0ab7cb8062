import * as vscode from 'vscode';
import { until, workspaceFolder } from './harness.ts';

/** Shorthands for what a person does in the editor. */

/** The editor's own colour themes that everything must be legible in. */
export const THEMES = [
  ['light', 'Default Light Modern'],
  ['dark', 'Default Dark Modern'],
  ['high-contrast', 'Default High Contrast'],
  ['high-contrast-light', 'Default High Contrast Light'],
] as const;

export function file(name: string): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder(), name);
}

export async function show(name: string, column = vscode.ViewColumn.One): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(name)), column);
}

/** Puts the cursor before the n-th occurrence of `text` (or behind it). */
export function cursorAt(
  editor: vscode.TextEditor,
  text: string,
  where: 'before' | 'inside' | 'after' = 'inside',
): vscode.Position {
  const offset = editor.document.getText().indexOf(text);
  if (offset < 0) throw new Error(`"${text}" is not in ${editor.document.uri.path}.`);
  const shift = where === 'before' ? 0 : where === 'inside' ? 1 : text.length;
  const position = editor.document.positionAt(offset + shift);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenter);
  return position;
}

export async function replace(editor: vscode.TextEditor, text: string, by: string): Promise<void> {
  const offset = editor.document.getText().indexOf(text);
  if (offset < 0) throw new Error(`"${text}" is not in ${editor.document.uri.path}.`);
  const range = new vscode.Range(editor.document.positionAt(offset), editor.document.positionAt(offset + text.length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(editor.document.uri, range, by);
  await vscode.workspace.applyEdit(edit);
}

const FIXTURES = [
  'people.salesflow',
  'journey.salesflow',
  'new-business.salesflow',
  'fixes.salesflow',
  'salesflow.config.json',
];
const originals = new Map<string, string>();
let entries: ReadonlySet<string> | undefined;

/** Gives the files of the workspace, in the editor and on disk, the text that they had at the beginning. */
export async function restore(): Promise<void> {
  const present = (await vscode.workspace.fs.readDirectory(workspaceFolder())).map(([name]) => name);
  entries ??= new Set(present);
  // What a test that failed has left behind would fail the next ones.
  for (const name of present) if (!entries.has(name)) await vscode.workspace.fs.delete(file(name), { recursive: true });
  for (const name of FIXTURES) {
    const original = originals.get(name);
    const onDisk = await read(name);
    if (original === undefined) {
      originals.set(name, onDisk);
      continue;
    }
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === file(name).toString());
    if (document !== undefined && document.getText() !== original) {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), original);
      await vscode.workspace.applyEdit(edit);
      await document.save();
    } else if (document?.isDirty) await document.save();
    if ((await read(name)) !== original) await write(name, original);
  }
}

/** Puts a file on disk and in its editor back to this text. */
export async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(text));
}

export async function read(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file(name)));
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code ?? '');
}

/** The diagnostics of a file, once one with that code is (or is no longer) among them. */
export async function diagnostics(name: string, code: string, present = true): Promise<readonly vscode.Diagnostic[]> {
  return until(`${code} to be ${present ? 'reported' : 'gone'} in ${name}`, () => {
    const all = vscode.languages.getDiagnostics(file(name));
    return all.some((one) => codeOf(one) === code) === present ? all : undefined;
  });
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Changes a setting of the folder. */
export async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace);
}
