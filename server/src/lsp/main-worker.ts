import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import manifest from '../../package.json' with { type: 'json' };
import { openFilesOnly } from './host-client.ts';
import { type Collector, memoryKeeper } from './memory.ts';
import { startServer } from './server.ts';

/** The language server in a web worker: it speaks over the worker's own messages. */
const scope = globalThis as unknown as DedicatedWorkerGlobalScope;

/** Where the desktop's process stands in for the worker, Node's collector is there. */
const node = globalThis as { gc?: Collector; process?: { memoryUsage?: () => { heapUsed: number } } };
const { gc } = node;
const idle = gc && memoryKeeper(gc, () => node.process?.memoryUsage?.().heapUsed ?? 0);

startServer(createConnection(ProposedFeatures.all, new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), {
  version: manifest.version,
  host: (client) => ({
    ...(client ?? openFilesOnly),
    ...(idle ? { idle } : {}),
    ...(gc ? { tidy: () => gc({ type: 'minor', execution: 'sync' }) } : {}),
  }),
});
