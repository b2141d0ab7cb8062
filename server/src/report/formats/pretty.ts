import pico from 'picocolors';
import type { Severity } from '../../model/finding.ts';
import { codeFrame } from '../codeFrame.ts';
import { type Located, locateFindings, locateSpan } from '../locate.ts';
import { joined } from '../pieces.ts';
import { fixesOf, type PrintOptions, type Report, totalOf } from '../report.ts';
import { hyperlink, inertLine, onOneLine, wrap } from '../terminal.ts';
import { plural, severityWord, summaryLine } from '../words.ts';

const messageWidth = 110;

type Colors = ReturnType<typeof pico.createColors>;

/** Findings for people at a terminal: what and where, the line with a mark under it, other places, the rule's page. */
export function* prettyReport(report: Report, options: PrintOptions): Iterable<string> {
  const colors = pico.createColors(options.color ?? false);
  for (const item of locateFindings(report)) yield `${block(report, item, colors, options)}\n`;
  yield ending(report, colors);
}

/** {@link prettyReport} as one text. */
export function printPretty(report: Report, options: PrintOptions): string {
  return joined(prettyReport(report, options));
}

function block(report: Report, item: Located, colors: Colors, options: PrintOptions): string {
  const { finding, file, start } = item;
  const paint = painter(colors, finding.severity);
  const place = `${onOneLine(file)}:${start.line}:${start.column}`;
  const rule = finding.url && options.hyperlinks ? hyperlink(finding.rule, finding.url) : finding.rule;
  const lines = [`${colors.cyan(place)} ${colors.bold(paint(severityWord(finding.severity)))} ${colors.dim(rule)}`];
  lines.push(...wrap(onOneLine(finding.message), messageWidth).map((line) => `  ${line}`));
  lines.push(...frame(item, colors, paint));
  for (const related of finding.related) {
    const at = locateSpan(report, related.span);
    const where = colors.cyan(`${onOneLine(at.file)}:${at.start.line}:${at.start.column}`);
    lines.push(`  ${colors.dim('see')} ${where} ${onOneLine(related.message)}`);
  }
  const fix = fixesOf(report, finding)[0];
  if (fix) {
    const how = fix.safety === 'safe' ? '--fix' : '--fix-suggestions';
    lines.push(`  ${colors.green('fix')} ${onOneLine(fix.title)} ${colors.dim(`(${how})`)}`);
  }
  if (finding.url && !options.hyperlinks) lines.push(`  ${colors.dim(finding.url)}`);
  return `${lines.map(inertLine).join('\n')}\n`;
}

function frame(item: Located, colors: Colors, paint: (text: string) => string): string[] {
  const shown = codeFrame(item);
  if (!shown) return [];
  const number = String(shown.line);
  const blank = ' '.repeat(number.length);
  const mark = `${' '.repeat(shown.indent)}${paint('^'.repeat(shown.length))}`;
  return [`  ${colors.dim(`${number} │`)} ${shown.text}`, `  ${colors.dim(`${blank} │`)} ${mark}`];
}

function painter(colors: Colors, severity: Severity): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, info: colors.blue, hint: colors.magenta }[severity];
}

function ending(report: Report, colors: Colors): string {
  const total = report.findings.length + totalOf(report.hidden);
  const line = summaryLine(report);
  const fixable = report.findings.filter((finding) => fixesOf(report, finding).length > 0);
  const safe = fixable.filter((finding) => finding.fixes().some((fix) => fix.safety === 'safe')).length;
  const lines = [total === 0 ? colors.green(line) : colors.bold(line)];
  if (safe > 0) lines.push(`${plural(safe, 'finding')} can be put right with --fix.`);
  if (fixable.length > safe)
    lines.push(`${plural(fixable.length - safe, 'finding')} can be put right with --fix-suggestions.`);
  return `${lines.join('\n')}\n`;
}
