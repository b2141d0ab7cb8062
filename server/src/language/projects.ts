import { type URI, UriUtils } from 'langium';
import { LIBRARY_URI } from './library.ts';

/** Name of the file that marks a project's root folder. */
export const CONFIG_FILE = 'salesflow.config.json';

/**
 * Which project a file belongs to: the nearest folder with a configuration file, else the workspace folder, else the
 * file's own folder. Two projects do not see each other.
 */
export class Projects {
  private readonly configured = new Set<string>();
  private folders: string[] = [];
  private readonly roots = new Map<string, string>();

  /** Folders of the workspace, as URIs. */
  setFolders(folders: readonly URI[]): void {
    this.folders = folders.map((folder) => withoutSlash(folder.toString()));
    this.roots.clear();
  }

  /** Tells that the folder has a configuration file. */
  addRoot(folder: URI): void {
    this.configured.add(withoutSlash(folder.toString()));
    this.roots.clear();
  }

  /** Tells that the folder has no configuration file any more. */
  removeRoot(folder: URI): void {
    this.configured.delete(withoutSlash(folder.toString()));
    this.roots.clear();
  }

  /** Folders with a configuration file, as URI strings. */
  get configuredRoots(): readonly string[] {
    return [...this.configured];
  }

  /** URI string of the root folder of the file's project, without a slash at the end. */
  rootOf(file: URI): string {
    const key = file.toString();
    let root = this.roots.get(key);
    if (root === undefined) {
      root = this.findRoot(file);
      this.roots.set(key, root);
    }
    return root;
  }

  private findRoot(file: URI): string {
    if (UriUtils.equals(file, LIBRARY_URI)) {
      return '';
    }
    if (file.scheme === 'untitled') {
      return this.folders[0] ?? file.toString();
    }
    let workspace: string | undefined;
    const own = withoutSlash(UriUtils.dirname(file).toString());
    for (let folder = own; ; ) {
      if (this.configured.has(folder)) {
        return folder;
      }
      if (!workspace && this.folders.includes(folder)) {
        workspace = folder;
      }
      const parent = folder.slice(0, folder.lastIndexOf('/'));
      if (parent.length >= folder.length || parent.endsWith('/') || !parent) {
        return workspace ?? own;
      }
      folder = parent;
    }
  }
}

function withoutSlash(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}
