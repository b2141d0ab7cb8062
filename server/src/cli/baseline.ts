import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../model/finding.ts';
import { compareText } from '../report/locate.ts';
import { systemReason, UsageError } from './exit.ts';
import { withFileLock } from './fileLock.ts';
import { writeFileAtOnce } from './writeFile.ts';

/** Findings that a team has accepted for now. */
export interface BaselineEntry {
  readonly rule: string;
  /** Semantic path, which moving or reformatting the text does not change. */
  readonly path: string;
  /** Only for findings without a semantic path: the file, relative to the baseline. */
  readonly file?: string;
  /** Project folder relative to the baseline, where it is another folder. */
  readonly project?: string;
  /** How many such findings are accepted. */
  readonly count: number;
  /** Who deals with it. */
  readonly owner?: string;
  /** Last day it is accepted, `YYYY-MM-DD`. */
  readonly expires?: string;
}

/** What became of findings that were held against a baseline. */
export interface BaselineResult {
  /** Findings that are not accepted. */
  readonly remaining: readonly Finding[];
  readonly accepted: number;
  /** Entries that accept more than there is, or whose day has passed. */
  readonly stale: readonly BaselineEntry[];
  readonly expired: readonly BaselineEntry[];
}

/** A finding of one project with what identifies it in a baseline. */
interface Keyed {
  readonly finding: Finding;
  readonly entry: Omit<BaselineEntry, 'count'>;
}

/** The accepted findings of one file, for the projects of one run. */
export class Baseline {
  readonly file: string;
  private readonly shown: string;
  private readonly entries: readonly BaselineEntry[];
  private readonly today: string;
  private readonly seen: Keyed[] = [];
  private readonly projects = new Set<string>();

  private constructor(file: string, shown: string, entries: readonly BaselineEntry[], today: string) {
    this.file = file;
    this.shown = shown;
    this.entries = entries;
    this.today = today;
  }

  /**
   * Reads a baseline; one that is not there yet is empty where it is about to be written.
   *
   * @throws {UsageError} where it cannot be read or is none
   */
  static async read(file: string, shown: string, options: { today: string; mayBeMissing: boolean }): Promise<Baseline> {
    return new Baseline(file, shown, readEntries(file, shown, options.mayBeMissing), options.today);
  }

  /** Takes out of a project's findings what is accepted; all findings of the project must be given, in a stable order. */
  apply(root: string, findings: readonly Finding[], fileOf: (finding: Finding) => string): BaselineResult {
    const project = this.relative(root);
    this.projects.add(project);
    const own = this.entries.filter((entry) => (entry.project ?? '') === project);
    const expired = own.filter((entry) => entry.expires !== undefined && entry.expires < this.today);
    const left = new Map<BaselineEntry, number>();
    for (const entry of own) if (!expired.includes(entry)) left.set(entry, entry.count);
    let open = findings.map((finding): Keyed => {
      const entry = {
        rule: finding.rule,
        path: finding.path,
        ...(finding.path === '' ? { file: this.relative(fileOf(finding)) } : {}),
        ...(project === '' ? {} : { project }),
      };
      return { finding, entry };
    });
    this.seen.push(...open);
    // A criterion that came before another one moved its number, so what is left is matched without numbers.
    for (const key of [keyOf, keyWithoutNumbers]) {
      const accepting = new Map<string, BaselineEntry[]>();
      for (const entry of left.keys()) accepting.set(key(entry), [...(accepting.get(key(entry)) ?? []), entry]);
      open = open.filter(({ entry }) => {
        const found = accepting.get(key(entry))?.find((one) => left.get(one)! > 0);
        if (found) left.set(found, left.get(found)! - 1);
        return !found;
      });
    }
    const stale = [...left].filter(([, count]) => count > 0).map(([entry]) => entry);
    const remaining = open.map(({ finding }) => finding);
    return { remaining, accepted: findings.length - remaining.length, stale, expired };
  }

  /**
   * Writes what was found as accepted; owner and day of entries that stay are kept, and so are other projects'. The file
   * is read again for that: another run may have written its own projects meanwhile.
   */
  update(): Promise<{ readonly entries: number; readonly dropped: number }> {
    return withFileLock(this.file, () => this.replace(readEntries(this.file, this.shown, true)));
  }

  private replace(present: readonly BaselineEntry[]): { readonly entries: number; readonly dropped: number } {
    const before = new Map(present.map((entry) => [keyWithoutNumbers(entry), entry]));
    for (const entry of present) before.set(keyOf(entry), entry);
    const counts = new Map<string, BaselineEntry>();
    for (const { entry } of this.seen) {
      const key = keyOf(entry);
      const { owner, expires } = before.get(key) ?? before.get(keyWithoutNumbers(entry)) ?? {};
      const current = expires === undefined || expires >= this.today ? expires : undefined;
      counts.set(key, {
        ...entry,
        count: (counts.get(key)?.count ?? 0) + 1,
        ...(owner === undefined ? {} : { owner }),
        ...(current === undefined ? {} : { expires: current }),
      });
    }
    const elsewhere = present.filter((entry) => !this.projects.has(entry.project ?? ''));
    const entries = [...counts.values(), ...elsewhere].sort((a, b) => compareText(keyOf(a), keyOf(b)));
    const dropped = present.filter((entry) => !entries.some((one) => keyOf(one) === keyOf(entry))).length;
    const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
    const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
    writeFileAtOnce(this.file, `{\n  "version": 1,\n  "accepted": ${list}\n}\n`);
    return { entries: entries.length, dropped };
  }

  private relative(file: string): string {
    return path.relative(path.dirname(this.file), file).split(path.sep).join('/');
  }
}

function keyOf({ rule, path, file, project }: Omit<BaselineEntry, 'count'>): string {
  return [project ?? '', path, file ?? '', rule].join('\n');
}

function keyWithoutNumbers(entry: Omit<BaselineEntry, 'count'>): string {
  return keyOf({ ...entry, path: entry.path.replace(/\[\d+\]/g, '[]') });
}

function readEntries(file: string, shown: string, mayBeMissing: boolean): BaselineEntry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (mayBeMissing && (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UsageError(
      `Cannot read baseline ${shown}: ${systemReason(error)}. Write one with: salesflow lint --baseline ${shown} --update-baseline`,
    );
  }
  return parseEntries(text, shown);
}

function parseEntries(text: string, shown: string): BaselineEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UsageError(`Baseline ${shown} is not valid JSON. Write it anew with --update-baseline.`);
  }
  const { version, accepted } = (value ?? {}) as { version?: unknown; accepted?: unknown };
  if (version !== 1 || !Array.isArray(accepted)) {
    throw new UsageError(`${shown} is not a baseline of this version. Write it anew with --update-baseline.`);
  }
  for (const [index, entry] of accepted.entries()) checkEntry(entry, `Entry ${index + 1} of baseline ${shown}`);
  return accepted as BaselineEntry[];
}

function checkEntry(entry: unknown, what: string): void {
  const { rule, path, count, expires } = (entry ?? {}) as Partial<Record<keyof BaselineEntry, unknown>>;
  if (typeof rule !== 'string' || typeof path !== 'string') throw new UsageError(`${what} needs "rule" and "path".`);
  if (!Number.isInteger(count) || (count as number) < 1) throw new UsageError(`${what} needs a "count" of at least 1.`);
  if (expires !== undefined && !/^\d{4}-\d\d-\d\d$/.test(String(expires))) {
    throw new UsageError(`${what}: "expires" must be a day such as 2027-03-31.`);
  }
}
