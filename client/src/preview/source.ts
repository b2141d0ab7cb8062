import * as vscode from 'vscode';
import type { Place } from '../../../server/src/lsp/protocol.ts';
import { toRange } from '../server/salesflow-server.ts';

type Sync = 'both' | 'toPreview' | 'toText' | 'off';

function sync(): Sync {
  return vscode.workspace.getConfiguration('salesflow').get<Sync>('preview.syncCursor', 'both');
}

/** Whether a click in the preview moves the cursor. */
export function jumpsToText(): boolean {
  return sync() === 'both' || sync() === 'toText';
}

/** Whether the cursor marks its card in the preview. */
export function followsCursor(): boolean {
  return sync() === 'both' || sync() === 'toPreview';
}

/** Shows a place in the text, beside the preview; `peek` shows it without leaving where the cursor is. */
export async function reveal(place: Place, previewColumn: vscode.ViewColumn | undefined, peek = false): Promise<void> {
  if (!peek) return revealRange(place, previewColumn);
  const anchor = vscode.window.visibleTextEditors.find((editor) => editor.document.languageId === 'salesflow');
  if (anchor === undefined) return revealRange(place, previewColumn);
  await vscode.window.showTextDocument(anchor.document, { viewColumn: anchor.viewColumn });
  await vscode.commands.executeCommand(
    'editor.action.peekLocations',
    anchor.document.uri,
    anchor.selection.active,
    [new vscode.Location(vscode.Uri.parse(place.uri), toRange(place.range))],
    'peek',
  );
}

export async function revealRange(place: Place, previewColumn: vscode.ViewColumn | undefined): Promise<void> {
  const uri = vscode.Uri.parse(place.uri);
  const open = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const beside = vscode.window.visibleTextEditors.find((editor) => editor.viewColumn !== previewColumn);
  const viewColumn =
    open?.viewColumn ?? beside?.viewColumn ?? (previewColumn === 1 ? vscode.ViewColumn.Beside : vscode.ViewColumn.One);
  await vscode.window.showTextDocument(uri, { viewColumn, selection: toRange(place.range) });
}
