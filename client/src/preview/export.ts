import * as vscode from 'vscode';
import type { ExportParams } from '../../../server/src/lsp/protocol.ts';
import type { Feature, Session } from '../feature.ts';
import { command, currentFile } from '../project.ts';
import { fromBase64 } from '../server/files.ts';
import { activePreview } from './preview.ts';

type Format = ExportParams['format'];

/** The picture as a file or on the clipboard: the same bytes as `salesflow render` writes. */
export const exportPicture: Feature = (session) =>
  vscode.Disposable.from(
    command('salesflow.exportSvg', (to?: vscode.Uri) => save(session, 'svg', to)),
    command('salesflow.exportPng', (to?: vscode.Uri) => save(session, 'png', to)),
    command('salesflow.exportHtml', (to?: vscode.Uri) => save(session, 'html', to)),
    command('salesflow.exportMarkdown', (to?: vscode.Uri) => save(session, 'md', to)),
    command('salesflow.copyImage', () => copy(session)),
  );

/** `to` is given where a script calls the command; a person is asked. */
async function save({ server }: Session, format: Format, to: vscode.Uri | undefined): Promise<void> {
  const params = await what(format);
  const result = await server.request('salesflow/export', params);
  const place = to ?? (await ask(params.uri, result.name, format));
  if (place === undefined) return;
  const bytes = result.encoding === 'base64' ? fromBase64(result.content) : new TextEncoder().encode(result.content);
  await vscode.workspace.fs.writeFile(place, bytes);
  for (const warning of result.warnings) void vscode.window.showWarningMessage(warning);
  if (to !== undefined) return;
  const open = await vscode.window.showInformationMessage(`Saved ${place.path.split('/').at(-1)}.`, 'Open');
  if (open !== undefined) await vscode.commands.executeCommand('vscode.open', place);
}

async function copy({ server }: Session): Promise<void> {
  const panel = activePreview();
  if (panel === undefined) throw new Error('Open a preview first: the picture is copied from there.');
  const { content } = await server.request('salesflow/export', await what('svg'));
  await panel.copy(content, pngScale());
}

async function what(format: Format): Promise<ExportParams> {
  const panel = activePreview();
  const uri = panel?.state.uri ?? (await currentFile())?.toString();
  if (uri === undefined) throw new Error('Open a .salesflow file first.');
  const process = panel?.picture?.process ?? '';
  const theme = vscode.workspace.getConfiguration('salesflow').get<ExportParams['theme']>('export.theme', 'light');
  return {
    uri,
    format,
    theme,
    ...(process === '' ? {} : { process }),
    ...(format === 'png' ? { scale: pngScale() } : {}),
  };
}

function pngScale(): number {
  const scale = vscode.workspace.getConfiguration('salesflow').get<number>('export.pngScale', 2);
  return Math.min(4, Math.max(1, scale));
}

async function ask(uri: string, name: string, format: Format): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: 'Export picture',
    defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(uri), '..', name),
    filters: { [format.toUpperCase()]: [format] },
  });
}
