import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { systemReason, UsageError } from './exit.ts';

/**
 * Writes a file so that a reader sees the old content or the new, never a part: into a neighbour first, then renamed.
 * The mode of a file that is there is kept.
 *
 * @throws {UsageError} where it cannot be written
 */
export async function writeFileAtomically(
  file: string,
  content: string | Uint8Array,
  options: { readonly executable?: boolean } = {},
): Promise<void> {
  const target = path.resolve(file);
  const temporary = path.join(
    path.dirname(target),
    `.${path.basename(target).slice(0, 80)}.${randomBytes(6).toString('hex')}.tmp`,
  );
  try {
    await mkdir(path.dirname(target), { recursive: true });
    const known = await stat(target).catch(() => undefined);
    if (known && !known.isFile()) {
      // A device such as /dev/stdout, or a named pipe, is written to; a folder is an error.
      if (known.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
      const handle = await open(target, 'w');
      await handle.writeFile(content).finally(() => handle.close());
      return;
    }
    if (known) await access(target, constants.W_OK);
    const handle = await open(temporary, 'wx', known ? known.mode : options.executable ? 0o777 : 0o666);
    await handle.writeFile(content).finally(() => handle.close());
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new UsageError(`Cannot write ${file}: ${systemReason(error)}. Choose another place or make it writable.`);
  }
}
