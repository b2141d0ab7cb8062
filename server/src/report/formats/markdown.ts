import type { Finding, Standard } from '../../model/finding.ts';
import { type Located, locateBySeverity } from '../locate.ts';
import { codeSpan, escapeMarkdown, linkTarget, utf8Length } from '../markdownText.ts';
import { uriReference } from '../paths.ts';
import { type Counts, countFindings, type PrintOptions, type Report, totalOf } from '../report.ts';
import { addCounts, countsInWords, plural, severityWord, summaryLine } from '../words.ts';

/** A comment on GitHub holds 65,536 characters; room is left for what others add to it. */
const commentLimit = 64_000;

const standards: readonly (readonly [Standard, string])[] = [
  ['required', 'Required'],
  ['factual', 'Factual'],
  ['inspectable', 'Inspectable'],
  ['buyer-centric', 'Buyer-centric'],
  ['exit-criteria', 'Exit criteria'],
  ['process', 'Process'],
  ['crm', 'CRM'],
  ['suppression', 'Suppressions'],
  ['language', 'Language'],
];

const marks = { error: '❌', warning: '⚠️', info: 'ℹ️', hint: '💡' } as const;

/** A comment or job summary: findings by standard, a table of them, and what changed in the process. */
export function printMarkdown(
  report: Report,
  options: PrintOptions & {
    /** Where files can be read, such as `https://…/blob/REVISION/`. */ readonly fileUrl?: string | undefined;
  },
): string {
  const limit = options.limit ?? commentLimit;
  const head = [`## Salesflow: ${verdict(report)}`, '', escapeMarkdown(summaryLine(report))];
  const counts = countsByStandard(report.findings);
  if (counts.size > 0) head.push('', ...standardTable(counts));
  const changes = report.changes ? fit(report.changes.trimEnd(), Math.floor(limit / 3)) : '';
  const budget = limit - utf8Length(`${head.join('\n')}\n\n${changes}\n\n`);
  const sections = [head.join('\n'), findingTable(report, options.fileUrl, budget), changes];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function verdict(report: Report): string {
  const all = addCounts(countFindings(report.findings), report.hidden);
  return totalOf(all) === 0 ? 'no findings' : countsInWords(all);
}

function countsByStandard(findings: readonly Finding[]): Map<Standard, Counts> {
  const present = new Set(findings.map((finding) => finding.standard));
  return new Map(
    Array.from(present, (standard) => [standard, countFindings(findings.filter((one) => one.standard === standard))]),
  );
}

function standardTable(counts: Map<Standard, Counts>): string[] {
  const rows = standards.flatMap(([standard, title]) => {
    const own = counts.get(standard);
    return own ? [`| ${title} | ${own.error} | ${own.warning} | ${own.info + own.hint} |`] : [];
  });
  return ['| Standard | Errors | Warnings | Notes |', '|---|--:|--:|--:|', ...rows];
}

function findingTable(report: Report, fileUrl: string | undefined, budget: number): string {
  const located = locateBySeverity(report);
  if (located.length === 0) return '';
  const lines = ['| | Where | What | Rule |', '|---|---|---|---|'];
  const more = (shown: number) =>
    `\n${shown} of ${plural(located.length, 'finding')} shown; run \`salesflow lint\` to see all.`;
  let left = budget - utf8Length(lines.join('\n')) - utf8Length(more(0)) - 40;
  let shown = 0;
  for (const item of located) {
    const line = row(item, fileUrl);
    left -= utf8Length(line) + 1;
    if (left < 0) break;
    lines.push(line);
    shown++;
  }
  if (shown < located.length) lines.push(more(shown));
  return lines.join('\n');
}

function row({ finding, file, start }: Located, fileUrl: string | undefined): string {
  const place = codeSpan(`${file}:${start.line}`);
  const where = fileUrl ? `[${place}](${linkTarget(`${fileUrl}${uriReference(file)}#L${start.line}`)})` : place;
  const rule = finding.url ? `[${codeSpan(finding.rule)}](${linkTarget(finding.url)})` : codeSpan(finding.rule);
  const mark = `${marks[finding.severity]} ${severityWord(finding.severity)}`;
  return `| ${mark} | ${where} | ${escapeMarkdown(finding.message)} | ${rule} |`;
}

/** Whole lines from the start of a text, and how many were left out. */
function fit(text: string, limit: number): string {
  if (utf8Length(text) <= limit) return text;
  const lines = text.split('\n');
  const kept: string[] = [];
  let left = limit - 60;
  for (const line of lines) {
    left -= utf8Length(line) + 1;
    if (left < 0) break;
    kept.push(line);
  }
  return [...kept, '', `${plural(lines.length - kept.length, 'further line')} left out.`].join('\n');
}
