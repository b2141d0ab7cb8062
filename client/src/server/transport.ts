import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

/** Makes a client that starts the language server in the way of its host. */
export type ClientFactory = (
  context: vscode.ExtensionContext,
  options: LanguageClientOptions,
) => Promise<BaseLanguageClient>;

export const CLIENT_ID = 'salesflow';
export const CLIENT_NAME = 'Salesflow';
