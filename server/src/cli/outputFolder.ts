import { createHash } from 'node:crypto';
import { lstat, readFile, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import type { GeneratedFile } from '../crm/backend.ts';
import { compareText } from '../report/locate.ts';
import { systemReason, UsageError } from './exit.ts';
import { writeFileAtomically } from './writeFile.ts';

/** Lists what this tool wrote into a folder, so that it knows its own files from others. */
export const manifestName = '.salesflow-manifest.json';

/** What writing would do to a folder, by path with `/`. */
export interface FolderChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** Written by an earlier run and no longer made. */
  readonly removed: readonly string[];
  /** There with another content, and not as this tool wrote them. */
  readonly foreign: readonly string[];
}

/** A folder that generated files go to. */
export class OutputFolder {
  private readonly folder: string;
  private readonly shown: string;

  /**
   * @param folder absolute path
   * @param shown the path as it was given
   */
  constructor(folder: string, shown: string) {
    this.folder = folder;
    this.shown = shown;
  }

  /**
   * Compares what is there with what is made.
   *
   * @throws {UsageError} for a path that leaves the folder, or a manifest that cannot be read
   */
  async compare(files: readonly GeneratedFile[]): Promise<FolderChanges> {
    const written = await this.manifest();
    const changes = {
      added: [] as string[],
      changed: [] as string[],
      removed: [] as string[],
      foreign: [] as string[],
    };
    const names = new Map<string, string>();
    for (const file of files) {
      await this.checkInside(file.path);
      const folded = file.path.toLowerCase();
      const twin = names.get(folded);
      if (twin !== undefined)
        throw new UsageError(
          `The files ${twin} and ${file.path} would be one on a disk that ignores case. Give one of them another name in the source.`,
        );
      names.set(folded, file.path);
      const there = await this.read(file.path);
      if (there === undefined) changes.added.push(file.path);
      else if (hashOf(there) !== hashOf(file.content))
        (written[file.path] === hashOf(there) ? changes.changed : changes.foreign).push(file.path);
    }
    const made = new Set(files.map((file) => file.path));
    for (const [name, hash] of Object.entries(written)) {
      if (made.has(name)) continue;
      await this.checkInside(name);
      const there = await this.read(name);
      if (there !== undefined && hashOf(there) === hash) changes.removed.push(name);
    }
    for (const list of Object.values(changes)) list.sort(compareText);
    return changes;
  }

  /**
   * Writes the files and removes what an earlier run made and this one does not.
   *
   * @throws {UsageError} where a file cannot be written
   */
  async write(files: readonly GeneratedFile[], changes: FolderChanges): Promise<void> {
    const needed = new Set([...changes.added, ...changes.changed, ...changes.foreign]);
    for (const file of files) {
      if (needed.has(file.path)) {
        await writeFileAtomically(path.join(this.folder, file.path), file.content, {
          executable: file.executable === true,
        });
      }
    }
    for (const name of changes.removed) await rm(path.join(this.folder, name), { force: true });
    const entries = files
      .map((file) => [file.path, hashOf(file.content)] as const)
      .sort(([a], [b]) => compareText(a, b));
    const manifest = { madeBy: 'salesflow generate', files: Object.fromEntries(entries) };
    await writeFileAtomically(path.join(this.folder, manifestName), `${JSON.stringify(manifest, undefined, 2)}\n`);
  }

  private async manifest(): Promise<Readonly<Record<string, string>>> {
    const text = await this.read(manifestName);
    if (text === undefined) return {};
    try {
      const { files } = JSON.parse(text.toString('utf8')) as { files?: unknown };
      if (typeof files === 'object' && files !== null) return files as Record<string, string>;
    } catch {
      // Told below, with the remedy.
    }
    throw new UsageError(
      `${path.join(this.shown, manifestName)} cannot be understood. Remove it, and run again with --force.`,
    );
  }

  private async read(name: string): Promise<Buffer | undefined> {
    const file = path.join(this.folder, name);
    try {
      return await readFile(file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw new UsageError(`Cannot read ${path.join(this.shown, name)}: ${systemReason(error)}.`);
    }
  }

  /** A path stays below the folder, also through links that are there already. */
  private async checkInside(name: string): Promise<void> {
    const parts = name.split('/');
    const leaves =
      path.isAbsolute(name) ||
      name.includes('\\') ||
      name.includes('\0') ||
      parts.some((part) => part === '..' || part === '');
    let inside = !leaves;
    if (inside) {
      const root = await realpath(this.folder).catch(() => undefined);
      let current = this.folder;
      for (const part of root === undefined ? [] : parts) {
        current = path.join(current, part);
        if (!(await lstat(current).catch(() => undefined))) break;
        const real = await realpath(current).catch(() => undefined);
        if (real === undefined || !(real === root || real.startsWith(root + path.sep))) inside = false;
      }
    }
    if (!inside)
      throw new UsageError(
        `The path ${JSON.stringify(name)} would leave the output folder ${this.shown}, so nothing was written.`,
      );
  }
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
