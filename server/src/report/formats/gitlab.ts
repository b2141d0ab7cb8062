import type { Severity } from '../../model/finding.ts';
import { identity } from '../identity.ts';
import { locateFindings } from '../locate.ts';
import { joined, jsonPieces, LazyList } from '../pieces.ts';
import type { Report } from '../report.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info', hint: 'info' };

/** GitLab's Code Quality report, in pieces; the fingerprint of a finding stays while text moves. */
export function gitLabReport(report: Report): Iterable<string> {
  function* issues(): Iterable<object> {
    const next = identity();
    for (const { finding, file, start, end } of locateFindings(report)) {
      yield {
        description: finding.message,
        check_name: finding.rule,
        fingerprint: next(finding.rule, file, finding.path),
        severity: severities[finding.severity],
        location: { path: file, lines: { begin: start.line, end: end.line } },
      };
    }
  }
  return jsonPieces(new LazyList(issues()));
}

/** {@link gitLabReport} as one text. */
export function printGitLab(report: Report): string {
  return joined(gitLabReport(report));
}
