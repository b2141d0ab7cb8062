import { byFile, locateFindings } from '../locate.ts';
import type { Report } from '../report.ts';
import { severityWord } from '../words.ts';
import { escapeXml } from '../xml.ts';

/** JUnit: a suite per file with findings, a failed case per finding; one passing case when there is none. */
export function printJUnit(report: Report): string {
  const files = byFile(locateFindings(report));
  const total = report.findings.length;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="salesflow" tests="${Math.max(1, total)}" failures="${total}" errors="0">`,
  ];
  if (total === 0) {
    lines.push(
      '  <testsuite name="salesflow" tests="1" failures="0" errors="0" skipped="0">',
      '    <testcase name="lint" classname="salesflow"/>',
      '  </testsuite>',
    );
  }
  for (const [file, items] of files) {
    const name = escapeXml(file);
    lines.push(
      `  <testsuite name="${name}" tests="${items.length}" failures="${items.length}" errors="0" skipped="0">`,
    );
    for (const { finding, start } of items) {
      const message = escapeXml(finding.message);
      const place = `${escapeXml(file)}:${start.line}:${start.column}`;
      const title = escapeXml(`${finding.rule} ${finding.path || `line ${start.line}`}`);
      lines.push(
        `    <testcase name="${title}" classname="${name}">`,
        `      <failure type="${escapeXml(finding.rule)}" message="${message}">${place}: ${severityWord(finding.severity)}: ${message}${finding.url ? ` (${escapeXml(finding.url)})` : ''}</failure>`,
        '    </testcase>',
      );
    }
    lines.push('  </testsuite>');
  }
  lines.push('</testsuites>');
  return `${lines.join('\n')}\n`;
}
