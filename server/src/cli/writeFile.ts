import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { systemReason, UsageError } from './exit.ts';
import { makeFolder } from './makeFolder.ts';

/** What a file is to hold: as a whole, or in pieces of text. */
export type Content = string | Uint8Array | Iterable<string>;

interface WriteOptions {
  readonly executable?: boolean;
}

/**
 * Writes a file so that a reader sees the old content or the new, never a part, and lets a signal that came meanwhile
 * end the program before the next file.
 *
 * @throws {UsageError} where it cannot be written
 */
export async function writeFileAtomically(file: string, content: Content, options: WriteOptions = {}): Promise<void> {
  writeFileAtOnce(file, content, options);
  await turn();
}

/**
 * The same without waiting: into a neighbour first, then renamed. Because nothing here waits, a signal comes before or
 * after and leaves no neighbour behind. The mode of a file that is there is kept, and so is a link to it.
 *
 * @throws {UsageError} where it cannot be written
 */
export function writeFileAtOnce(file: string, content: Content, options: WriteOptions = {}): void {
  let temporary: string | undefined;
  try {
    const known = statSync(file, { throwIfNoEntry: false });
    const target = known ? realpathSync(file) : path.resolve(file);
    makeFolder(path.dirname(target));
    if (known && !known.isFile()) {
      // A device such as /dev/stdout, or a named pipe, is written to; a folder is an error.
      if (known.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
      const handle = openSync(target, 'w');
      writeAll(handle, content);
      return;
    }
    if (known) accessSync(target, constants.W_OK);
    const name = `.${path.basename(target).slice(0, 80)}.${randomBytes(6).toString('hex')}.tmp`;
    temporary = path.join(path.dirname(target), name);
    const handle = openSync(temporary, 'wx', known ? known.mode : options.executable ? 0o777 : 0o666);
    writeAll(handle, content);
    renameSync(temporary, target);
  } catch (error) {
    if (temporary !== undefined) discard(temporary);
    // Not of the file system: the content could not be made.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new UsageError(`Cannot write ${file}: ${systemReason(error)}. Choose another place or make it writable.`);
  }
}

/** A file that someone wrote, to be written anew: its absolute path, and its text as it was read and as it is to be. */
export interface Rewrite {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** Whether the file starts with a byte order mark, which the texts are without. */
  readonly marked: boolean;
}

/**
 * Writes files of the user anew, all or none: what someone saved since they were read is not overwritten.
 *
 * @param cwd folder that paths are told relative to
 * @throws {UsageError} where a file has another content than was read, or cannot be written
 */
export async function rewriteFiles(rewrites: readonly Rewrite[], cwd: string): Promise<void> {
  const other = rewrites.filter((one) => !isAsRead(one));
  if (other.length > 0) throw changedMeanwhile(other, cwd, 'Nothing was written');
  for (const [index, one] of rewrites.entries()) {
    if (!isAsRead(one))
      throw changedMeanwhile([one], cwd, index === 0 ? 'Nothing was written' : 'It was left as it is');
    // No turn is taken between this look and the write.
    writeFileAtOnce(one.file, contentOf(one.after, one));
    await turn();
  }
}

function isAsRead(rewrite: Rewrite): boolean {
  try {
    return readFileSync(rewrite.file).equals(contentOf(rewrite.before, rewrite));
  } catch {
    return false;
  }
}

function contentOf(text: string, { marked }: Rewrite): Buffer {
  return Buffer.from(marked ? `\uFEFF${text}` : text);
}

function changedMeanwhile(files: readonly Rewrite[], cwd: string, outcome: string): UsageError {
  const names = files.map(({ file }) => path.relative(cwd, file)).join(', ');
  const were = files.length === 1 ? 'was' : 'were';
  return new UsageError(`${names} ${were} changed by someone else after being read. ${outcome}; run it again.`);
}

function writeAll(handle: number, content: Content): void {
  try {
    const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
    for (const piece of pieces) writeFileSync(handle, piece);
  } finally {
    closeSync(handle);
  }
}

/** The reason why the file could not be written is told; that its neighbour cannot be removed adds nothing. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}
