import fs from 'node:fs';
import path from 'node:path';
import { fnv1a } from '../base/fnv1a.ts';
import type { Finding, Fix } from '../model/finding.ts';
import type { Span } from '../model/source.ts';
import type { Config } from '../standards/config.ts';
import type { Io } from './io.ts';
import { makeFolder } from './makeFolder.ts';
import { writeFileAtomically } from './writeFile.ts';

/** Which build of the program it is; set when it is bundled, so that no build trusts what another one kept. */
const build = process.env.SALESFLOW_BUILD ?? 'sources';

/** More findings than this are not kept: their fixes would have to be worked out first. */
const mostFindings = 500;

/** Nor are longer texts, in UTF-16 code units: comparing them would take memory twice. */
const longestTexts = 2_000_000;

/** Entries that nothing used for so long are removed, in milliseconds. */
const keptFor = 30 * 24 * 3_600_000;

/** What checking one project's texts gave, as far as it can be kept. */
interface Entry {
  readonly configKey: string;
  readonly config: Config;
  readonly findingsKey: string;
  readonly findings: readonly StoredFinding[];
}

type StoredFinding = Omit<Finding, 'fixes'> & { readonly fixes: readonly Fix[] };

/**
 * What the last check of a project gave, in the user's cache folder, so that checking the same texts again needs
 * neither parser nor rules. An entry is used only by the very build that wrote it, on the same version of Node, for the
 * same bytes, configuration, settings and day; anything unreadable counts as nothing kept. There is one per project.
 */
export class ResultsCache {
  private readonly file: string;
  private readonly entry: Partial<Entry>;

  private constructor(file: string) {
    this.file = file;
    this.entry = read(file);
  }

  /**
   * The cache of a project, or `undefined` where nothing is to be kept: SALESFLOW_NO_CACHE is set, or there is no
   * folder. `bin/salesflow.js` says where it is, in SALESFLOW_CACHE_DIR.
   *
   * @param root absolute path of the project's folder
   */
  static of(io: Io, root: string): ResultsCache | undefined {
    const folder = io.env.SALESFLOW_CACHE_DIR;
    if (!folder || io.env.SALESFLOW_NO_CACHE) return undefined;
    return new ResultsCache(path.resolve(io.cwd, folder, 'lint', `${nameOf(root)}.json`));
  }

  /** The configuration that was read from the same text, or was in force without one. */
  config(text: string | undefined): Config | undefined {
    return this.entry.configKey === configKey(text) ? this.entry.config : undefined;
  }

  /** What the same texts gave, checked in the same way. */
  findings(key: string): Finding[] | undefined {
    if (this.entry.findingsKey !== key || !this.entry.findings) return undefined;
    return this.entry.findings.map(({ fixes, ...finding }) => ({ ...finding, fixes: () => fixes }));
  }

  /** Keeps what a check gave, unless it is too much or speaks of files that are not among the texts. */
  async keep(
    configText: string | undefined,
    config: Config,
    key: string,
    findings: readonly Finding[],
    isKnown: (uri: string) => boolean,
  ): Promise<void> {
    if (findings.length > mostFindings || key.length > longestTexts) return;
    const stored = findings.map((finding): StoredFinding => ({ ...finding, fixes: finding.fixes() }));
    if (!stored.flatMap(spansOf).every(({ uri }) => isKnown(uri))) return;
    const entry: Entry = { configKey: configKey(configText), config, findingsKey: key, findings: stored };
    const folder = path.dirname(this.file);
    try {
      makeFolder(folder, 0o700);
      await writeFileAtomically(this.file, JSON.stringify(entry));
      removeOld(folder);
    } catch {
      // A folder that cannot be written to: nothing is kept.
    }
  }
}

/**
 * Names what decides the findings of a project.
 *
 * @param root absolute path of the project's folder
 * @param config as it is in force, with what the command line says
 * @param texts by URI
 */
export function findingsKey(root: string, config: Config, today: string, texts: ReadonlyMap<string, string>): string {
  return keyOf([root, config, today, [...texts]]);
}

function configKey(text: string | undefined): string {
  return keyOf([text]);
}

/** Everything that decides a result, in full: no two keys of different content are equal, as digests may be. */
function keyOf(parts: readonly unknown[]): string {
  return JSON.stringify([build, process.version, ...parts]);
}

/** A short name for a folder. Of two folders with one name, each takes the other's entry for outdated. */
function nameOf(folder: string): string {
  return fnv1a(folder).toString(16).padStart(8, '0');
}

function spansOf({ span, related, fixes }: StoredFinding): Span[] {
  return [span, ...related.map((one) => one.span), ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.span))];
}

function read(file: string): Partial<Entry> {
  try {
    const { configKey, config, findingsKey, findings } = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<Entry>;
    const whole = typeof configKey === 'string' && config && typeof findingsKey === 'string' && Array.isArray(findings);
    if (!whole) return {};
    // Used again: it stays.
    if (Date.now() - fs.statSync(file).mtimeMs > keptFor / 2) fs.utimesSync(file, new Date(), new Date());
    return { configKey, config, findingsKey, findings };
  } catch {
    return {};
  }
}

function removeOld(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > keptFor)
      fs.rmSync(file, { force: true });
  }
}
