import { byFile, locateFindings } from '../locate.ts';
import { joined } from '../pieces.ts';
import type { Report } from '../report.ts';
import { severityWord } from '../words.ts';
import { escapeXml } from '../xml.ts';

/** JUnit: a suite per file with findings, a failed case per finding; one passing case when there is none. */
export function* junitReport(report: Report): Iterable<string> {
  const files = byFile(locateFindings(report));
  const total = report.findings.length;
  yield line('<?xml version="1.0" encoding="UTF-8"?>');
  yield line(`<testsuites name="salesflow" tests="${Math.max(1, total)}" failures="${total}" errors="0">`);
  if (total === 0) {
    yield line('  <testsuite name="salesflow" tests="1" failures="0" errors="0" skipped="0">');
    yield line('    <testcase name="lint" classname="salesflow"/>');
    yield line('  </testsuite>');
  }
  for (const [file, items] of files) {
    const name = escapeXml(file);
    yield line(
      `  <testsuite name="${name}" tests="${items.length}" failures="${items.length}" errors="0" skipped="0">`,
    );
    for (const { finding, start } of items) {
      const message = escapeXml(finding.message);
      const place = `${escapeXml(file)}:${start.line}:${start.column}`;
      const title = escapeXml(`${finding.rule} ${finding.path || `line ${start.line}`}`);
      yield line(`    <testcase name="${title}" classname="${name}">`);
      yield line(
        `      <failure type="${escapeXml(finding.rule)}" message="${message}">${place}: ${severityWord(finding.severity)}: ${message}${finding.url ? ` (${escapeXml(finding.url)})` : ''}</failure>`,
      );
      yield line('    </testcase>');
    }
    yield line('  </testsuite>');
  }
  yield line('</testsuites>');
}

/** {@link junitReport} as one text. */
export function printJUnit(report: Report): string {
  return joined(junitReport(report));
}

function line(text: string): string {
  return `${text}\n`;
}
