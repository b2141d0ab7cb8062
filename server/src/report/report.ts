import type { Finding, Fix, Severity, Standard } from '../model/finding.ts';
import type { SourceFile } from '../model/source.ts';

/** What a report tells of a rule, whether or not it found something. */
export interface RuleInfo {
  /** Rule id, such as `factual/no-feelings`. */
  readonly id: string;
  readonly standard: Standard;
  /** Severity with the configuration in force; `off` where it does not run. */
  readonly severity: Severity | 'off';
  /** What it reports, in one sentence. */
  readonly summary: string;
  /** What it reports and why, in plain text. */
  readonly description: string;
  /** The rule's page in Markdown. */
  readonly markdown: string;
  readonly url: string;
  /** Whether it offers edits. */
  readonly fixable?: boolean;
}

/** How many findings of each severity. */
export type Counts = Readonly<Record<Severity, number>>;

/** What one run of the linter found, ready to be printed in any format. */
export interface Report {
  /** Version of the program. */
  readonly toolVersion: string;
  /** What is shown, in any order: formats sort. Suppressed and accepted findings are not among them. */
  readonly findings: readonly Finding[];
  /** Findings that exist and are not shown, by severity. */
  readonly hidden: Counts;
  /** How many files were checked. */
  readonly checkedFiles: number;
  /** All rules, in the order of their ids; may be left out for a short report in a format that does not list them. */
  readonly rules: readonly RuleInfo[];
  /** URI of the folder that paths are relative to, without a slash at its end. */
  readonly root: string;
  /** The text and line index of a file, or `undefined` where it could not be read. */
  file(uri: string): SourceFile | undefined;
  /** Whether that file starts with a byte order mark, which its text here is without. */
  readonly startsWithMark?: ((uri: string) => boolean) | undefined;
  /** Whether the change under review touches the line of that finding; unknown without a revision to compare with. */
  readonly touched?: ((finding: Finding) => boolean) | undefined;
  /** Whether the findings are without fixes, because the project is too large to work them out. */
  readonly fixesLeftOut?: boolean | undefined;
  /** Findings put right in this run. */
  readonly fixed?: number | undefined;
  /** What the accepted findings of a baseline did to this report. */
  readonly baseline?: { readonly accepted: number; readonly stale: number } | undefined;
  /** Markdown that says what changed in the process, for the comment on a change. */
  readonly changes?: string | undefined;
}

/** How one format is printed. */
export interface PrintOptions {
  /** Colour codes. */
  readonly color?: boolean | undefined;
  /** Terminal links. */
  readonly hyperlinks?: boolean | undefined;
  /** Most characters that may be written, for a format whose reader has a limit. */
  readonly limit?: number | undefined;
}

/** Turns a report into text, in pieces so that a long one is never there as a whole; the same report gives the same bytes. */
export type Printer = (report: Report, options: PrintOptions) => Iterable<string>;

/** No findings. */
export const noCounts: Counts = { error: 0, warning: 0, info: 0, hint: 0 };

/** Counts findings by severity. */
export function countFindings(findings: readonly Finding[]): Counts {
  const counts = { ...noCounts } as Record<Severity, number>;
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** The sum over all severities. */
export function totalOf(counts: Counts): number {
  return counts.error + counts.warning + counts.info + counts.hint;
}

/** Most severe first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** Working a fix out reads the whole project; in reports with more findings than this, the rule alone tells. */
export const mostWorkedOut = 500;

/** Whether the report is too long, or the project too large, to work fixes out. */
export function leavesFixesOut({ findings, fixesLeftOut }: Pick<Report, 'findings' | 'fixesLeftOut'>): boolean {
  return fixesLeftOut === true || findings.length > mostWorkedOut;
}

/** The edits that put a finding right; none where they are left out. */
export function fixesOf(report: Report, finding: Finding): readonly Fix[] {
  return leavesFixesOut(report) ? [] : finding.fixes();
}

/** Says of findings whether an automatic edit puts them right, or, where those are left out, whether their rule has one. */
export function fixability(report: Report): (finding: Finding) => boolean {
  if (!leavesFixesOut(report)) return (finding) => finding.fixes().length > 0;
  const rules = new Set(report.rules.filter(({ fixable }) => fixable === true).map(({ id }) => id));
  return ({ rule }) => rules.has(rule);
}
