import type { Severity } from '../../model/finding.ts';
import { identity } from '../identity.ts';
import { locateFindings } from '../locate.ts';
import type { Report } from '../report.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info', hint: 'info' };

/** GitLab's Code Quality report; the fingerprint of a finding stays while text moves. */
export function printGitLab(report: Report): string {
  const next = identity();
  const issues = locateFindings(report).map(({ finding, file, start, end }) => ({
    description: finding.message,
    check_name: finding.rule,
    fingerprint: next(finding.rule, file, finding.path),
    severity: severities[finding.severity],
    location: { path: file, lines: { begin: start.line, end: end.line } },
  }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
