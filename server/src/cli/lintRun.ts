import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Finding } from '../model/finding.ts';
import type { SourceFile } from '../model/source.ts';
import type { Config } from '../standards/config.ts';
import type { PresetName } from '../standards/rule.ts';
import type { ConfigurableTarget } from '../standards/targets.ts';
import type { Baseline, BaselineEntry } from './baseline.ts';
import type { Checked, Checker } from './checker.ts';
import { configFrom, readConfigText } from './config.ts';
import { UsageError } from './exit.ts';
import type { LineRange, Repository } from './git.ts';
import { type ProjectInput, withoutIgnored } from './inputs.ts';
import type { Io } from './io.ts';
import { decodeText } from './readText.ts';
import { findingsKey, ResultsCache } from './resultsCache.ts';
import { addStdin, readSources, type Sources } from './sources.ts';
import { textSource } from './textSource.ts';
import { suffix } from './walk.ts';
import { rewriteFiles } from './writeFile.ts';

/** How projects are to be linted. */
export interface LintSettings {
  readonly preset: PresetName | undefined;
  /** In place of the configured CRMs; empty leaves those. */
  readonly targets: readonly ConfigurableTarget[];
  readonly fix: { readonly safety: 'safe' | 'suggestion'; readonly write: boolean } | undefined;
  readonly baseline: Baseline | undefined;
  readonly change: Change | undefined;
  /** Absolute path of the file whose text is piped in. */
  readonly stdinFile: string | undefined;
  /** Day that suppressions and baseline entries expire against, `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether what an earlier run found may be used, and what this one finds kept. */
  readonly cache: boolean;
}

/** The change that findings are restricted to. */
export interface Change {
  readonly repository: Repository;
  readonly commit: string;
  /** Changed lines by path from the repository's top. */
  readonly lines: ReadonlyMap<string, readonly LineRange[]>;
}

/** What linting one project brought to light, of what was asked for. */
export interface LintedProject {
  readonly findings: readonly Finding[];
  readonly checkedFiles: number;
  readonly files: (uri: string) => SourceFile | undefined;
  readonly marked: ReadonlySet<string>;
  /** Whether the findings are without fixes, because the project is too large to work them out. */
  readonly fixesLeftOut: boolean;
  readonly fixed: number;
  /** Files that fixes change: absolute path, text before and after. */
  readonly edited: readonly { readonly file: string; readonly before: string; readonly after: string }[];
  readonly accepted: number;
  readonly stale: readonly BaselineEntry[];
  readonly expired: readonly BaselineEntry[];
  readonly unreadable: readonly string[];
}

/** Lints one project. */
export async function lintProject(io: Io, found: ProjectInput, settings: LintSettings): Promise<LintedProject> {
  // What was kept serves a plain check; fixing and comparing need the model.
  const cache = settings.cache && !settings.fix && !settings.change ? ResultsCache.of(io, found.root) : undefined;
  const configText = await readConfigText(io, found.configFile);
  const configured = cache?.config(configText) ?? (await configFrom(io, found.configFile, configText));
  const config = applied(configured, settings);
  const input = withoutIgnored(found, config.ignore);
  const sources = await sourcesOf(io, input, settings);
  const selectedUris = new Set([...input.selected].map((file) => pathToFileURL(file).href));
  if (settings.stdinFile && path.dirname(settings.stdinFile).startsWith(input.root)) {
    selectedUris.add(pathToFileURL(settings.stdinFile).href);
  }
  const isSelected = (finding: Finding) => selectedUris.has(finding.span.uri) || !sources.texts.has(finding.span.uri);

  const key = cache ? findingsKey(found.root, config, settings.today, sources.texts) : '';
  const kept = cache?.findings(key);
  const checked = kept
    ? { findings: [...sources.findings, ...kept], model: undefined, fixesLeftOut: undefined, edited: [], fixed: 0 }
    : await check(io, input, sources, config, settings, isSelected);
  const { findings, model } = checked;
  if (cache && !kept) {
    const own = findings.slice(sources.findings.length);
    await cache.keep(configText, configured, key, own, (uri) => sources.texts.has(uri));
  }
  const held = settings.baseline?.apply(input.root, findings, (finding) => fileURLToPath(finding.span.uri));
  return {
    findings: (held?.remaining ?? findings).filter(isSelected),
    checkedFiles: selectedUris.size,
    files: filesOf(model, sources),
    marked: sources.marked,
    fixesLeftOut: checked.fixesLeftOut === true,
    fixed: checked.fixed,
    edited: checked.edited,
    accepted: held?.accepted ?? 0,
    // Findings that a change does not concern were not looked for.
    stale: settings.change ? [] : (held?.stale ?? []),
    expired: held?.expired ?? [],
    unreadable: sources.unreadable,
  };
}

/** Parses, links and lints what was read, and fixes it where that is asked for. */
async function check(
  io: Io,
  input: ProjectInput,
  sources: Sources,
  config: Config,
  settings: LintSettings,
  isSelected: (finding: Finding) => boolean,
): Promise<Checked & Pick<LintedProject, 'edited' | 'fixed'>> {
  const { Checker } = await import('./checker.ts');
  const checker = new Checker(input.root, config, settings.today);
  if (!settings.fix) {
    const checked = settings.change
      ? await checkChange(checker, input, sources, settings.change)
      : await checker.report(sources.texts);
    return { ...checked, findings: [...sources.findings, ...checked.findings], edited: [], fixed: 0 };
  }
  const { model, findings } = await checker.check(sources.texts);
  const all = [...sources.findings, ...findings];

  const { fixAll } = await import('../standards/fix.ts');
  const broken = new Set(sources.findings.map(({ span }) => span.uri));
  const fixes = await fixAll(sources.texts, async (texts) => (await checker.check(texts)).findings, {
    safety: settings.fix.safety,
    only: (finding) => isSelected(finding) && !broken.has(finding.span.uri),
  });
  const edited: LintedProject['edited'][number][] = [];
  for (const [uri, after] of fixes.texts) {
    const before = sources.texts.get(uri) ?? '';
    if (after !== before && !broken.has(uri))
      edited.push({ file: sources.files.get(uri) ?? fileURLToPath(uri), before, after });
  }
  if (settings.fix.write) {
    const marked = (file: string) => sources.marked.has(pathToFileURL(file).href);
    await rewriteFiles(
      edited.map((edit) => ({ ...edit, marked: marked(edit.file) })),
      io.cwd,
    );
  }
  const fixed = fixes.applied.length;
  if (edited.length === 0) return { model, findings: all, edited, fixed };
  const again = await checker.check(fixes.texts);
  return { model: again.model, findings: [...sources.findings, ...again.findings], edited, fixed };
}

function applied(config: Config, { preset, targets }: LintSettings): Config {
  return {
    ...config,
    ...(preset ? { extends: preset } : {}),
    ...(targets.length > 0 ? { targets } : {}),
  };
}

async function sourcesOf(io: Io, input: ProjectInput, { stdinFile }: LintSettings): Promise<Sources> {
  const fromDisk = input.files.filter((file) => file !== stdinFile);
  const sources = await readSources(io, fromDisk);
  if (stdinFile?.endsWith(suffix) && path.dirname(stdinFile).startsWith(input.root)) {
    await addStdin(io, sources, stdinFile);
  }
  return sources;
}

/** Checks what a change concerns, before and after it, and keeps what it caused and what stands on what it changed. */
async function checkChange(checker: Checker, input: ProjectInput, sources: Sources, change: Change): Promise<Checked> {
  const { ChangedDeclarations, filesConcerned, newFindings } = await import('./changedLint.ts');
  const { repository, commit, lines } = change;
  const inRepository = (file: string) => path.relative(repository.root, file).split(path.sep).join('/');
  const uriOf = (name: string) => pathToFileURL(path.join(repository.root, name)).href;
  const below = inRepository(input.root);
  const before = await repository.filesAt(commit, below, [suffix]);
  const changed = new Set([...lines.keys(), ...before.filter((name) => !sources.texts.has(uriOf(name)))]);
  const configChanged = input.configFile !== undefined && changed.has(inRepository(input.configFile));
  const contents = await repository.contents(
    commit,
    before.filter((name) => changed.has(name)),
  );
  const oldTexts = new Map<string, string>();
  for (const name of before) {
    const bytes = contents.get(name);
    const text = bytes ? decodeText(bytes).text : sources.texts.get(uriOf(name));
    if (text !== undefined) oldTexts.set(uriOf(name), text);
  }
  const concerned = configChanged
    ? new Set([...sources.texts.keys(), ...oldTexts.keys()])
    : filesConcerned(oldTexts, sources.texts);
  const after = await checker.check(pick(sources.texts, concerned));
  if (concerned.size === 0) return after;
  const ofBefore = await checker.check(pick(oldTexts, concerned));
  const fresh = newFindings(ofBefore.findings, after.findings);
  const byUri = new Map([...lines].map(([name, ranges]) => [uriOf(name), ranges] as const));
  const declarations = new ChangedDeclarations(after.model, byUri);
  return {
    model: after.model,
    findings: after.findings.filter((finding) => fresh.has(finding) || declarations.holds(finding)),
  };
}

function pick(texts: ReadonlyMap<string, string>, uris: ReadonlySet<string>): Map<string, string> {
  return new Map([...texts].filter(([uri]) => uris.has(uri)));
}

/** Texts with their lines and columns, of the model's files and others, such as the configuration. */
function filesOf(model: Checked['model'] | undefined, sources: Sources): LintedProject['files'] {
  const others = new Map<string, SourceFile | undefined>();
  return (uri) => {
    const known = model?.file(uri) ?? others.get(uri);
    if (known || others.has(uri)) return known;
    const other = plainSource(sources, uri);
    others.set(uri, other);
    return other;
  };
}

function plainSource(sources: Sources, uri: string): SourceFile | undefined {
  const text = sources.texts.get(uri);
  if (text !== undefined) return textSource(uri, text);
  try {
    return textSource(uri, readFileSync(fileURLToPath(uri), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * The change since a revision.
 *
 * @throws {UsageError} where the revision or its history is not there
 */
export async function changeSince(repository: Repository, revision: string): Promise<Change> {
  const commit = await repository.mergeBase(revision, 'HEAD');
  return { repository, commit, lines: await repository.changedLines(commit) };
}

/** The day that suppressions and accepted findings expire against; SALESFLOW_TODAY sets it for repeatable builds. */
export function today(io: Io): string {
  return dayOf(io.env.SALESFLOW_TODAY ?? new Date().toISOString().slice(0, 10));
}

/**
 * Reads a day.
 *
 * @throws {UsageError} for anything but `YYYY-MM-DD`
 */
function dayOf(text: string): string {
  const day = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(day.getTime())) {
    throw new UsageError(`"${text}" is not a day. Write it as 2027-03-31.`);
  }
  return text;
}
