import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathPatterns } from '../base/pathPatterns.ts';
import { systemReason, UsageError } from './exit.ts';
import { realpath, stat } from './fileSystem.ts';
import type { Io } from './io.ts';
import { findBelow, suffix } from './walk.ts';

const configName = 'salesflow.config.json';

/** One project with what of it was asked for. */
export interface ProjectInput {
  /** Absolute path of its folder. */
  readonly root: string;
  /** Absolute path of its configuration file, or `undefined`. */
  readonly configFile: string | undefined;
  /** All its process files, absolute and sorted. */
  readonly files: readonly string[];
  /** Those that the command is about. */
  readonly selected: ReadonlySet<string>;
}

/**
 * The projects that paths are about. A project is all files below the nearest folder with a configuration file; without
 * one it is the folder that was named, or that of the file.
 *
 * @param paths files and folders; none means the working folder
 * @param configFile one configuration for everything, in place of those that would be found
 * @throws {UsageError} for a path that cannot be used
 */
export async function findProjects(
  io: Io,
  paths: readonly string[],
  options: { readonly config?: string | undefined } = {},
): Promise<ProjectInput[]> {
  const projects = new Map<string, { configFile: string | undefined; files: Set<string>; selected: Set<string> }>();
  const forced = options.config === undefined ? undefined : await existingFile(io, options.config);
  const searched = new Map<string, Promise<void>>();

  const projectAt = (root: string, configFile: string | undefined) => {
    let project = projects.get(root);
    if (!project) {
      project = { configFile: forced ?? configFile, files: new Set(), selected: new Set() };
      projects.set(root, project);
    }
    return project;
  };
  const search = (root: string): Promise<void> => {
    let search = searched.get(root);
    if (!search) {
      search = addAll(root);
      searched.set(root, search);
    }
    return search;
  };
  const addAll = async (root: string): Promise<void> => {
    const found = await findBelow(root, repositoryAround(root)).catch((error: unknown) => {
      throw new UsageError(`Cannot read folder ${root}: ${systemReason(error)}.`);
    });
    const roots = new Set(forced ? [] : found.projects);
    for (const file of found.files) {
      const own = nearest(path.dirname(file), roots, root);
      projectAt(own, roots.has(own) ? path.join(own, configName) : undefined).files.add(file);
    }
  };

  for (const given of paths.length === 0 ? ['.'] : paths) {
    const full = path.resolve(io.cwd, given);
    const info = await stat(full).catch((error: unknown) => {
      throw new UsageError(`Cannot read ${given}: ${systemReason(error)}. Name a file or folder that is there.`);
    });
    if (!info.isDirectory() && !full.endsWith(suffix)) {
      throw new UsageError(`${given} is not a ${suffix} file. Name a ${suffix} file or a folder.`);
    }
    const folder = await realpath(info.isDirectory() ? full : path.dirname(full));
    const target = info.isDirectory() ? folder : path.join(folder, path.basename(full));
    const root = forced ? folder : (configuredAbove(folder) ?? folder);
    await search(root);
    if (!info.isDirectory()) {
      const own = [...projects].find(([, project]) => project.files.has(target));
      const project = own?.[1] ?? projectAt(root, existingConfig(root));
      project.files.add(target);
      project.selected.add(target);
      continue;
    }
    for (const project of projects.values()) {
      for (const file of project.files) if (isBelow(file, folder)) project.selected.add(file);
    }
  }
  return [...projects]
    .filter(([, project]) => project.selected.size > 0)
    .map(([root, { configFile, files, selected }]) => ({ root, configFile, files: [...files].sort(), selected }))
    .sort((a, b) => (a.root < b.root ? -1 : 1));
}

/** Says that there is nothing to work on, and what to do. */
export function nothingIn(paths: readonly string[]): string {
  const where = paths.length === 0 ? 'this folder' : paths.join(', ');
  const leftOut = 'what .gitignore, hidden folders or "ignore" of the configuration leave out';
  return `There are no ${suffix} files in ${where}, apart from ${leftOut}. Start a project with: salesflow init`;
}

/** Leaves out what the project's configuration ignores. */
export function withoutIgnored(project: ProjectInput, patterns: readonly string[]): ProjectInput {
  if (patterns.length === 0) return project;
  const leftOut = pathPatterns(patterns);
  const kept = project.files.filter((file) => {
    const relative = path.relative(project.root, file).split(path.sep).join('/');
    return !leftOut.test(relative).ignored;
  });
  return { ...project, files: kept, selected: new Set(kept.filter((file) => project.selected.has(file))) };
}

/** The nearest folder with a configuration file, from the given one up. */
export function configuredAbove(folder: string): string | undefined {
  for (let current = folder; ; current = path.dirname(current)) {
    if (existingConfig(current)) return current;
    if (path.dirname(current) === current) return undefined;
  }
}

function existingConfig(folder: string): string | undefined {
  const file = path.join(folder, configName);
  return existsSync(file) ? file : undefined;
}

/** The nearest folder that holds a git repository, from the given one up. */
export function repositoryAround(folder: string): string | undefined {
  for (let current = folder; ; current = path.dirname(current)) {
    if (existsSync(path.join(current, '.git'))) return current;
    if (path.dirname(current) === current) return undefined;
  }
}

async function existingFile(io: Io, given: string): Promise<string> {
  const full = path.resolve(io.cwd, given);
  const info = await stat(full).catch((error: unknown) => {
    throw new UsageError(`Cannot read configuration ${given}: ${systemReason(error)}.`);
  });
  if (info.isDirectory()) throw new UsageError(`Configuration ${given} is a folder. Name a file in it.`);
  return full;
}

function nearest(folder: string, roots: ReadonlySet<string>, top: string): string {
  for (let current = folder; ; current = path.dirname(current)) {
    if (roots.has(current) || current === top || path.dirname(current) === current) return current;
  }
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}
