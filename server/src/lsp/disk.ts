import { URI } from 'langium';
import { countingBelow, type GitIgnore, gitIgnore, isGitIgnored, isSearched } from '../base/searched.ts';
import { rootOfConfig } from './configs.ts';
import type { Host } from './host.ts';

/** Name of the files in which git is told what to leave out. */
export const GIT_IGNORE_FILE = '.gitignore';

/**
 * The folders of the workspace as they are on disk, or wherever the host has them: without what `.gitignore` files name,
 * hidden folders and node_modules, as on the command line.
 */
export class Disk {
  private readonly host: Host;
  /** URIs without a slash at the end. */
  private open: readonly string[] = [];
  private turn = 0;
  /** Files being read, and the turn of the newest reading. */
  private readonly reads = new Map<string, number>();
  /** What `.gitignore` files say, by the URI of their folder. */
  private readonly gitIgnores = new Map<string, Promise<GitIgnore | undefined>>();
  /** What those above a folder of the workspace say, up to the top of its git repository. */
  private readonly above = new Map<string, Promise<readonly GitIgnore[]>>();

  constructor(host: Host) {
    this.host = host;
  }

  /** The folders of the workspace. */
  get folders(): readonly string[] {
    return this.open;
  }

  set folders(uris: readonly string[]) {
    this.open = [...uris];
    this.refresh();
  }

  /** Forgets what `.gitignore` files said, after one may have changed. */
  refresh(): void {
    this.gitIgnores.clear();
    this.above.clear();
  }

  /** Whether a file or folder is part of the workspace, and not only while it is open. */
  async belongs(uri: string): Promise<boolean> {
    for (const folder of this.open) {
      if (uri === folder || (uri.startsWith(`${folder}/`) && (await this.isFound(folder, uri)))) return true;
    }
    return false;
  }

  /**
   * The text of a file of the workspace, without one if there is none; `undefined` if it was read again meanwhile: a file
   * read just before it was removed must not come back to life because that answer arrives last.
   */
  async readLatest(uri: string): Promise<{ readonly text: string | undefined } | undefined> {
    const turn = ++this.turn;
    this.reads.set(uri, turn);
    const text = (await this.belongs(uri)) ? await this.host.read(uri) : undefined;
    if (this.reads.get(uri) !== turn) return undefined;
    this.reads.delete(uri);
    return { text };
  }

  /** Process and configuration files below a folder of the workspace; none if it is no folder, or not there. */
  async find(folder: string): Promise<readonly string[]> {
    if (!(await this.belongs(folder))) return [];
    const all = await this.host.find(folder);
    // It may have brought a `.gitignore` along.
    if (all.length > 0) this.refresh();
    const found: string[] = [];
    for (const uri of all) if (await this.belongs(uri)) found.push(uri);
    return found;
  }

  /** Whether a search of the workspace's folder comes to what is below it. */
  private async isFound(workspaceFolder: string, uri: string): Promise<boolean> {
    const names = uri.slice(workspaceFolder.length + 1).split('/');
    const patterns = [...(await this.gitIgnoresAbove(workspaceFolder))];
    let at = workspaceFolder;
    for (const [index, name] of names.entries()) {
      const own = await this.gitIgnoreIn(at);
      if (own) patterns.push(own);
      at = `${at}/${name}`;
      const isFile = index === names.length - 1 && isSource(uri);
      if (!isFile && !isSearched(name)) return false;
      // A configuration counts where it is found, as on the command line.
      if (isFile && rootOfConfig(uri) !== undefined) return true;
      if (isGitIgnored(pathOf(at), !isFile, patterns)) return false;
    }
    return true;
  }

  private gitIgnoreIn(folder: string): Promise<GitIgnore | undefined> {
    let known = this.gitIgnores.get(folder);
    if (!known) {
      known = this.host
        .read(`${folder}/${GIT_IGNORE_FILE}`)
        .then((text) => (text ? gitIgnore(pathOf(folder), text) : undefined));
      this.gitIgnores.set(folder, known);
    }
    return known;
  }

  private gitIgnoresAbove(workspaceFolder: string): Promise<readonly GitIgnore[]> {
    let known = this.above.get(workspaceFolder);
    if (!known) {
      known = this.readGitIgnoresAbove(workspaceFolder);
      this.above.set(workspaceFolder, known);
    }
    return known;
  }

  private async readGitIgnoresAbove(workspaceFolder: string): Promise<readonly GitIgnore[]> {
    // Elsewhere, such as in a repository shown by a web page, nothing lies above.
    if (!workspaceFolder.startsWith('file:')) return [];
    const folders: string[] = [];
    for (let at = workspaceFolder; ; ) {
      if (await this.isRepository(at)) break;
      const parent = at.slice(0, at.lastIndexOf('/'));
      // No repository: what lies above is none of the workspace's business.
      if (parent.endsWith('/') || !parent.includes('/')) return [];
      folders.unshift(parent);
      at = parent;
    }
    const said = await Promise.all(folders.map((folder) => this.gitIgnoreIn(folder)));
    return countingBelow(
      pathOf(workspaceFolder),
      said.filter((patterns) => patterns !== undefined),
    );
  }

  /** `.git` is a folder, or in a worktree and a submodule a file. */
  private async isRepository(folder: string): Promise<boolean> {
    return (
      (await this.host.read(`${folder}/.git/HEAD`)) !== undefined ||
      (await this.host.read(`${folder}/.git`)) !== undefined
    );
  }
}

/** Whether it is a process or configuration file, by its name. */
export function isSource(uri: string): boolean {
  return uri.endsWith('.salesflow') || rootOfConfig(uri) !== undefined;
}

/** The path of a URI, decoded, with slashes; also where it is not well encoded. */
export function pathOf(uri: string): string {
  return URI.parse(uri).path;
}
