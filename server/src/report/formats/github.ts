import type { Severity } from '../../model/finding.ts';
import { type Located, locateBySeverity } from '../locate.ts';
import type { Report } from '../report.ts';
import { onOneLine } from '../terminal.ts';
import { plural } from '../words.ts';

/** GitHub shows at most this many annotations of a level per step. */
const mostPerLevel = 10;

type Level = 'error' | 'warning' | 'notice';

/**
 * GitHub workflow commands: an annotation for each finding, what the change touches first, and the last of a level
 * that is shown saying how many more there are.
 */
export function printGitHub(report: Report): string {
  const touched = (item: Located) => (report.touched?.(item.finding) ? 0 : 1);
  const located = locateBySeverity(report);
  const lines: string[] = [];
  for (const level of ['error', 'warning', 'notice'] as const) {
    const items = located.filter(({ finding }) => levelOf(finding.severity) === level);
    items.sort((a, b) => touched(a) - touched(b));
    const more = items.length - mostPerLevel;
    items.slice(0, mostPerLevel).forEach((item, index) => {
      const last = index === mostPerLevel - 1 && more > 0;
      lines.push(command(level, item, last ? ` (And ${plural(more, `more ${level}`)}; see the summary.)` : ''));
    });
  }
  return lines.map((line) => `${line}\n`).join('');
}

function command(level: Level, { finding, file, start, end }: Located, suffix: string): string {
  // GitHub ignores columns of an annotation that spans lines.
  const columns =
    start.line === end.line ? { col: start.column, endColumn: Math.max(start.column, end.column - 1) } : {};
  const properties = { file, line: start.line, endLine: end.line, ...columns, title: `salesflow ${finding.rule}` };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${list.join(',')}::${escapeData(onOneLine(finding.message) + suffix)}`;
}

function levelOf(severity: Severity): Level {
  return severity === 'error' || severity === 'warning' ? severity : 'notice';
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
