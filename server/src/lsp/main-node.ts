import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import manifest from '../../package.json' with { type: 'json' };
import { nodeHost } from './host-node.ts';
import { startServer } from './server.ts';

/**
 * The language server as a process: over standard input and output (`--stdio`), Node's IPC (`--node-ipc`) or a socket
 * (`--socket=PORT`), as its arguments say.
 */
const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));

startServer(createConnection(ProposedFeatures.all), {
  version: manifest.version,
  host: (client) => nodeHost(client, [join(here, 'assets'), join(here, '..', 'assets')]),
});
