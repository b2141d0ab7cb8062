import { rootOfConfig } from './configs.ts';
import { type Host, SKIPPED_FOLDERS } from './host.ts';

/** The folders of the workspace as they are on disk, or wherever the host has them. */
export class Disk {
  /** URIs without a slash at the end. */
  folders: readonly string[] = [];
  private readonly host: Host;
  private turn = 0;
  /** Files being read, and the turn of the newest reading. */
  private readonly reads = new Map<string, number>();

  constructor(host: Host) {
    this.host = host;
  }

  /** Whether a file or folder is part of the workspace, and not only while it is open. */
  belongs(uri: string): boolean {
    return this.folders.some((folder) => {
      if (uri === folder) return true;
      const names = uri.startsWith(`${folder}/`) ? uri.slice(folder.length + 1).split('/') : undefined;
      return names !== undefined && !names.some((name) => SKIPPED_FOLDERS.has(name));
    });
  }

  /**
   * The text of a file of the workspace, without one if there is none; `undefined` if it was read again meanwhile: a file
   * read just before it was removed must not come back to life because that answer arrives last.
   */
  async readLatest(uri: string): Promise<{ readonly text: string | undefined } | undefined> {
    const turn = ++this.turn;
    this.reads.set(uri, turn);
    const text = this.belongs(uri) ? await this.host.read(uri) : undefined;
    if (this.reads.get(uri) !== turn) return undefined;
    this.reads.delete(uri);
    return { text };
  }

  /** Process and configuration files below a folder of the workspace; none if it is no folder, or not there. */
  async find(folder: string): Promise<readonly string[]> {
    return this.belongs(folder) ? this.host.find(folder) : [];
  }
}

/** Whether it is a process or configuration file, by its name. */
export function isSource(uri: string): boolean {
  return uri.endsWith('.salesflow') || rootOfConfig(uri) !== undefined;
}
