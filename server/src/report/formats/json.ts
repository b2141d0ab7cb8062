import { type Located, locateFindings, locateSpan, type Place } from '../locate.ts';
import { joined, jsonPieces, LazyList } from '../pieces.ts';
import { countFindings, fixability, type Report, totalOf } from '../report.ts';
import { addCounts } from '../words.ts';

/** Version of the contract in `schema/report.schema.json`: raised when a reader of the old one would break. */
export const reportVersion = 1;

/** One finding of the JSON report; lines and columns from 1, columns in UTF-16 code units, ends exclusive. */
export interface JsonFinding {
  readonly rule: string;
  readonly standard: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  readonly start: Place;
  readonly end: Place;
  /** Semantic path, such as `NewBusiness/Discovery/exit/done[0]`. */
  readonly path: string;
  readonly fixable: boolean;
  readonly related: readonly { message: string; file: string; start: Place; end: Place }[];
  readonly url: string;
}

/** The published JSON report. */
export interface JsonReport {
  readonly version: number;
  readonly summary: {
    readonly files: number;
    readonly errors: number;
    readonly warnings: number;
    readonly infos: number;
    readonly hints: number;
    /** How many of them are among `findings`. */
    readonly shown: number;
    readonly hidden: number;
    readonly fixable: number;
    readonly fixed: number;
    readonly accepted: number;
    readonly staleAccepted: number;
  };
  readonly findings: readonly JsonFinding[];
}

/** One finding as the published contract says. */
export function toJsonFinding(
  report: Report,
  { finding, file, start, end }: Located,
  isFixable: (finding: Located['finding']) => boolean,
): JsonFinding {
  return {
    rule: finding.rule,
    standard: finding.standard,
    severity: finding.severity,
    message: finding.message,
    file,
    start,
    end,
    path: finding.path,
    fixable: isFixable(finding),
    related: finding.related.map(({ message, span }) => ({ message, ...locateSpan(report, span) })),
    url: finding.url,
  };
}

/** The whole report as one JSON document, as the published contract says; in pieces. */
export function jsonReport(report: Report): Iterable<string> {
  const all = addCounts(countFindings(report.findings), report.hidden);
  const located = locateFindings(report);
  const isFixable = fixability(report);
  const summary: JsonReport['summary'] = {
    files: report.checkedFiles,
    errors: all.error,
    warnings: all.warning,
    infos: all.info,
    hints: all.hint,
    shown: located.length,
    hidden: totalOf(report.hidden),
    fixable: report.findings.filter(isFixable).length,
    fixed: report.fixed ?? 0,
    accepted: report.baseline?.accepted ?? 0,
    staleAccepted: report.baseline?.stale ?? 0,
  };
  function* findings(): Iterable<JsonFinding> {
    for (const item of located) yield toJsonFinding(report, item, isFixable);
  }
  return jsonPieces({ version: reportVersion, summary, findings: new LazyList(findings()) });
}

/** {@link jsonReport} as one text. */
export function printJson(report: Report): string {
  return joined(jsonReport(report));
}
