import type { Severity } from '../../model/finding.ts';
import { byFile, locateFindings } from '../locate.ts';
import { joined } from '../pieces.ts';
import type { Report } from '../report.ts';
import { escapeXml } from '../xml.ts';

const severities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  hint: 'info',
};

/** Checkstyle XML, which most code review servers read. */
export function* checkstyleReport(report: Report): Iterable<string> {
  yield line('<?xml version="1.0" encoding="UTF-8"?>');
  yield line('<checkstyle version="4.3">');
  for (const [file, items] of byFile(locateFindings(report))) {
    yield line(`  <file name="${escapeXml(file)}">`);
    for (const { finding, start } of items) {
      const attributes = {
        line: String(start.line),
        column: String(start.column),
        severity: severities[finding.severity],
        message: finding.message,
        source: `salesflow.${finding.rule.replaceAll('/', '.')}`,
      };
      const list = Object.entries(attributes).map(([name, value]) => `${name}="${escapeXml(value)}"`);
      yield line(`    <error ${list.join(' ')}/>`);
    }
    yield line('  </file>');
  }
  yield line('</checkstyle>');
}

/** {@link checkstyleReport} as one text. */
export function printCheckstyle(report: Report): string {
  return joined(checkstyleReport(report));
}

function line(text: string): string {
  return `${text}\n`;
}
