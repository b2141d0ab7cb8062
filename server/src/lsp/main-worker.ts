import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import manifest from '../../package.json' with { type: 'json' };
import { openFilesOnly } from './host-client.ts';
import { startServer } from './server.ts';

/** The language server in a web worker: it speaks over the worker's own messages. */
const scope = globalThis as unknown as DedicatedWorkerGlobalScope;

/** Where the desktop's process stands in for the worker, it offers a way to give memory back. */
const { giveMemoryBack } = globalThis as { giveMemoryBack?: () => void };

startServer(createConnection(ProposedFeatures.all, new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), {
  version: manifest.version,
  host: (client) => ({ ...(client ?? openFilesOnly), ...(giveMemoryBack ? { idle: giveMemoryBack } : {}) }),
});
