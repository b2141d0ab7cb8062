import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { InputFile } from '../crm/backend.ts';
import { compareText } from '../report/locate.ts';
import { systemReason, UsageError } from './exit.ts';
import type { Io } from './io.ts';
import { decodeText } from './readText.ts';

const readable = /\.(xml|json|csv|txt|md|object|settings|pathAssistant|standardValueSet)$/i;

/**
 * Reads the files of an exported configuration: one file, or a folder with all below it. Links are not followed.
 *
 * @throws {UsageError} where the path cannot be read or holds nothing to read
 */
export async function readExport(io: Io, given: string): Promise<InputFile[]> {
  const full = path.resolve(io.cwd, given);
  const info = await stat(full).catch((error: unknown) => {
    throw new UsageError(`Cannot read ${given}: ${systemReason(error)}. Name an exported file or folder.`);
  });
  const names = info.isDirectory() ? await filesBelow(full, '') : [path.basename(full)];
  const root = info.isDirectory() ? full : path.dirname(full);
  const files: InputFile[] = [];
  for (const name of names.filter((one) => !info.isDirectory() || readable.test(one)).sort(compareText)) {
    const bytes = await readFile(path.join(root, name)).catch((error: unknown) => {
      throw new UsageError(`Cannot read ${path.join(given, name)}: ${systemReason(error)}.`);
    });
    const { text, problem } = decodeText(bytes);
    if (problem) throw new UsageError(`${path.join(given, name)}: ${problem.message}`);
    files.push({ path: name, content: text });
  }
  if (files.length === 0)
    throw new UsageError(`${given} holds no configuration files. Name the folder that was exported.`);
  return files;
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) found.push(name);
    else if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
      found.push(...(await filesBelow(root, name)));
  }
  return found;
}
