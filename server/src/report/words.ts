import type { Severity } from '../model/finding.ts';
import { type Counts, countFindings, type Report, severities, totalOf } from './report.ts';

const nouns: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['note', 'notes'],
  hint: ['hint', 'hints'],
};

/** `1 file`, `2 files`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${groupDigits(count)} ${count === 1 ? one : many}`;
}

function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `2 errors, 1 warning`; empty where there are none. */
export function countsInWords(counts: Counts): string {
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], ...nouns[severity]))
    .join(', ');
}

/** One line on the whole run: what was found, what of it is not shown, what was accepted and put right. */
export function summaryLine(report: Report): string {
  const shown = countFindings(report.findings);
  const all = addCounts(shown, report.hidden);
  const files = plural(report.checkedFiles, 'file');
  const parts = [totalOf(all) === 0 ? `No findings in ${files}` : `${countsInWords(all)} in ${files}`];
  if (totalOf(report.hidden) > 0) parts.push(`${totalOf(shown)} of ${totalOf(all)} shown`);
  if (report.fixed) parts.push(`${report.fixed} fixed`);
  if (report.baseline?.accepted) parts.push(`${report.baseline.accepted} accepted by the baseline`);
  return `${parts.join('; ')}.`;
}

/** Adds by severity. */
export function addCounts(a: Counts, b: Counts): Counts {
  return {
    error: a.error + b.error,
    warning: a.warning + b.warning,
    info: a.info + b.info,
    hint: a.hint + b.hint,
  };
}

/** The word for one finding of that severity. */
export function severityWord(severity: Severity): string {
  return nouns[severity][0];
}
