import type { Severity } from '../../model/finding.ts';
import { byFile, locateFindings } from '../locate.ts';
import type { Report } from '../report.ts';
import { escapeXml } from '../xml.ts';

const severities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  hint: 'info',
};

/** Checkstyle XML, which most code review servers read. */
export function printCheckstyle(report: Report): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">'];
  for (const [file, items] of byFile(locateFindings(report))) {
    lines.push(`  <file name="${escapeXml(file)}">`);
    for (const { finding, start } of items) {
      const attributes = {
        line: String(start.line),
        column: String(start.column),
        severity: severities[finding.severity],
        message: finding.message,
        source: `salesflow.${finding.rule.replaceAll('/', '.')}`,
      };
      const list = Object.entries(attributes).map(([name, value]) => `${name}="${escapeXml(value)}"`);
      lines.push(`    <error ${list.join(' ')}/>`);
    }
    lines.push('  </file>');
  }
  lines.push('</checkstyle>');
  return `${lines.join('\n')}\n`;
}
