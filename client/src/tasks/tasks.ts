import * as vscode from 'vscode';
import type { Feature } from '../feature.ts';

interface SalesflowTask extends vscode.TaskDefinition {
  readonly command: 'lint' | 'format' | 'render' | 'generate';
  readonly args?: readonly string[];
}

const OFFERED: readonly { readonly name: string; readonly definition: SalesflowTask }[] = [
  { name: 'lint', definition: { type: 'salesflow', command: 'lint' } },
  { name: 'format', definition: { type: 'salesflow', command: 'format' } },
  { name: 'render', definition: { type: 'salesflow', command: 'render', args: ['-o', 'salesflow-pictures'] } },
];

/** The command line as tasks: the project's own `salesflow` where it is installed, else the published one. */
export const tasks: Feature = ({ host }) => {
  if (host === 'web') return new vscode.Disposable(() => {});
  return vscode.tasks.registerTaskProvider('salesflow', {
    provideTasks: () =>
      vscode.workspace.isTrusted
        ? (vscode.workspace.workspaceFolders ?? []).flatMap((folder) =>
            OFFERED.map(({ name, definition }) => toTask(folder, name, definition)),
          )
        : [],
    resolveTask: (task) => {
      const definition = task.definition as SalesflowTask;
      return toTask(task.scope ?? vscode.TaskScope.Workspace, task.name || definition.command, definition);
    },
  });
};

function toTask(
  scope: vscode.WorkspaceFolder | vscode.TaskScope.Global | vscode.TaskScope.Workspace,
  name: string,
  definition: SalesflowTask,
): vscode.Task {
  // `concise` is the format that the problem matcher reads.
  const format = definition.command === 'lint' ? ['--format', 'concise'] : [];
  const args = ['--yes', 'salesflow', definition.command, ...format, ...(definition.args ?? [])];
  const run = new vscode.ShellExecution('npx', args);
  const task = new vscode.Task(definition, scope, name, 'salesflow', run, '$salesflow');
  if (definition.command === 'lint') task.group = vscode.TaskGroup.Test;
  if (definition.command === 'generate') task.group = vscode.TaskGroup.Build;
  return task;
}
