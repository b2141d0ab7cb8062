import type { Severity } from '../../model/finding.ts';
import type { Span } from '../../model/source.ts';
import { byteColumn, locateFindings, locateSpan, type Place } from '../locate.ts';
import { joined, jsonPieces, LazyList } from '../pieces.ts';
import { fixesOf, type Report } from '../report.ts';

const severities: Readonly<Record<Severity, string>> = {
  error: 'ERROR',
  warning: 'WARNING',
  info: 'INFO',
  hint: 'INFO',
};

/** Reviewdog's diagnostic format, in pieces: columns in UTF-8 bytes from 1, ends exclusive, safe fixes as suggestions. */
export function rdjsonReport(report: Report): Iterable<string> {
  function* diagnostics(): Iterable<object> {
    for (const { finding, file } of locateFindings(report)) {
      yield {
        message: finding.message,
        location: { path: file, range: byteRange(report, finding.span) },
        severity: severities[finding.severity],
        code: { value: finding.rule, ...(finding.url ? { url: finding.url } : {}) },
        ...suggestions(report, finding),
      };
    }
  }
  const source = { name: 'salesflow', url: 'https://www.npmjs.com/package/salesflow' };
  return jsonPieces({ source, diagnostics: new LazyList(diagnostics()) });
}

/** {@link rdjsonReport} as one text. */
export function printRdjson(report: Report): string {
  return joined(rdjsonReport(report));
}

/** A suggestion is one replacement: only fixes of a single edit in the finding's own file can be said. */
function suggestions(report: Report, finding: Report['findings'][number]): object {
  const edits = fixesOf(report, finding)
    .filter((fix) => fix.edits.length === 1 && fix.edits[0]!.span.uri === finding.span.uri)
    .map((fix) => fix.edits[0]!);
  if (edits.length === 0) return {};
  return { suggestions: edits.map((edit) => ({ range: byteRange(report, edit.span), text: edit.newText })) };
}

function byteRange(report: Report, span: Span): { start: Place; end: Place } {
  const { start, end } = locateSpan(report, span);
  const source = report.file(span.uri);
  return {
    start: { line: start.line, column: byteColumn(source, start) },
    end: { line: end.line, column: byteColumn(source, end) },
  };
}
