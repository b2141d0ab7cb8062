import fs from 'node:fs';
import { systemReason, UsageError } from './exit.ts';

/** Standard output and standard error. */
type Descriptor = 1 | 2;

/** Writes to one of them as long as someone reads it. */
export type Write = (text: string | Uint8Array) => void;

const isWindows = process.platform === 'win32';

/**
 * Whether it is a terminal. What plainly is none, as a file, a pipe or the null device, is not asked for it: what knows of
 * terminals takes Node two milliseconds to load.
 */
export function isTerminal(descriptor: Descriptor): boolean {
  if (!isWindows) {
    const stats = fs.fstatSync(descriptor);
    const none = fs.statSync('/dev/null', { throwIfNoEntry: false });
    if (!stats.isCharacterDevice() || stats.rdev === none?.rdev) return false;
  }
  return process.getBuiltinModule('tty').isatty(descriptor);
}

/**
 * Writes to standard output or error. `salesflow lint | head` closes it early, which is no failure: the other reports are
 * still to be written, and the exit code is the same.
 *
 * Where it is no terminal, at once and without Node's stream, for the same reason as above. That comes in where a pipe is
 * full and does not wait, as another program may have set it, and on Windows.
 *
 * @param closed is told once that nobody reads any more
 * @throws {UsageError} where standard output cannot be written to
 */
export function output(descriptor: Descriptor, toTerminal: boolean, closed: () => void): Write {
  let isOpen = true;
  let write: Write = toTerminal || isWindows ? toStream() : toFile;
  return (text) => {
    if (isOpen) write(text);
  };

  function close(): void {
    isOpen = false;
    closed();
  }

  function toFile(text: string | Uint8Array): void {
    let left: Uint8Array = typeof text === 'string' ? Buffer.from(text) : text;
    try {
      while (left.length > 0) left = left.subarray(fs.writeSync(descriptor, left));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') {
        write = toStream();
        write(left);
      } else if (code === 'EPIPE' || descriptor === 2) close();
      else throw new UsageError(`Cannot write to standard output: ${systemReason(error)}. Write to another place.`);
    }
  }

  function toStream(): Write {
    const stream = descriptor === 1 ? process.stdout : process.stderr;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!isOpen) return;
      if (error.code !== 'EPIPE') throw error;
      close();
    });
    return (text) => void stream.write(text);
  }
}
