import path from 'node:path';
import { countingBelow, type GitIgnore, gitIgnore, isGitIgnored, isSearched } from '../base/searched.ts';
import { readFolder, readUtf8 } from './fileSystem.ts';

/** File name suffix of process files. */
export const suffix = '.salesflow';

/** Name of the configuration file, which also marks a project's root. */
const configName = 'salesflow.config.json';

/** What a folder and the folders below it hold. */
export interface Found {
  /** Process files, sorted. */
  readonly files: readonly string[];
  /** Folders with a configuration file. */
  readonly projects: readonly string[];
}

/**
 * All process files and projects below a folder, without what `.gitignore` files there and above name, hidden folders and
 * node_modules; a folder that git ignores is searched when it is the one given. Symbolic links are not followed: what they lead to is either found in its own place or not part of it.
 *
 * @param repository top folder of the git repository, where `.gitignore` files begin to count
 */
export async function findBelow(folder: string, repository: string | undefined): Promise<Found> {
  const found = { files: [] as string[], projects: [] as string[] };
  const above = repository ? countingBelow(withSlashes(folder), await patternsAbove(folder, repository)) : [];
  await visit(folder, above, found);
  return { files: found.files.sort(), projects: found.projects.sort() };
}

/** Folders around or at the given one, from the repository's top. */
async function patternsAbove(folder: string, repository: string): Promise<GitIgnore[]> {
  const relative = path.relative(repository, folder);
  if (relative.startsWith('..') || path.isAbsolute(relative) || relative === '') return [];
  const patterns: GitIgnore[] = [];
  let current = repository;
  for (const part of relative.split(path.sep)) {
    const own = await patternsOf(current);
    if (own) patterns.push(own);
    current = path.join(current, part);
  }
  return patterns;
}

async function patternsOf(folder: string): Promise<GitIgnore | undefined> {
  try {
    return gitIgnore(withSlashes(folder), await readUtf8(path.join(folder, '.gitignore')));
  } catch {
    return undefined;
  }
}

async function visit(
  folder: string,
  above: readonly GitIgnore[],
  found: { files: string[]; projects: string[] },
): Promise<void> {
  const entries = await readFolder(folder);
  const own = entries.some((entry) => entry.name === '.gitignore') ? await patternsOf(folder) : undefined;
  const patterns = own ? [...above, own] : above;
  const folders: string[] = [];
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    if (entry.name === configName) found.projects.push(folder);
    if (entry.isFile() && entry.name.endsWith(suffix)) {
      if (!isGitIgnored(withSlashes(full), false, patterns)) found.files.push(full);
    } else if (entry.isDirectory() && isSearched(entry.name)) {
      if (!isGitIgnored(withSlashes(full), true, patterns)) folders.push(full);
    }
  }
  await Promise.all(folders.map((one) => visit(one, patterns, found)));
}

function withSlashes(file: string): string {
  return path.sep === '/' ? file : file.split(path.sep).join('/');
}
