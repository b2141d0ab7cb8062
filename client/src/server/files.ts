import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { SalesflowClientRequests } from '../../../server/src/lsp/protocol.ts';

type Handlers = {
  [M in keyof SalesflowClientRequests]: (
    params: SalesflowClientRequests[M]['params'],
  ) => Promise<SalesflowClientRequests[M]['result']>;
};

/** More files than any project has; a guard against a search from the root of a disk. */
const FILE_LIMIT = 10_000;

/** Answers what the server asks about files: it runs in a worker too, where there is no disk. */
export function answerFileRequests(client: BaseLanguageClient, extension: vscode.Uri): vscode.Disposable {
  const handlers: Handlers = {
    'salesflow/asset': async ({ name }) => {
      if (!/^[\w.-]+$/.test(name)) throw new Error(`"${name}" is not the name of an asset.`);
      const place = vscode.Uri.joinPath(extension, 'dist', 'assets', name);
      return toBase64(await vscode.workspace.fs.readFile(place));
    },
    'salesflow/findFiles': async ({ root, pattern }) => {
      const folder = vscode.Uri.parse(root);
      // VS Code's search fails where there is no folder to begin in.
      if (!(await isFolder(folder))) return [];
      const within = new vscode.RelativePattern(folder, pattern);
      const found = await vscode.workspace.findFiles(within, '**/node_modules/**', FILE_LIMIT);
      return found.map((uri) => uri.toString()).sort();
    },
    'salesflow/readFile': async ({ uri }) => {
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri)));
      } catch {
        return null;
      }
    },
  };
  const registered = Object.entries(handlers).map(([method, handler]) =>
    client.onRequest(method, handler as (params: unknown) => Promise<unknown>),
  );
  return { dispose: () => void registered.forEach((one) => void one.dispose()) };
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
}

/** Base64 without Node's Buffer. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(parts.join(''));
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
