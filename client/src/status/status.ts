import * as vscode from 'vscode';
import type { StatusResult } from '../../../server/src/lsp/protocol.ts';
import type { Feature } from '../feature.ts';
import { command, currentFile } from '../project.ts';
import { summarise } from './summary.ts';

/** Waits this long for further changes before it asks: the counts may lag behind the typing. */
const PAUSE = 250;

/** Findings by standard, state of the server, and what to do about either. */
export const status: Feature = ({ server }) => {
  const item = vscode.window.createStatusBarItem('salesflow.status', vscode.StatusBarAlignment.Right, 90);
  item.name = 'Salesflow';
  item.command = 'salesflow.showStatus';
  let known: StatusResult | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = () => {
    const summary = summarise(server.state, known, vscode.workspace.isTrusted);
    item.text = summary.text;
    item.tooltip = new vscode.MarkdownString(summary.tooltip, true);
    item.tooltip.isTrusted = {
      enabledCommands: [
        'workbench.actions.view.problems',
        'salesflow.openConfig',
        'salesflow.showLog',
        'salesflow.restartServer',
        'workbench.trust.manage',
      ],
    };
    item.backgroundColor =
      server.state === 'failed' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    item.accessibilityInformation = { label: `Salesflow: ${summary.tooltip.split('\n')[0]?.replaceAll('**', '')}` };
    item.show();
  };
  const ask = async () => {
    const file = await currentFile();
    await vscode.commands.executeCommand('setContext', 'salesflow.hasProject', file !== undefined);
    if (file === undefined) return item.hide();
    if (server.state === 'running') known = await server.request('salesflow/status', { uri: file.toString() });
    show();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch((error: unknown) => server.warn(`Status: ${String(error)}`)), PAUSE);
  };
  later();
  return vscode.Disposable.from(
    item,
    server.onDidChangeState(() => {
      if (server.state !== 'running') known = undefined;
      show();
      later();
    }),
    server.onDidChangeProject(later),
    vscode.window.onDidChangeActiveTextEditor(later),
    vscode.workspace.onDidGrantWorkspaceTrust(show),
    command('salesflow.showStatus', showMenu),
    { dispose: () => clearTimeout(timer) },
  );
};

async function showMenu(): Promise<void> {
  const items = [
    { label: '$(warning) Show problems', command: 'workbench.actions.view.problems' },
    { label: '$(open-preview) Open preview to the side', command: 'salesflow.openPreviewToSide' },
    { label: '$(wand) Apply all safe fixes', command: 'salesflow.fixAll' },
    { label: '$(settings-gear) Open project settings', command: 'salesflow.openConfig' },
    { label: '$(output) Show log', command: 'salesflow.showLog' },
    { label: '$(debug-restart) Restart language server', command: 'salesflow.restartServer' },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: 'Salesflow' });
  if (chosen !== undefined) await vscode.commands.executeCommand(chosen.command);
}
