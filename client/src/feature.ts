import type * as vscode from 'vscode';
import type { SalesflowServer } from './server/salesflow-server.ts';

/** What every feature is given when the extension activates. */
export interface Session {
  readonly context: vscode.ExtensionContext;
  readonly server: SalesflowServer;
  /** `web`: no Node, no processes, no disk. */
  readonly host: 'node' | 'web';
  /** Lets a script on this machine be run; absent in the browser, whose file systems know no such permission. */
  readonly makeExecutable?: (path: string) => Promise<void>;
}

/** Adds one capability to the editor; what it answers is disposed of with the extension. */
export type Feature = (session: Session) => vscode.Disposable;
