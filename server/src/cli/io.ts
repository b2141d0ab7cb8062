/** What a command sees of the world around it: tests put their own in its place. */
export interface Io {
  /** Absolute path of the working folder. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the report goes to a terminal, and whether messages do. */
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Everything that is piped in. */
  stdin(): Promise<Uint8Array>;
  /** Writes the report; nothing else goes there. */
  out(text: string | Uint8Array): void;
  /** Writes a message for the person at the keyboard. */
  err(text: string): void;
  /** Ends a command that runs until it is stopped. */
  readonly stopped: AbortSignal;
}

/** The world of the running process. */
export function processIo(): Io {
  const stop = new AbortController();
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      stop.abort();
      // At once, before the next file is begun; files are renamed into place, so none is left half-written.
      process.exit(code);
    });
  }
  const out = lasting(process.stdout, () => stop.abort());
  const err = lasting(process.stderr, () => undefined);
  return {
    cwd: process.cwd(),
    env: process.env,
    outIsTerminal: process.stdout.isTTY === true,
    errIsTerminal: process.stderr.isTTY === true,
    stdin: readStdin,
    out,
    err,
    stopped: stop.signal,
  };
}

/**
 * Writes to a stream as long as someone reads it. `salesflow lint | head` closes it early, which is no failure: the other
 * reports are still to be written, and the exit code is the same.
 */
function lasting(stream: NodeJS.WriteStream, closed: () => void): (text: string | Uint8Array) => void {
  let isOpen = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!isOpen) return;
    if (error.code !== 'EPIPE') throw error;
    isOpen = false;
    closed();
  });
  return (text) => {
    if (isOpen) stream.write(text);
  };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
