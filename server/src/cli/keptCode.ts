import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { makeFolder } from './makeFolder.ts';

/** What a script gives to others, by name. */
type Exports = Readonly<Record<string, unknown>>;

/** Runs a script, the first time, and says what it gives. */
export type Load = (name: string) => Exports;

interface Loaded {
  readonly script: Script;
  readonly exports: Exports;
  /** How much the run had called that kept the code, -1 for none. */
  readonly extent: number;
}

/** Code that nothing used for so long is removed, in milliseconds. */
const keptFor = 30 * 24 * 3_600_000;

/** Bytes after the code: its CRC-32, and the extent. */
const trailer = 8;

/** After so much work, in microseconds, V8 has dropped code that was called only at first. */
const longRun = 1_500_000;

/**
 * Loads the scripts that the program is bundled into (see scripts/join-chunks.ts) with the code that an earlier run
 * compiled. Node's own cache holds what is compiled while a file loads; this one holds every function that a whole run
 * came to call, which are two thousand of a first check and take longer to compile than it.
 *
 * V8 takes code for the same version, options and length of text only, and refuses other; a file is named by version and
 * options as far as Node tells of them, and a script by its content. A thread that starts while options are set at run
 * time, which Node does not tell of, is given SALESFLOW_CODE_KIND, so that it keeps code of its own. What V8 takes it trusts: a damaged file has another
 * checksum, and counts as nothing kept.
 *
 * @param base folder of the scripts
 * @param kept absolute path of the folder to keep code in; `undefined` keeps none
 * @param later loads a module beside the scripts
 */
export function scripts(base: URL, kept: string | undefined, later: (file: string) => Promise<unknown>): Load {
  const loaded = new Map<string, Loaded>();
  // V8's own tag takes a module of Node that is slow to load.
  const { NODE_OPTIONS, SALESFLOW_CODE_KIND } = process.env;
  const options = [process.version, process.arch, ...process.execArgv, NODE_OPTIONS, SALESFLOW_CODE_KIND].join(' ');
  const tag = crc32(options).toString(16);
  const keptFile = (name: string) => path.join(kept ?? '', `${name}-${tag}`);

  const load: Load = (name) => {
    const known = loaded.get(name);
    if (known) return known.exports;
    const filename = fileURLToPath(new URL(name, base));
    const code = kept === undefined ? undefined : read(keptFile(name));
    // The build sees to it that it is ASCII.
    const script = new Script(fs.readFileSync(filename, 'latin1'), { filename, cachedData: code?.data });
    const exports = (script.runInThisContext() as (load: Load, later: unknown) => Exports)(load, later);
    const extent = code === undefined || script.cachedDataRejected ? -1 : code.extent;
    loaded.set(name, { script, exports, extent });
    return exports;
  };

  const keep = (): void => {
    // A run that loaded more has called more. What a long one keeps is better than nothing.
    const extent = process.cpuUsage().user > longRun ? 0 : loaded.size;
    if (kept === undefined || [...loaded.values()].every((one) => one.extent >= extent)) return;
    try {
      makeFolder(kept, 0o700);
      for (const [name, { script }] of loaded) write(keptFile(name), script.createCachedData(), extent);
      removeOld(kept);
    } catch {
      // A folder that cannot be written to: nothing is kept.
    }
  };
  process.once('exit', keep);
  return load;
}

function read(file: string): { readonly data: Buffer; readonly extent: number } | undefined {
  try {
    const all = fs.readFileSync(file);
    const data = all.subarray(0, all.length - trailer);
    if (crc32(data) !== all.readUInt32LE(data.length)) return undefined;
    // Used again: it stays.
    if (Date.now() - fs.statSync(file).mtimeMs > keptFor / 2) fs.utimesSync(file, new Date(), new Date());
    return { data, extent: all.readUInt32LE(data.length + 4) };
  } catch {
    return undefined;
  }
}

function write(file: string, data: Buffer, extent: number): void {
  const end = Buffer.alloc(trailer);
  end.writeUInt32LE(crc32(data));
  end.writeUInt32LE(extent, 4);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(temporary, Buffer.concat([data, end]), { mode: 0o600 });
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

function removeOld(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > keptFor)
      fs.rmSync(file, { force: true });
  }
}

/** The folder for code: beside Node's own, which bin/salesflow.js chooses, and turned off with it. */
export function codeFolder({ NODE_COMPILE_CACHE, NODE_DISABLE_COMPILE_CACHE, SALESFLOW_CACHE_DIR }: NodeJS.ProcessEnv) {
  if (NODE_DISABLE_COMPILE_CACHE || !SALESFLOW_CACHE_DIR) return undefined;
  const folder = path.join(NODE_COMPILE_CACHE || path.join(SALESFLOW_CACHE_DIR, 'code'), 'salesflow');
  return path.isAbsolute(folder) ? folder : undefined;
}
