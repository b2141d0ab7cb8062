import type { Finding } from '../model/finding.ts';
import type { SourceFile, Span } from '../model/source.ts';
import { relativePath } from './paths.ts';
import { type Report, severities } from './report.ts';

/** Line and column from 1, columns in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A range of one file as reports write it. */
export interface Location {
  /** Relative to the report's root, with `/`. */
  readonly file: string;
  readonly start: Place;
  /** Exclusive. */
  readonly end: Place;
}

/** A finding and where it is. */
export interface Located extends Location {
  readonly finding: Finding;
  readonly source: SourceFile | undefined;
}

/** Where a span is; the first character of a file that could not be read. */
export function locateSpan(report: Report, span: Span): Location {
  const { file, source } = knownOf(report).file(span.uri);
  return source ? { file, ...placesOf(source, span) } : { file, start: firstPlace, end: firstPlace };
}

const firstPlace: Place = { line: 1, column: 1 };

function placesOf(source: SourceFile, span: Span): { start: Place; end: Place } {
  const start = source.positionAt(clamp(span.start, source));
  const end = source.positionAt(clamp(Math.max(span.start, span.end), source));
  return {
    start: { line: start.line + 1, column: start.character + 1 },
    end: { line: end.line + 1, column: end.character + 1 },
  };
}

function clamp(offset: number, source: SourceFile): number {
  return Math.min(Math.max(0, offset), source.text.length);
}

/** All findings with their places, by file, then place, then rule and message: the same for every run. */
export function locateFindings(report: Report): readonly Located[] {
  const known = knownOf(report);
  known.located ??= report.findings
    .map((finding): Located => {
      const { file, source } = known.file(finding.span.uri);
      const { start, end } = source ? placesOf(source, finding.span) : { start: firstPlace, end: firstPlace };
      return { file, start, end, finding, source };
    })
    .sort(compareLocated);
  return known.located;
}

/** What several formats ask of the same report. */
interface Known {
  /** A file's path relative to the report's root, and its text. */
  file(uri: string): { readonly file: string; readonly source: SourceFile | undefined };
  located?: readonly Located[];
}

/** By the findings and the folder that paths are relative to. */
const knownByFindings = new WeakMap<readonly Finding[], Map<string, Known>>();

function knownOf(report: Report): Known {
  const byRoot = knownByFindings.get(report.findings) ?? new Map<string, Known>();
  knownByFindings.set(report.findings, byRoot);
  let known = byRoot.get(report.root);
  if (!known) {
    const files = new Map<string, ReturnType<Known['file']>>();
    known = {
      file: (uri) => {
        let found = files.get(uri);
        if (!found) {
          found = { file: relativePath(report.root, uri), source: report.file(uri) };
          files.set(uri, found);
        }
        return found;
      },
    };
    byRoot.set(report.root, known);
  }
  return known;
}

/** The same, most severe first. */
export function locateBySeverity(report: Report): Located[] {
  const rank = (item: Located) => severities.indexOf(item.finding.severity);
  return [...locateFindings(report)].sort((a, b) => rank(a) - rank(b));
}

function compareLocated(a: Located, b: Located): number {
  return (
    compareText(a.file, b.file) ||
    a.start.line - b.start.line ||
    a.start.column - b.start.column ||
    compareText(a.finding.rule, b.finding.rule) ||
    a.end.line - b.end.line ||
    a.end.column - b.end.column ||
    compareText(a.finding.path, b.finding.path) ||
    compareText(a.finding.message, b.finding.message)
  );
}

/** By code unit, so that no locale changes the order. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The column in UTF-8 bytes, from 1, for a column in UTF-16 code units. */
export function byteColumn(source: SourceFile | undefined, place: Place): number {
  if (!source) return place.column;
  const start = source.offsetAt({ line: place.line - 1, character: 0 });
  return utf8Length(source.text.slice(start, start + place.column - 1)) + 1;
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Groups what is sorted by file, keeping the order. */
export function byFile<T extends { readonly file: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.file);
    if (group) group.push(item);
    else groups.set(item.file, [item]);
  }
  return groups;
}
