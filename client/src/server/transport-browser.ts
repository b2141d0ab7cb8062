import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { CLIENT_ID, CLIENT_NAME, type ClientFactory } from './transport.ts';

/**
 * The server in a web worker.
 *
 * Its script is read through the editor and started from memory: a worker cannot be started from the address of an
 * extension that lies on a remote machine.
 */
export const browserClient: ClientFactory = async (context, options) => {
  const script = await vscode.workspace.fs.readFile(
    vscode.Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js'),
  );
  const start = async () => {
    const url = URL.createObjectURL(new Blob([script.slice()], { type: 'text/javascript' }));
    return new Worker(url, { name: CLIENT_NAME });
  };
  return new LanguageClient(CLIENT_ID, CLIENT_NAME, start, options);
};
