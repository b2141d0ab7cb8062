import * as vscode from 'vscode';
import type { ClientCommands } from '../../../server/src/lsp/protocol.ts';
import type { Feature, Session } from '../feature.ts';
import { command, currentFile, LANGUAGE } from '../project.ts';
import { isViewState, type ViewState } from './messages.ts';
import { PreviewPanel, VIEW_TYPE } from './panel.ts';
import { followsCursor } from './source.ts';

const panels = new Set<PreviewPanel>();

/** The preview in front, else the only one there is. */
export function activePreview(): PreviewPanel | undefined {
  const [first] = panels;
  return [...panels].find((panel) => panel.active) ?? (panels.size === 1 ? first : undefined);
}

/** The process drawn over the buyer's journey, beside the text. */
export const preview: Feature = (session) => {
  type Target = ClientCommands['salesflow.openPreviewToSide'][0];
  const refresh = (root: string) => {
    for (const panel of panels) {
      if (panel.root === undefined || panel.root === root) void panel.refresh();
    }
  };
  return vscode.Disposable.from(
    command('salesflow.openPreview', (target?: Target | vscode.Uri) => open(session, vscode.ViewColumn.Active, target)),
    command('salesflow.openPreviewToSide', (target?: Target | vscode.Uri) =>
      open(session, vscode.ViewColumn.Beside, target),
    ),
    command('salesflow.openPreviewOfProcess', () => openChosen(session)),
    command('salesflow.showSource', () => activePreview()?.showSource()),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        const file = await currentFile();
        const restored = isViewState(state) ? state : stateFor(file?.toString() ?? '', '', false);
        keep(new PreviewPanel(session, panel, restored));
      },
    }),
    session.server.onDidChangeProject(({ root }) => refresh(root)),
    session.server.onDidChangeState((state) => {
      if (state === 'running') for (const panel of panels) void panel.refresh();
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      const position = selections[0]?.active;
      if (position !== undefined) highlight(textEditor.document, position);
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor !== undefined) void follow(editor);
    }),
    { dispose: () => panels.forEach((panel) => void panel.dispose()) },
  );
};

async function open(
  session: Session,
  column: vscode.ViewColumn,
  target: ClientCommands['salesflow.openPreviewToSide'][0] | vscode.Uri,
): Promise<void> {
  const file =
    target instanceof vscode.Uri ? target : target === undefined ? await currentFile() : vscode.Uri.parse(target.uri);
  if (file === undefined) throw new Error('Open a .salesflow file first, or run "Salesflow: New Process…".');
  const process = target === undefined || target instanceof vscode.Uri ? '' : (target.process ?? '');
  await show(session, column, file.toString(), process, process !== '');
}

/** One preview per pinned process, and one that follows the editor. */
async function show(
  session: Session,
  column: vscode.ViewColumn,
  uri: string,
  process: string,
  pinned: boolean,
): Promise<void> {
  const same = pinned ? await pinnedTo(session, uri, process) : [...panels].find(({ state }) => !state.pinned);
  if (same !== undefined) {
    same.show();
    if (!pinned) await same.turnTo(uri, '', false);
    return;
  }
  const webview = vscode.window.createWebviewPanel(
    VIEW_TYPE,
    'Preview',
    { viewColumn: column, preserveFocus: true },
    { enableFindWidget: true },
  );
  keep(new PreviewPanel(session, webview, stateFor(uri, process, pinned)));
}

/** The preview pinned to that process: another project may have one of the same name. */
async function pinnedTo(session: Session, uri: string, process: string): Promise<PreviewPanel | undefined> {
  const candidates = [...panels].filter(({ state }) => state.pinned && state.process === process);
  const same = candidates.find(({ state }) => state.uri === uri);
  if (same !== undefined || candidates.length === 0) return same;
  const { root } = await session.server.request('salesflow/status', { uri });
  return candidates.find((panel) => panel.root === root);
}

async function openChosen(session: Session): Promise<void> {
  const file = await currentFile();
  if (file === undefined) throw new Error('Open a .salesflow file first.');
  const result = await session.server.request('salesflow/preview', { uri: file.toString() });
  const processes = result !== null && 'picture' in result.drawn ? result.drawn.picture.processes : [];
  const items = processes.map(({ id, title, variantOf }) => ({
    label: title,
    description: variantOf === undefined ? id : `${id}, a variant of ${variantOf}`,
    name: id,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Preview of which process?' });
  if (chosen !== undefined) await show(session, vscode.ViewColumn.Beside, file.toString(), chosen.name, true);
}

function keep(panel: PreviewPanel): void {
  panels.add(panel);
  panel.onDidDispose(() => panels.delete(panel));
  panel.onDidShow(() => {
    const editor = vscode.window.activeTextEditor;
    if (editor !== undefined) highlight(editor.document, editor.selection.active);
  });
}

function stateFor(uri: string, process: string, pinned: boolean): ViewState {
  return { uri, process, pinned, view: {} };
}

function highlight(document: vscode.TextDocument, position: vscode.Position): void {
  if (document.languageId !== LANGUAGE || !followsCursor()) return;
  for (const panel of panels) panel.highlight(document.uri.toString(), position);
}

async function follow({ document, selection }: vscode.TextEditor): Promise<void> {
  if (document.languageId !== LANGUAGE) return;
  const uri = document.uri.toString();
  if (vscode.workspace.getConfiguration('salesflow').get('preview.followEditor', true)) {
    for (const panel of panels) {
      if (!panel.state.pinned && panel.state.uri !== uri) await panel.turnTo(uri, '', false);
    }
  }
  highlight(document, selection.active);
}
