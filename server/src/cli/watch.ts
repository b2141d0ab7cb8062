import { type FSWatcher, watch as watchFolder } from 'node:fs';
import path from 'node:path';
import { UsageError } from './exit.ts';
import type { Io } from './io.ts';
import { suffix } from './walk.ts';

/** Editors write a file in several steps; the run waits until this many milliseconds have been quiet. */
const quiet = 150;

/**
 * Runs a command now and after every change of a process file or configuration below the given paths, until the
 * program is stopped. A mistake in a file or the configuration is told and does not end it.
 */
export async function watch(io: Io, paths: readonly string[], run: () => Promise<unknown>): Promise<void> {
  let wake: () => void = () => undefined;
  let changed = false;
  let timer: NodeJS.Timeout | undefined;
  const notice = (file: string | null) => {
    if (file !== null && !isWatched(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed = true;
      wake();
    }, quiet);
  };
  const watchers: FSWatcher[] = (paths.length === 0 ? ['.'] : paths).map((one) =>
    watchFolder(path.resolve(io.cwd, one), { recursive: true }, (_event, file) => notice(file)),
  );
  const stop = () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    wake();
  };
  io.stopped.addEventListener('abort', stop);
  while (!io.stopped.aborted) {
    changed = false;
    await run().catch((error: unknown) => {
      if (!(error instanceof UsageError)) throw error;
      io.err(`salesflow: ${error.message}\n`);
    });
    io.err('Watching for changes; Ctrl+C ends it.\n');
    if (!changed && !io.stopped.aborted) await new Promise<void>((resolve) => (wake = resolve));
  }
}

function isWatched(file: string): boolean {
  if (/(^|[\\/])(node_modules|\.git)[\\/]/.test(file)) return false;
  return (
    file.endsWith(suffix) || path.basename(file) === 'salesflow.config.json' || path.basename(file) === '.gitignore'
  );
}
