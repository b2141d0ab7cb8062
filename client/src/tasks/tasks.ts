import * as vscode from 'vscode';
import type { Feature, Session } from '../feature.ts';

interface SalesflowTask extends vscode.TaskDefinition {
  readonly command: 'lint' | 'format' | 'render' | 'generate';
  readonly args?: readonly string[];
}

const OFFERED: readonly { readonly name: string; readonly definition: SalesflowTask }[] = [
  { name: 'lint', definition: { type: 'salesflow', command: 'lint' } },
  { name: 'format', definition: { type: 'salesflow', command: 'format' } },
  { name: 'render', definition: { type: 'salesflow', command: 'render', args: ['-o', 'salesflow-pictures'] } },
];

/** The command line as tasks. They run the program shipped in the extension, so nothing needs to be installed. */
export const tasks: Feature = (session) => {
  if (session.host === 'web') return new vscode.Disposable(() => {});
  return vscode.tasks.registerTaskProvider('salesflow', {
    provideTasks: () =>
      vscode.workspace.isTrusted
        ? (vscode.workspace.workspaceFolders ?? []).flatMap((folder) =>
            OFFERED.map(({ name, definition }) => toTask(session, folder, name, definition)),
          )
        : [],
    resolveTask: (task) => {
      const definition = task.definition as SalesflowTask;
      return toTask(session, task.scope ?? vscode.TaskScope.Workspace, task.name || definition.command, definition);
    },
  });
};

function toTask(
  { context }: Session,
  scope: vscode.WorkspaceFolder | vscode.TaskScope.Global | vscode.TaskScope.Workspace,
  name: string,
  definition: SalesflowTask,
): vscode.Task {
  // `concise` is the format that the problem matcher reads.
  const format = definition.command === 'lint' ? ['--format', 'concise'] : [];
  const args = [context.asAbsolutePath('dist/cli.mjs'), definition.command, ...format, ...(definition.args ?? [])];
  // Inside the desktop editor the running program is Electron; this variable makes it plain Node.
  const run = new vscode.ProcessExecution(process.execPath, args, { env: { ELECTRON_RUN_AS_NODE: '1' } });
  const task = new vscode.Task(definition, scope, name, 'salesflow', run, '$salesflow');
  if (definition.command === 'lint') task.group = vscode.TaskGroup.Test;
  if (definition.command === 'generate') task.group = vscode.TaskGroup.Build;
  return task;
}
