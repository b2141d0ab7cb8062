import { readdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { URI } from 'langium';
import { isSearched } from '../base/searched.ts';
import { CONFIG_FILE } from '../language/projects.ts';
import { shippedFiles } from '../overlay/png-node.ts';
import { type Host, MAX_FILE_BYTES } from './host.ts';
import { type Collector, memoryKeeper } from './memory.ts';

/** Files of this machine's disk; other places (virtual workspaces) are left to `other`. */
export function nodeHost(other: Host | undefined, assets: readonly string[]): Host {
  return {
    async find(folder) {
      if (!isOnDisk(folder)) return (await other?.find(folder)) ?? [];
      const found: string[] = [];
      await collect(fileURLToPath(folder), found);
      // Spelt as editors spell them.
      return found.map((path) => URI.file(path).toString());
    },
    async read(uri) {
      if (!isOnDisk(uri)) return other?.read(uri);
      try {
        const path = fileURLToPath(uri);
        const { size } = await stat(path);
        if (size > MAX_FILE_BYTES) return '';
        return new TextDecoder().decode(await readFile(path));
      } catch {
        return undefined;
      }
    },
    async asset(name) {
      for (const folder of assets) {
        try {
          return new Uint8Array(await readFile(new URL(name, `${pathToFileURL(folder).href}/`)));
        } catch {
          // The next place.
        }
      }
      const source = Object.hasOwn(shippedFiles, name) ? shippedFiles[name as keyof typeof shippedFiles] : undefined;
      try {
        // In a checkout what a release carries still lies in its packages.
        if (source) return new Uint8Array(await readFile(createRequire(`${assets[0]}/`).resolve(source)));
      } catch {
        // The editor may have it.
      }
      return other?.asset(name);
    },
    tidy: () => collectGarbage({ type: 'minor', execution: 'sync' }),
    idle: memoryKeeper(collectGarbage, () => process.memoryUsage().heapUsed),
  };
}

let collector: Collector | undefined;

/** Node offers its collector only to those who ask for it by a flag. */
const collectGarbage: Collector = (options) => {
  if (collector === undefined) {
    setFlagsFromString('--expose-gc');
    collector = runInNewContext('gc') as Collector;
  }
  collector(options);
};

function isOnDisk(uri: string): boolean {
  return uri.startsWith('file:');
}

async function collect(folder: string, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (isSearched(entry.name)) await collect(path, found);
    } else if (entry.name.endsWith('.salesflow') || entry.name === CONFIG_FILE) {
      found.push(path);
    }
  }
}
