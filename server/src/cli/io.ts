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
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
      // A command that does not listen ends here; files are renamed into place, so none is left half-written.
      setImmediate(() => process.exit(signal === 'SIGINT' ? 130 : 143));
    });
  }
  // `salesflow lint | head` closes the pipe early, which is no failure of ours.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      throw error;
    });
  }
  return {
    cwd: process.cwd(),
    env: process.env,
    outIsTerminal: process.stdout.isTTY === true,
    errIsTerminal: process.stderr.isTTY === true,
    stdin: readStdin,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stopped: stop.signal,
  };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
