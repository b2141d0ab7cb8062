import type * as vscode from 'vscode';
import { config } from './config/config.ts';
import { generateCrm } from './crm/generate.ts';
import { importFromCrm } from './crm/import.ts';
import type { Feature, Session } from './feature.ts';
import { fixAll } from './fixes/fix-all.ts';
import { streamline } from './fixes/streamline.ts';
import { type MarkdownPlugin, markdownPictures } from './markdown/pictures.ts';
import { newProcess } from './new-process/new-process.ts';
import { compare } from './preview/compare.ts';
import { exportPicture } from './preview/export.ts';
import { preview } from './preview/preview.ts';
import { references } from './server/references.ts';
import { SalesflowServer } from './server/salesflow-server.ts';
import type { ClientFactory } from './server/transport.ts';
import { status } from './status/status.ts';
import { tasks } from './tasks/tasks.ts';
import { tree } from './tree/tree.ts';
import { walkthrough } from './walkthrough/walkthrough.ts';

/** In the order in which a newcomer meets them. */
const FEATURES: readonly Feature[] = [
  walkthrough,
  newProcess,
  preview,
  exportPicture,
  compare,
  references,
  fixAll,
  streamline,
  tree,
  status,
  config,
  importFromCrm,
  generateCrm,
  tasks,
];

/** Both entries, desktop and browser, end here; they differ in how the language server is reached. */
export function activateWith(
  context: vscode.ExtensionContext,
  host: Session['host'],
  create: ClientFactory,
  makeExecutable?: Session['makeExecutable'],
): MarkdownPlugin {
  const server = new SalesflowServer(context, create);
  const session: Session = { context, server, host, ...(makeExecutable ? { makeExecutable } : {}) };
  context.subscriptions.push(server, ...FEATURES.map((feature) => feature(session)));
  const plugin = markdownPictures(session);
  void server.start();
  return plugin;
}
