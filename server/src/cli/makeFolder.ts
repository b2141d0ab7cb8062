import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder and those above it. Not by `recursive`, which tries for ever where the system says of a folder that is
 * there that nothing can be made in it because it is not (as /proc does).
 *
 * @throws an error of the file system
 */
export function makeFolder(folder: string, mode = 0o777): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another run has made it meanwhile, or it is a file, which opening one in it tells.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
