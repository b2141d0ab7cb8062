import * as vscode from 'vscode';
import type { TreeNode } from '../../../server/src/lsp/protocol.ts';
import type { Feature } from '../feature.ts';
import { command, currentFile } from '../project.ts';
import { toRange } from '../server/salesflow-server.ts';

const ICONS: Readonly<Record<TreeNode['kind'], string>> = {
  journey: 'milestone',
  stage: 'chevron-right',
  stuck: 'circle-filled',
  process: 'type-hierarchy-sub',
  step: 'tasklist',
  outcome: 'flag',
  group: 'list-tree',
};

/** Journey → stuck points → steps, with findings; the file at hand decides which project is shown. */
export const tree: Feature = ({ server }) => {
  const changed = new vscode.EventEmitter<undefined>();
  /** What is shown: the view is told of it only once all of it is here, since it mixes up answers that overlap. */
  let roots: readonly TreeNode[] = [];
  let asked = 0;
  const load = async () => {
    const turn = ++asked;
    const file = await currentFile();
    const found =
      file === undefined || server.state !== 'running'
        ? []
        : await server.request('salesflow/tree', { uri: file.toString() });
    if (turn !== asked || JSON.stringify(found) === JSON.stringify(roots)) return;
    roots = found;
    changed.fire(undefined);
  };
  const view = vscode.window.createTreeView<TreeNode>('salesflow.processes', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: treeItem,
      getChildren: (node) => [...(node === undefined ? roots : node.children)],
    },
    showCollapseAll: true,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A tree that nobody sees is read when it comes in sight.
      if (view.visible) load().catch((error: unknown) => server.warn(`Tree: ${String(error)}`));
    }, 200);
  };
  return vscode.Disposable.from(
    view,
    changed,
    view.onDidChangeVisibility(refresh),
    vscode.window.onDidChangeActiveTextEditor(refresh),
    server.onDidChangeProject(refresh),
    server.onDidChangeState(refresh),
    command('salesflow.refreshTree', refresh),
    { dispose: () => clearTimeout(timer) },
  );
};

function treeItem(node: TreeNode): vscode.TreeItem {
  const open = node.kind === 'step' || node.kind === 'outcome';
  const item = new vscode.TreeItem(
    node.label,
    node.children.length === 0
      ? vscode.TreeItemCollapsibleState.None
      : open
        ? vscode.TreeItemCollapsibleState.Collapsed
        : vscode.TreeItemCollapsibleState.Expanded,
  );
  item.description = describe(node);
  item.iconPath = new vscode.ThemeIcon(node.gap ? 'circle-outline' : ICONS[node.kind], colour(node));
  item.contextValue = node.kind;
  item.tooltip = [node.label, item.description].filter(Boolean).join('\n');
  if (node.at !== undefined) {
    item.command = {
      title: 'Show in text',
      command: 'vscode.open',
      arguments: [vscode.Uri.parse(node.at.uri), { selection: toRange(node.at.range), preserveFocus: false }],
    };
  }
  return item;
}

function describe(node: TreeNode): string {
  const findings = node.findings > 0 ? `${node.findings} ${node.findings === 1 ? 'finding' : 'findings'}` : '';
  return [node.description, findings].filter(Boolean).join(' · ');
}

function colour(node: TreeNode): vscode.ThemeColor | undefined {
  if (node.severity === 'error') return new vscode.ThemeColor('list.errorForeground');
  if (node.severity === 'warning' || node.gap) return new vscode.ThemeColor('list.warningForeground');
  return undefined;
}
