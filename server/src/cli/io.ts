import { isTerminal, output } from './output.ts';

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
  const outIsTerminal = isTerminal(1);
  const errIsTerminal = isTerminal(2);
  return {
    cwd: process.cwd(),
    env: process.env,
    outIsTerminal,
    errIsTerminal,
    stdin: readStdin,
    out: output(1, outIsTerminal, () => stop.abort()),
    err: output(2, errIsTerminal, () => undefined),
    stopped: stop.signal,
  };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
