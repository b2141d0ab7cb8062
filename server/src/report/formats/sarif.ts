import type { Severity } from '../../model/finding.ts';
import type { SourceFile, Span } from '../../model/source.ts';
import { LineFingerprints } from '../fingerprint.ts';
import { type Located, type Location, locateBySeverity, locateSpan } from '../locate.ts';
import { uriReference } from '../paths.ts';
import { joined, jsonPieces, LazyList } from '../pieces.ts';
import type { PrintOptions, Report, RuleInfo } from '../report.ts';
import { plural } from '../words.ts';

/** GitHub shows at most this many results of an upload. */
const mostResults = 5_000;
const sourceRoot = '%SRCROOT%';

type SarifOptions = PrintOptions & { readonly category?: string | undefined };

/**
 * SARIF 2.1.0 for code scanning: every rule is listed whether or not it found something, every result has a place, a
 * region with its four corners and the fingerprint GitHub itself would compute. In pieces.
 */
export function sarifReport(report: Report, options: SarifOptions): Iterable<string> {
  const located = locateBySeverity(report);
  const shown = located.slice(0, Math.min(mostResults, options.limit ?? mostResults));
  const rules = allRules(report, shown);
  const ruleIndex = new Map(rules.map((rule, index) => [rule.id, index]));
  const fingerprints = new FingerprintCache(report);
  function* results(): Iterable<object> {
    for (const item of shown) yield toResult(report, item, ruleIndex.get(item.finding.rule)!, fingerprints);
  }
  const run = {
    tool: {
      driver: {
        name: 'Salesflow',
        informationUri: 'https://www.npmjs.com/package/salesflow',
        version: report.toolVersion,
        semanticVersion: report.toolVersion,
        rules: rules.map(toDescriptor),
      },
    },
    automationDetails: { id: `salesflow/${options.category ?? 'lint'}/` },
    originalUriBaseIds: { [sourceRoot]: { description: { text: 'The folder that was checked out.' } } },
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: true, ...overflow(located.length - shown.length) }],
    results: new LazyList(results()),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return jsonPieces(log);
}

/** {@link sarifReport} as one text. */
export function printSarif(report: Report, options: SarifOptions): string {
  return joined(sarifReport(report, options));
}

function overflow(count: number): object {
  if (count <= 0) return {};
  const text = `${plural(count, 'further finding')} of lower severity left out of this file: run salesflow lint to see all.`;
  return { toolExecutionNotifications: [{ level: 'warning', message: { text } }] };
}

/** The rules of the registry and, after them, what else a finding names (syntax, names and types). */
function allRules(report: Report, located: readonly Located[]): RuleInfo[] {
  const rules = [...report.rules];
  const known = new Set(rules.map((rule) => rule.id));
  for (const { finding } of located) {
    if (known.has(finding.rule)) continue;
    known.add(finding.rule);
    const summary = `Findings of ${finding.rule}.`;
    rules.push({
      id: finding.rule,
      standard: finding.standard,
      severity: finding.severity,
      summary,
      description: summary,
      markdown: summary,
      url: finding.url,
    });
  }
  return rules;
}

function toDescriptor(rule: RuleInfo): object {
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.description },
    help: { text: rule.description, markdown: rule.markdown },
    ...(rule.url ? { helpUri: rule.url } : {}),
    defaultConfiguration: rule.severity === 'off' ? { enabled: false } : { level: levelOf(rule.severity) },
    properties: { tags: ['sales-process', rule.standard] },
  };
}

function toResult(report: Report, item: Located, ruleIndex: number, fingerprints: FingerprintCache): object {
  const { finding, source, start } = item;
  const fingerprint = fingerprints.of(source, start.line);
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: levelOf(finding.severity),
    message: { text: plainText(finding.message) },
    locations: [
      {
        physicalLocation: physicalLocation(finding.span, item),
        ...(finding.path ? { logicalLocations: [{ fullyQualifiedName: finding.path }] } : {}),
      },
    ],
    ...(finding.related.length > 0
      ? {
          relatedLocations: finding.related.map(({ message, span }, index) => ({
            id: index + 1,
            message: { text: plainText(message) },
            physicalLocation: physicalLocation(span, locateSpan(report, span)),
          })),
        }
      : {}),
    ...(fingerprint ? { partialFingerprints: { primaryLocationLineHash: fingerprint } } : {}),
  };
}

function physicalLocation(span: Span, { file, start, end }: Location): object {
  const inside = !file.startsWith('../') && !/^[a-z][a-z0-9+.-]+:/i.test(file);
  return {
    artifactLocation: inside ? { uri: uriReference(file), uriBaseId: sourceRoot } : { uri: span.uri },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}

function levelOf(severity: Severity): string {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}

/** SARIF reads `[text](target)` in a plain message as a link; a label must not make one. */
function plainText(message: string): string {
  return message.toWellFormed().replace(/\[(?=[^\]]*\]\()/g, '\\[');
}

function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

class FingerprintCache {
  readonly #byUri = new Map<string, LineFingerprints>();
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  of(source: SourceFile | undefined, line: number): string | undefined {
    if (!source) return undefined;
    let lines = this.#byUri.get(source.uri);
    if (!lines) {
      lines = new LineFingerprints(this.#report.startsWithMark?.(source.uri) ? `\uFEFF${source.text}` : source.text);
      this.#byUri.set(source.uri, lines);
    }
    return lines.of(line);
  }
}
