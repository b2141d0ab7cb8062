import { locateFindings } from '../locate.ts';
import type { Report } from '../report.ts';
import { inertLine, onOneLine } from '../terminal.ts';
import { severityWord, summaryLine } from '../words.ts';

/** One finding a line, `file:line:column: severity rule: message`, then the summary: for editors, grep and logs. */
export function printConcise(report: Report): string {
  const lines = locateFindings(report).map(({ file, start, finding }) => {
    const place = `${onOneLine(file)}:${start.line}:${start.column}`;
    return inertLine(`${place}: ${severityWord(finding.severity)} ${finding.rule}: ${onOneLine(finding.message)}`);
  });
  return `${[...lines, summaryLine(report)].join('\n')}\n`;
}
