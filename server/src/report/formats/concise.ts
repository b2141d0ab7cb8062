import { locateFindings } from '../locate.ts';
import { joined } from '../pieces.ts';
import type { Report } from '../report.ts';
import { inertLine, onOneLine } from '../terminal.ts';
import { severityWord, summaryLine } from '../words.ts';

/** One finding a line, `file:line:column: severity rule: message`, then the summary: for editors, grep and logs. */
export function* conciseReport(report: Report): Iterable<string> {
  for (const { file, start, finding } of locateFindings(report)) {
    const place = `${onOneLine(file)}:${start.line}:${start.column}`;
    const what = `${severityWord(finding.severity)} ${finding.rule}: ${onOneLine(finding.message)}`;
    yield `${inertLine(`${place}: ${what}`)}\n`;
  }
  yield `${summaryLine(report)}\n`;
}

/** {@link conciseReport} as one text. */
export function printConcise(report: Report): string {
  return joined(conciseReport(report));
}
