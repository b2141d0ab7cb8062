import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { fnv1a } from '../base/fnv1a.ts';
import { makeFolder } from './makeFolder.ts';

/** What a script gives to others, by name. */
type Exports = Readonly<Record<string, unknown>>;

/** A chunk that stands in a script: what its exports are called there, by their own names. */
interface JoinedChunk {
  readonly script: string;
  readonly names: Readonly<Record<string, string>>;
}

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

/** Bytes after the code and its copy: the extent. */
const trailer = 4;

/** After so much work, in microseconds, V8 has dropped code that was called only at first. */
const longRun = 1_500_000;

/**
 * Loads the scripts that the program is bundled into (see scripts/join-chunks.ts) with the code that an earlier run
 * compiled. Node's own cache holds what is compiled while a file loads; this one holds every function that a whole run
 * came to call, which are two thousand of a first check and take longer to compile than it.
 *
 * V8 takes code for the same version, options and length of text only, and refuses other; a file is named by version and
 * options as far as Node tells of them, and a script by its content. A thread that starts while options are set at run
 * time, which Node does not tell of, is given SALESFLOW_CODE_KIND, so that it keeps code of its own. What V8 takes it
 * trusts: a file holds the code twice, and a damaged one, in which the two differ, counts as nothing kept. (To load what
 * makes checksums takes longer than to compare.)
 *
 * @param base folder of the scripts
 * @param kept absolute path of the folder to keep code in; `undefined` keeps none
 * @param chunks by their files, those that are loaded later and need no module for it
 * @param importModule loads a module beside the scripts
 */
export function scripts(
  base: URL,
  kept: string | undefined,
  chunks: Readonly<Record<string, JoinedChunk>>,
  importModule: (file: string) => Promise<unknown>,
): Load {
  const loaded = new Map<string, Loaded>();
  // V8's own tag takes a module of Node that is slow to load.
  const { NODE_OPTIONS, SALESFLOW_CODE_KIND } = process.env;
  const options = [process.version, process.arch, ...process.execArgv, NODE_OPTIONS, SALESFLOW_CODE_KIND].join(' ');
  const tag = fnv1a(options).toString(16);
  const keptFile = (name: string) => path.join(kept ?? '', `${name}-${tag}`);

  const later = async (file: string): Promise<unknown> => {
    const chunk = chunks[file];
    if (!chunk) return importModule(file);
    const all = load(chunk.script);
    return Object.fromEntries(Object.entries(chunk.names).map(([own, inside]) => [own, all[inside]]));
  };

  const load: Load = (name) => {
    const known = loaded.get(name);
    if (known) return known.exports;
    const url = new URL(name, base);
    const filename = fileURLToPath(url);
    // The build sees to it that it is ASCII.
    const source = open(filename, (handle, { size }) => bytesOf(handle, size).toString('latin1'));
    const code = kept === undefined ? undefined : read(keptFile(name));
    const script = new Script(source, { filename, cachedData: code?.data });
    const exports = (script.runInThisContext() as (...given: unknown[]) => Exports)(load, later, url.href);
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

/** Memory to read into, file after file: what is new to the process has to be made page by page, which takes as long. */
let room: Buffer = Buffer.allocUnsafeSlow(1 << 18);
/** How much of a copy is compared at once. */
const piece = Buffer.allocUnsafeSlow(1 << 16);

/** Calls back with an open file and its size. */
function open<Result>(file: string, use: (handle: number, stats: fs.Stats) => Result): Result {
  const handle = fs.openSync(file, 'r');
  try {
    return use(handle, fs.fstatSync(handle));
  } finally {
    fs.closeSync(handle);
  }
}

/** The first bytes of an open file, which stay until the next call. */
function bytesOf(handle: number, length: number): Buffer {
  if (room.length < length) room = Buffer.allocUnsafeSlow(length);
  const bytes = room.subarray(0, length);
  let at = 0;
  while (at < length) {
    const count = fs.readSync(handle, bytes, at, length - at, at);
    if (count === 0) throw new Error('The file has become shorter.');
    at += count;
  }
  return bytes;
}

/** The kept code, until the next call, and its extent; `undefined` where there is none, or it is not what was kept. */
function read(file: string): { readonly data: Buffer; readonly extent: number } | undefined {
  try {
    return open(file, (handle, { size, mtimeMs }) => {
      const length = (size - trailer) / 2;
      if (!Number.isInteger(length)) return undefined;
      const data = bytesOf(handle, length);
      for (let at = 0; at < length; at += piece.length) {
        const count = Math.min(piece.length, length - at);
        if (fs.readSync(handle, piece, 0, count, length + at) !== count) return undefined;
        if (data.compare(piece, 0, count, at, at + count) !== 0) return undefined;
      }
      if (fs.readSync(handle, piece, 0, trailer, 2 * length) !== trailer) return undefined;
      // Used again: it stays.
      if (Date.now() - mtimeMs > keptFor / 2) fs.futimesSync(handle, new Date(), new Date());
      return { data, extent: piece.readUInt32LE(0) };
    });
  } catch {
    return undefined;
  }
}

function write(file: string, data: Buffer, extent: number): void {
  const end = Buffer.alloc(trailer);
  end.writeUInt32LE(extent);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(temporary, Buffer.concat([data, data, end]), { mode: 0o600 });
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

/** The folder for code: beside that of {@link keepModules}, and turned off with it. */
export function codeFolder(env: NodeJS.ProcessEnv): string | undefined {
  if (env.NODE_DISABLE_COMPILE_CACHE || !env.SALESFLOW_CACHE_DIR) return undefined;
  const folder = path.join(moduleFolder(env), 'salesflow');
  return path.isAbsolute(folder) ? folder : undefined;
}

/**
 * Has Node, from 22.8 on, keep the code of modules that are loaded from now on. Where all is in scripts, to look for it would
 * take longer than to compile what is left. NODE_DISABLE_COMPILE_CACHE=1 turns it off.
 */
export function keepModules(env: NodeJS.ProcessEnv): void {
  const folder = moduleFolder(env);
  process.getBuiltinModule('module').enableCompileCache?.(path.isAbsolute(folder) ? folder : undefined);
}

function moduleFolder({ NODE_COMPILE_CACHE, SALESFLOW_CACHE_DIR = '' }: NodeJS.ProcessEnv): string {
  return NODE_COMPILE_CACHE || path.join(SALESFLOW_CACHE_DIR, 'code');
}
