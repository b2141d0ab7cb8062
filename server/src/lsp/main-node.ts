import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import manifest from '../../package.json' with { type: 'json' };
import { nodeHost } from './host-node.ts';
import { startServer } from './server.ts';

/**
 * The language server as a process: over standard input and output (`--stdio`), Node's IPC (`--node-ipc`) or a socket
 * (`--socket=PORT`), as its arguments say.
 */
const here = dirname(realpathSync(process.argv[1] ?? '.'));

startServer(createConnection(ProposedFeatures.all), {
  version: manifest.version,
  host: (client) => nodeHost(client, [join(here, 'assets'), join(here, '..', 'dist', 'assets')]),
});
