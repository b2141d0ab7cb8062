import path from 'node:path';
import { type Command, Option } from 'commander';
import type { Finding, Severity } from '../../model/finding.ts';
import { formats } from '../../report/formats/index.ts';
import { type Counts, countFindings, leavesFixesOut, type Report, severities } from '../../report/report.ts';
import { plural } from '../../report/words.ts';
import type { PresetName } from '../../standards/rule.ts';
import { type ConfigurableTarget, configurableTargets } from '../../standards/targets.ts';
import { Baseline, type BaselineEntry } from '../baseline.ts';
import { type Define, examples } from '../define.ts';
import { emit } from '../emit.ts';
import { exitCodes, UsageError } from '../exit.ts';
import { type WantedReport, wantedReports } from '../formatOption.ts';
import { findProjects, nothingIn, repositoryAround } from '../inputs.ts';
import type { Io } from '../io.ts';
import {
  type Change,
  changeSince,
  type LintedProject,
  type LintSettings,
  lintProject,
  today as todayOf,
} from '../lintRun.ts';
import { colorOption, wantsColor, wantsHyperlinks, wholeNumber } from '../options.ts';
import { Progress } from '../progress.ts';
import { stdinFile as stdinFileOf } from '../sources.ts';
import { version } from '../version.ts';

interface LintOptions {
  readonly format?: readonly string[];
  readonly failOn: Severity | 'never';
  readonly maxWarnings?: number;
  readonly quiet?: boolean;
  readonly preset?: PresetName;
  readonly config?: string;
  readonly target?: readonly ConfigurableTarget[];
  readonly fix?: boolean;
  readonly fixSuggestions?: boolean;
  readonly fixDryRun?: boolean;
  readonly diff?: boolean;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly changedSince?: string;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
  readonly changes?: string;
  readonly watch?: boolean;
  readonly cache: boolean;
  readonly color: string;
}

const presets: readonly PresetName[] = ['recommended', 'strict', 'audit'];

export const define: Define = (command, io, end) => {
  options(command).action(async (paths: string[], given: LintOptions) => {
    check(paths, given);
    if (given.watch) {
      const { watch } = await import('../watch.ts');
      await watch(io, paths, given.config, () => lintOnce(io, paths, given));
      end(exitCodes.ok);
    } else {
      end(await lintOnce(io, paths, given));
    }
  });
};

function options(command: Command): Command {
  return command
    .argument('[paths...]', 'files and folders; - reads standard input')
    .option(
      '--format <format[=file]>',
      'pretty, concise, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson or markdown; may be repeated',
      collect,
    )
    .addOption(
      new Option('--fail-on <severity>', 'least severity that makes the exit code 1')
        .choices([...severities, 'never'])
        .default('error'),
    )
    .option('--max-warnings <count>', 'exit code 1 over that many warnings', wholeNumber)
    .option('--quiet', 'show errors only; the rest is counted')
    .addOption(new Option('--preset <name>', 'rules to start from, in place of the configured ones').choices(presets))
    .option('--config <file>', 'configuration to use, in place of the nearest salesflow.config.json')
    .addOption(
      new Option(
        '--target <crm>',
        `check against the limits of a CRM: ${configurableTargets.join(', ')}; may be repeated`,
      ).argParser(target),
    )
    .option('--fix', 'make the fixes that keep the meaning')
    .option('--fix-suggestions', 'make suggested fixes too')
    .option('--fix-dry-run', 'report as after fixing, and write nothing')
    .option('--diff', 'show what fixing would change, and write nothing')
    .option('--baseline <file>', 'accept the findings listed in a file')
    .option('--update-baseline', 'write what is found as accepted')
    .option('--changed-since <revision>', 'only findings on or caused by declarations changed since a git revision')
    .option('--stdin', 'read one file from standard input')
    .option('--stdin-filename <file>', 'name of that file, which decides its project')
    .option('--changes <file>', 'Markdown with what changed in the process, for --format markdown')
    .option('--no-cache', 'check everything anew, even what an earlier run has checked')
    .option('--watch', 'run again when a file changes')
    .addOption(colorOption())
    .addHelpText(
      'after',
      examples([
        'salesflow lint',
        'salesflow lint sales/ --format pretty --format sarif=salesflow.sarif',
        'salesflow lint --fix',
        'salesflow lint --changed-since origin/main --max-warnings 0',
        'salesflow lint --baseline salesflow-baseline.json --update-baseline',
        'cat draft.salesflow | salesflow lint --stdin-filename sales/draft.salesflow -',
      ]),
    );
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function target(value: string, before: readonly ConfigurableTarget[] = []): ConfigurableTarget[] {
  const known = configurableTargets.find((one) => one === value);
  if (!known)
    throw new UsageError(`There is no CRM target "${value}". The targets are ${configurableTargets.join(', ')}.`);
  return [...before, known];
}

function check(paths: readonly string[], given: LintOptions): void {
  const contradictions: readonly (readonly [unknown, unknown, string])[] = [
    [given.updateBaseline, !given.baseline, '--update-baseline needs --baseline FILE.'],
    [given.updateBaseline, given.changedSince, '--update-baseline needs all findings; leave --changed-since out.'],
    [
      given.changedSince,
      isFixing(given),
      '--changed-since and fixing do not go together; run them one after the other.',
    ],
    [
      isStdin(paths, given),
      paths.some((one) => one !== '-'),
      'Standard input is one file; name no other paths with it.',
    ],
    [isStdin(paths, given), given.watch, 'Standard input cannot be watched; name files or folders.'],
    [
      isStdin(paths, given),
      given.fix && !given.diff && !given.fixDryRun,
      'Standard input cannot be fixed in place; use --diff to see the fixes.',
    ],
  ];
  const found = contradictions.find(([one, other]) => one && other);
  if (found) throw new UsageError(found[2]);
}

function isStdin(paths: readonly string[], given: LintOptions): boolean {
  return given.stdin === true || paths.includes('-');
}

function isFixing({ fix, fixSuggestions, fixDryRun, diff }: LintOptions): boolean {
  return Boolean(fix || fixSuggestions || fixDryRun || diff);
}

async function lintOnce(io: Io, paths: readonly string[], given: LintOptions): Promise<number> {
  const wanted = wantedReports(given.format ?? [], io);
  const repository = repositoryAround(io.cwd);
  const today = todayOf(io);
  const stdinFile = isStdin(paths, given) ? stdinFileOf(io, given.stdinFilename) : undefined;
  const baseline = await baselineOf(io, given, today);
  const change = await changeOf(io, given.changedSince);
  const settings: LintSettings = {
    preset: given.preset,
    targets: given.target ?? [],
    fix: isFixing(given)
      ? { safety: given.fixSuggestions ? 'suggestion' : 'safe', write: !given.fixDryRun && !given.diff }
      : undefined,
    baseline,
    change,
    stdinFile,
    today,
    cache: given.cache,
  };
  const projects = stdinFile
    ? await projectsOfStdin(io, stdinFile, given)
    : await findProjects(io, paths, { config: given.config });
  if (projects.length === 0) {
    io.err(`salesflow: ${nothingIn(paths)}\n`);
  }
  const progress = new Progress(io);
  const linted: LintedProject[] = [];
  for (const project of projects) {
    progress.show(`Checking ${plural(project.files.length, 'file')} in ${path.relative(io.cwd, project.root) || '.'}`);
    linted.push(await lintProject(io, project, settings));
  }
  progress.clear();

  const report = await reportOf(linted, wanted, given, change, io);
  if (given.diff) await printDiff(io, linted);
  const shown = given.diff && given.format === undefined ? [] : wanted;
  await emit(io, report, shown, {
    color: wantsColor(given.color, io),
    hyperlinks: wantsHyperlinks(io),
    repository: repository ?? io.cwd,
    fileUrl: fileUrlOf(io),
  });
  if (baseline) await tellBaseline(io, baseline, linted, given);
  const unreadable = linted.flatMap((one) => one.unreadable);
  for (const message of unreadable) io.err(`salesflow: ${message}\n`);
  if (unreadable.length > 0) return exitCodes.usage;
  return fails(linted, given) ? exitCodes.findings : exitCodes.ok;
}

async function projectsOfStdin(io: Io, file: string, given: LintOptions) {
  const { projectAround } = await import('../stdinProject.ts');
  return [await projectAround(io, file, given.config)];
}

async function baselineOf(io: Io, given: LintOptions, today: string): Promise<Baseline | undefined> {
  if (!given.baseline) return undefined;
  const mayBeMissing = given.updateBaseline === true;
  return Baseline.read(path.resolve(io.cwd, given.baseline), given.baseline, { today, mayBeMissing });
}

async function changeOf(io: Io, revision: string | undefined): Promise<Change | undefined> {
  if (revision === undefined) return undefined;
  const { Repository } = await import('../git.ts');
  return changeSince(await Repository.require(io.cwd, '--changed-since'), revision);
}

async function reportOf(
  linted: readonly LintedProject[],
  wanted: readonly WantedReport[],
  given: LintOptions,
  change: Change | undefined,
  io: Io,
): Promise<Omit<Report, 'root'>> {
  const all = linted.flatMap((one) => one.findings);
  const shown = given.quiet ? all.filter(({ severity }) => severity === 'error') : all;
  const hidden = given.quiet ? { ...countFindings(all), error: 0 } : countFindings([]);
  const fixesLeftOut = linted.some((one) => one.fixesLeftOut);
  const mayBeReview = change !== undefined || io.env.GITHUB_BASE_REF || given.changes !== undefined;
  const review = mayBeReview ? await import('../review.ts') : undefined;
  return {
    toolVersion: version,
    findings: shown,
    hidden,
    checkedFiles: linted.reduce((sum, one) => sum + one.checkedFiles, 0),
    rules: needsRules(wanted, shown, fixesLeftOut) ? (await import('../ruleInfos.ts')).ruleInfos() : [],
    fixesLeftOut,
    file: (uri) => firstOf(linted, (one) => one.files(uri)),
    startsWithMark: (uri) => linted.some((one) => one.marked.has(uri)),
    touched: await review?.touchedBy(io, change, (finding: Finding) =>
      firstOf(linted, (one) => one.files(finding.span.uri)),
    ),
    fixed: linted.reduce((sum, one) => sum + one.fixed, 0),
    baseline: given.baseline
      ? {
          accepted: linted.reduce((sum, one) => sum + one.accepted, 0),
          stale: linted.reduce((sum, one) => sum + one.stale.length, 0),
        }
      : undefined,
    changes: given.changes === undefined ? undefined : await review?.readChanges(io, given.changes),
  };
}

/** The rules are loaded only for reports that tell about them. */
function needsRules(wanted: readonly WantedReport[], findings: readonly Finding[], fixesLeftOut: boolean): boolean {
  return leavesFixesOut({ findings, fixesLeftOut }) || wanted.some(({ format }) => 'listsRules' in formats[format]);
}

function firstOf<T, R>(items: readonly T[], get: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = get(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function printDiff(io: Io, linted: readonly LintedProject[]): Promise<void> {
  const { createTwoFilesPatch } = await import('diff');
  for (const { file, before, after } of linted.flatMap((one) => one.edited)) {
    const name = path.relative(io.cwd, file).split(path.sep).join('/');
    const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, { context: 3 });
    io.out(patch.replace(/^=+\n/, ''));
  }
}

async function tellBaseline(
  io: Io,
  baseline: Baseline,
  linted: readonly LintedProject[],
  given: LintOptions,
): Promise<void> {
  const shown = path.relative(io.cwd, baseline.file);
  if (given.updateBaseline) {
    const { entries, dropped } = await baseline.update();
    io.err(`${shown}: ${plural(entries, 'entry', 'entries')} written${dropped > 0 ? `, ${dropped} dropped` : ''}.\n`);
    return;
  }
  const list = (entries: readonly BaselineEntry[], what: string) => {
    for (const entry of entries) io.err(`${shown}: ${entry.rule} at ${entry.path || entry.file} ${what}\n`);
  };
  list(
    linted.flatMap((one) => one.stale),
    'no longer occurs. Drop it with --update-baseline.',
  );
  list(
    linted.flatMap((one) => one.expired),
    'has expired and is accepted no more.',
  );
}

function fails(linted: readonly LintedProject[], given: LintOptions): boolean {
  if (given.updateBaseline) return false;
  if (given.diff) return linted.some((one) => one.edited.length > 0) || gate(linted, given);
  return gate(linted, given);
}

/** What is hidden counts too: display never decides. */
function gate(linted: readonly LintedProject[], { failOn, maxWarnings }: LintOptions): boolean {
  const counts: Counts = countFindings(linted.flatMap((one) => one.findings));
  if (maxWarnings !== undefined && counts.warning > maxWarnings) return true;
  if (failOn === 'never') return false;
  return severities.slice(0, severities.indexOf(failOn) + 1).some((severity) => counts[severity] > 0);
}

/** On GitHub and GitLab, where the file can be read at this revision. */
function fileUrlOf({ env }: Io): string | undefined {
  if (env.GITHUB_SERVER_URL && env.GITHUB_REPOSITORY && env.GITHUB_SHA) {
    return `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/blob/${env.SALESFLOW_HEAD_SHA ?? env.GITHUB_SHA}/`;
  }
  if (env.CI_PROJECT_URL && env.CI_COMMIT_SHA) return `${env.CI_PROJECT_URL}/-/blob/${env.CI_COMMIT_SHA}/`;
  return undefined;
}
