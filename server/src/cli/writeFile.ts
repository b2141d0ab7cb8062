import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { systemReason, UsageError } from './exit.ts';

interface WriteOptions {
  readonly executable?: boolean;
}

/**
 * Writes a file so that a reader sees the old content or the new, never a part, and lets a signal that came meanwhile
 * end the program before the next file.
 *
 * @throws {UsageError} where it cannot be written
 */
export async function writeFileAtomically(
  file: string,
  content: string | Uint8Array,
  options: WriteOptions = {},
): Promise<void> {
  writeFileAtOnce(file, content, options);
  await turn();
}

/**
 * The same without waiting: into a neighbour first, then renamed. Because nothing here waits, a signal comes before or
 * after and leaves no neighbour behind. The mode of a file that is there is kept, and so is a link to it.
 *
 * @throws {UsageError} where it cannot be written
 */
export function writeFileAtOnce(file: string, content: string | Uint8Array, options: WriteOptions = {}): void {
  let temporary: string | undefined;
  try {
    const known = statSync(file, { throwIfNoEntry: false });
    const target = known ? realpathSync(file) : path.resolve(file);
    mkdirSync(path.dirname(target), { recursive: true });
    if (known && !known.isFile()) {
      // A device such as /dev/stdout, or a named pipe, is written to; a folder is an error.
      if (known.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
      writeFileSync(target, content);
      return;
    }
    if (known) accessSync(target, constants.W_OK);
    const name = `.${path.basename(target).slice(0, 80)}.${randomBytes(6).toString('hex')}.tmp`;
    temporary = path.join(path.dirname(target), name);
    const handle = openSync(temporary, 'wx', known ? known.mode : options.executable ? 0o777 : 0o666);
    try {
      writeFileSync(handle, content);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, target);
  } catch (error) {
    if (temporary !== undefined) discard(temporary);
    throw new UsageError(`Cannot write ${file}: ${systemReason(error)}. Choose another place or make it writable.`);
  }
}

/** The reason why the file could not be written is told; that its neighbour cannot be removed adds nothing. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}
