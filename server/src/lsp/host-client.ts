import type { Connection } from 'vscode-languageserver';
import { CONFIG_FILE } from '../language/projects.ts';
import type { Host } from './host.ts';
import type { SalesflowClientRequests } from './protocol.ts';

/** Files as the editor sees them: the only way to them from a worker. */
export function clientHost(connection: Connection): Host {
  const ask = <M extends keyof SalesflowClientRequests>(method: M, params: SalesflowClientRequests[M]['params']) =>
    connection.sendRequest<SalesflowClientRequests[M]['result']>(method, params);
  return {
    async find(root) {
      const lists = await Promise.all(
        ['**/*.salesflow', `**/${CONFIG_FILE}`].map((pattern) => ask('salesflow/findFiles', { root, pattern })),
      );
      return lists.flat();
    },
    read: async (uri) => (await ask('salesflow/readFile', { uri })) ?? undefined,
    async asset(name) {
      const text = await ask('salesflow/asset', { name }).catch(() => undefined);
      return text === undefined ? undefined : Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    },
  };
}

/** Where the editor does not answer questions about files: open files are all there is. */
export const openFilesOnly: Host = {
  find: async () => [],
  read: async () => undefined,
  asset: async () => undefined,
};
