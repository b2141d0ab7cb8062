import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Lets a process of its own stand in for a web worker, so that the desktop runs the very bundle of the browser
 * edition: one language server in the package instead of two. The messages travel over the process's IPC channel.
 */
interface WorkerScope {
  self: unknown;
  onmessage?: (event: { readonly data: unknown }) => void;
  postMessage(message: unknown): void;
  addEventListener(type: string, listener: (event: { readonly data: unknown }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
scope.self = globalThis;
scope.postMessage = (message) => process.send?.(message);
// A channel between processes reports its errors by closing, so only messages are listened for.
scope.addEventListener = (type, listener) => {
  if (type === 'message') process.on('message', (data) => listener({ data }));
};
process.on('message', (data) => {
  scope.onmessage?.({ data });
  if ((data as { readonly method?: unknown }).method === 'exit') process.exit(0);
});
// The editor is gone.
process.on('disconnect', () => process.exit(0));
// The server collects garbage when it rests.
setFlagsFromString('--expose-gc');
Object.assign(globalThis, { gc: runInNewContext('gc') });
require(join(__dirname, 'web', 'server.js'));
