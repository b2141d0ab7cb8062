const channel = globalThis as { setImmediate?: (callback: () => void) => void };

/** Runs the callback once what is waiting has been seen to; works in a worker too, where there is no `setImmediate`. */
export const soon: (callback: () => void) => void = channel.setImmediate ?? ((callback) => setTimeout(callback, 0));

/** Gives way to messages that have arrived in the meantime. */
export function pause(): Promise<void> {
  return new Promise((resolve) => soon(resolve));
}
