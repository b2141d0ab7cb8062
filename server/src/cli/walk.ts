import type { Dirent } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
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

/** Patterns that count below one folder. */
interface Patterns {
  readonly folder: string;
  readonly matcher: Ignore;
}

/**
 * All process files and projects below a folder, without what `.gitignore` files there and above name, hidden folders and
 * node_modules. Symbolic links are not followed: what they lead to is either found in its own place or not part of it.
 *
 * @param repository top folder of the git repository, where `.gitignore` files begin to count
 */
export async function findBelow(folder: string, repository: string | undefined): Promise<Found> {
  const found = { files: [] as string[], projects: [] as string[] };
  const above = repository ? await patternsAbove(folder, repository) : [];
  await visit(folder, above, found);
  return { files: found.files.sort(), projects: found.projects.sort() };
}

/** Folders around or at the given one, from the repository's top. */
async function patternsAbove(folder: string, repository: string): Promise<Patterns[]> {
  const relative = path.relative(repository, folder);
  if (relative.startsWith('..') || path.isAbsolute(relative) || relative === '') return [];
  const patterns: Patterns[] = [];
  let current = repository;
  for (const part of relative.split(path.sep)) {
    const own = await patternsOf(current);
    if (own) patterns.push(own);
    current = path.join(current, part);
  }
  return patterns;
}

async function patternsOf(folder: string): Promise<Patterns | undefined> {
  try {
    return { folder, matcher: ignore().add(await readUtf8(path.join(folder, '.gitignore'))) };
  } catch {
    return undefined;
  }
}

async function visit(
  folder: string,
  above: readonly Patterns[],
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
      if (!isIgnored(full, false, patterns)) found.files.push(full);
    } else if (isSearched(entry) && !isIgnored(full, true, patterns)) {
      folders.push(full);
    }
  }
  await Promise.all(folders.map((one) => visit(one, patterns, found)));
}

function isSearched(entry: Dirent): boolean {
  return entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.');
}

/** The last matching pattern of the nearest file decides, as in git. */
function isIgnored(full: string, isFolder: boolean, patterns: readonly Patterns[]): boolean {
  for (const { folder, matcher } of patterns.toReversed()) {
    const relative = path.relative(folder, full).split(path.sep).join('/');
    const result = matcher.test(isFolder ? `${relative}/` : relative);
    if (result.ignored) return true;
    if (result.unignored) return false;
  }
  return false;
}
