import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemReason, UsageError } from './exit.ts';
import { makeFolder } from './makeFolder.ts';

/** Milliseconds after which a lock belongs to a run that was killed: what is done under one takes a few. */
const abandonedAfter = 10_000;

/**
 * Does something to a file while no other run of this program does, so that reading, changing and writing it is one
 * step. The lock is a folder beside the file.
 *
 * @param change must not wait, so that no signal ends the program before the lock is gone
 * @throws {UsageError} where the folder of the file cannot be written to
 */
export async function withFileLock<T>(file: string, change: () => T): Promise<T> {
  const lock = `${file}.lock`;
  try {
    makeFolder(path.dirname(file));
  } catch {
    // Taking the lock tells why.
  }
  while (!take(lock)) {
    await wait(20 + Math.random() * 30);
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > abandonedAfter) release(lock);
  }
  try {
    return change();
  } finally {
    release(lock);
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new UsageError(`Cannot write ${lock}: ${systemReason(error)}. Choose another place or make it writable.`);
  }
}

function release(lock: string): void {
  try {
    rmdirSync(lock);
  } catch {
    // Another run has taken it for abandoned.
  }
}
