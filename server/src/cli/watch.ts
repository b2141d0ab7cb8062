import { type FSWatcher, statSync, watch as watchFolder } from 'node:fs';
import path from 'node:path';
import { systemReason, UsageError } from './exit.ts';
import { configuredAbove } from './inputs.ts';
import type { Io } from './io.ts';
import { suffix } from './walk.ts';

/** Editors write a file in several steps; the run waits until this many milliseconds have been quiet. */
const quiet = 150;

/**
 * Runs a command now and after every change of a process file or configuration in the projects of the given paths, until
 * the program is stopped. A mistake in a file or the configuration is told and does not end it.
 *
 * @param config a configuration file besides those of the projects
 * @throws {UsageError} where a path is not there or the system has no more room to watch
 */
export async function watch(
  io: Io,
  paths: readonly string[],
  config: string | undefined,
  run: () => Promise<unknown>,
): Promise<void> {
  let wake: () => void = () => undefined;
  let changed = false;
  let timer: NodeJS.Timeout | undefined;
  const notice = (isWatched: boolean) => {
    if (!isWatched) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed = true;
      wake();
    }, quiet);
  };
  const watchers: FSWatcher[] = [];
  const stop = () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    wake();
  };
  for (const folder of foldersOf(io, paths)) {
    watchers.push(watching(io, folder, true, (file) => notice(file === null || isPartOfProject(file))));
  }
  if (config !== undefined) {
    const file = path.resolve(io.cwd, config);
    watchers.push(watching(io, path.dirname(file), false, (name) => notice(name === path.basename(file))));
  }
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

/** The projects' folders: a file is checked with all of its project, and editors replace files rather than write them. */
function foldersOf(io: Io, paths: readonly string[]): Set<string> {
  const folders = (paths.length === 0 ? ['.'] : paths).map((given) => {
    const full = path.resolve(io.cwd, given);
    const info = statSync(full, { throwIfNoEntry: false });
    if (!info) throw new UsageError(`Cannot watch ${given}: it does not exist. Name a file or folder that is there.`);
    const folder = info.isDirectory() ? full : path.dirname(full);
    return configuredAbove(folder) ?? folder;
  });
  return new Set(folders);
}

function watching(io: Io, folder: string, recursive: boolean, notice: (file: string | null) => void): FSWatcher {
  try {
    const watcher = watchFolder(folder, { recursive }, (_event, file) => notice(file));
    watcher.on('error', (error) => io.err(`salesflow: ${folder} is not watched any more: ${systemReason(error)}.\n`));
    return watcher;
  } catch (error) {
    throw new UsageError(`Cannot watch ${folder}: ${systemReason(error)}. Name fewer folders.`);
  }
}

function isPartOfProject(file: string): boolean {
  if (/(^|[\\/])(node_modules|\.git)[\\/]/.test(file)) return false;
  return (
    file.endsWith(suffix) || path.basename(file) === 'salesflow.config.json' || path.basename(file) === '.gitignore'
  );
}
