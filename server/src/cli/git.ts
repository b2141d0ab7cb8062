import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UsageError } from './exit.ts';

const run = promisify(execFile);

/** Lines from 1, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** A git repository as the commands use it; all paths are relative to its top folder, with `/`. */
export class Repository {
  /** Absolute path of the top folder. */
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /** The repository around a folder, or `undefined`: no git, no repository, or one that git refuses to read. */
  static async around(folder: string): Promise<Repository | undefined> {
    try {
      return new Repository((await git(folder, ['rev-parse', '--show-toplevel'])).trimEnd());
    } catch {
      return undefined;
    }
  }

  /**
   * The same, for a command that cannot do without.
   *
   * @throws {UsageError} that says what is missing
   */
  static async require(folder: string, why: string): Promise<Repository> {
    try {
      return new Repository((await git(folder, ['rev-parse', '--show-toplevel'])).trimEnd());
    } catch (error) {
      const failure = error as NodeJS.ErrnoException & { stderr?: string };
      if (failure.code === 'ENOENT')
        throw new UsageError(`${why} needs git, which is not installed or not on the PATH.`);
      if (/dubious ownership/.test(failure.stderr ?? '')) {
        throw new UsageError(
          `${why} needs git, which refuses this repository because another user owns it. Run: git config --global --add safe.directory ${folder}`,
        );
      }
      throw new UsageError(`${why} needs a git repository, and ${folder} is in none. Run it inside a clone.`);
    }
  }

  /**
   * The commit a revision names.
   *
   * @throws {UsageError} where it is unknown, with the remedy for a shallow clone
   */
  async commit(revision: string): Promise<string> {
    try {
      return (await this.git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])).trim();
    } catch {
      const shallow = await this.isShallow();
      throw new UsageError(
        shallow
          ? `Revision "${revision}" is not in this shallow clone. Fetch it first: git fetch --unshallow (in GitHub Actions: actions/checkout with fetch-depth: 0).`
          : `Revision "${revision}" is unknown. Name a branch, tag or commit of this repository, or fetch it first: git fetch origin ${revision}`,
      );
    }
  }

  /**
   * The commit at which two revisions parted.
   *
   * @throws {UsageError} where history is missing or there is none in common
   */
  async mergeBase(one: string, other: string): Promise<string> {
    const [a, b] = [await this.commit(one), await this.commit(other)];
    try {
      return (await this.git(['merge-base', a, b])).trim();
    } catch {
      throw new UsageError(
        (await this.isShallow())
          ? `The history that "${one}" and "${other}" share is not in this shallow clone. Fetch it first: git fetch --unshallow (in GitHub Actions: actions/checkout with fetch-depth: 0).`
          : `"${one}" and "${other}" share no history, so there is nothing to compare with.`,
      );
    }
  }

  async isShallow(): Promise<boolean> {
    return (await this.git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  }

  /** Files below a folder at a commit, submodules and links left out. */
  async filesAt(commit: string, below: string, suffixes: readonly string[]): Promise<string[]> {
    const listing = await this.git(['ls-tree', '-r', '-z', '--full-tree', commit, ...(below ? ['--', below] : [])]);
    return listing.split('\0').flatMap((entry) => {
      const match = /^100(?:644|755) blob \S+\t(.*)$/s.exec(entry);
      return match && suffixes.some((suffix) => match[1]!.endsWith(suffix)) ? [match[1]!] : [];
    });
  }

  /** The bytes of several files at a commit, in one go. */
  async contents(commit: string, files: readonly string[]): Promise<Map<string, Uint8Array>> {
    if (files.length === 0) return new Map();
    const input = files.map((file) => `${commit}:${file}\n`).join('');
    const output = await gitBytes(this.root, ['cat-file', '--batch'], input);
    const found = new Map<string, Uint8Array>();
    let at = 0;
    for (const file of files) {
      const headEnd = output.indexOf(0x0a, at);
      const size = Number(/ blob (\d+)$/.exec(output.toString('utf8', at, headEnd))?.[1]);
      at = headEnd + 1;
      if (Number.isNaN(size)) continue;
      found.set(file, output.subarray(at, at + size));
      at += size + 1;
    }
    return found;
  }

  /** Files that differ between a commit and the working tree, those git does not track yet included. */
  async changedFiles(commit: string): Promise<string[]> {
    const changed = await this.git([
      'diff',
      '--name-only',
      '-z',
      '--no-renames',
      '--ignore-submodules=all',
      commit,
      '--',
    ]);
    const untracked = await this.git(['ls-files', '--others', '--exclude-standard', '-z', '--full-name']);
    return [...new Set([...changed.split('\0'), ...untracked.split('\0')])].filter((file) => file !== '');
  }

  /**
   * The lines of the working tree that differ from a commit, by file; a deletion counts as the line it was before. A file
   * that was only renamed has none.
   */
  async changedLines(commit: string): Promise<Map<string, LineRange[]>> {
    const ranges = new Map<string, LineRange[]>();
    const patch = await this.git([
      '-c',
      'core.quotePath=false',
      'diff',
      '--unified=0',
      '--no-color',
      '--no-ext-diff',
      '--find-renames',
      '--ignore-submodules=all',
      '--src-prefix=a/',
      '--dst-prefix=b/',
      commit,
      '--',
    ]);
    let file: string | undefined;
    for (const line of patch.split('\n')) {
      const name = /^\+\+\+ (?:b\/(.*)|"b\/(.*)"|\/dev\/null)\t?$/.exec(line);
      if (name) file = name[1] ?? (name[2] === undefined ? undefined : unquote(name[2]));
      const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
      if (!hunk || file === undefined) continue;
      const first = Math.max(1, Number(hunk[1]));
      const count = hunk[2] === undefined ? 1 : Number(hunk[2]);
      ranges.set(file, [...(ranges.get(file) ?? []), { first, last: first + Math.max(1, count) - 1 }]);
    }
    const untracked = await this.git(['ls-files', '--others', '--exclude-standard', '-z', '--full-name']);
    for (const name of untracked.split('\0')) {
      if (name !== '') ranges.set(name, [{ first: 1, last: Number.MAX_SAFE_INTEGER }]);
    }
    return ranges;
  }

  private git(args: readonly string[]): Promise<string> {
    return git(this.root, args);
  }
}

const options = { encoding: 'utf8', maxBuffer: 1024 * 1024 * 1024, windowsHide: true } as const;

async function git(folder: string, args: readonly string[]): Promise<string> {
  return (await run('git', ['-C', folder, ...args], { ...options, env: gitEnvironment() })).stdout;
}

function gitBytes(folder: string, args: readonly string[], input: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      ['-C', folder, ...args],
      { ...options, encoding: 'buffer', env: gitEnvironment() },
      (error, stdout) => (error ? reject(error) : resolve(stdout)),
    );
    child.stdin?.end(input);
  });
}

/** English messages, no locks for reading, and no prompts. */
function gitEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
}

/** Git quotes names with control characters or quotes as C does. */
function unquote(name: string): string {
  const bytes: number[] = [];
  const simple: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11, '"': 34, '\\': 92 };
  for (const part of name.matchAll(/\\([0-7]{3}|.)|[^\\]+/gs)) {
    const escaped = part[1];
    if (escaped === undefined) bytes.push(...Buffer.from(part[0]));
    else bytes.push(escaped.length === 3 ? Number.parseInt(escaped, 8) : (simple[escaped] ?? escaped.charCodeAt(0)));
  }
  return Buffer.from(bytes).toString('utf8');
}
