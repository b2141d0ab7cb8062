import { chmod, stat } from 'node:fs/promises';

/** Whoever may read the file may run it; Windows knows no such permission and ignores it. */
export async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  await chmod(path, mode | ((mode & 0o444) >> 2));
}
