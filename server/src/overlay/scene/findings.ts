import type { Finding, Severity, Standard } from '../../model/finding.ts';
import type { Span } from '../../model/source.ts';
import type { SceneFinding } from './scene.ts';

/** Most severe first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** The order in which counts by standard are told. */
export const standards: readonly Standard[] = [
  'required',
  'factual',
  'inspectable',
  'buyer-centric',
  'exit-criteria',
  'process',
  'crm',
  'suppression',
  'language',
  'config',
];

/** Findings by where they are, so that each element finds its own without a scan of all. */
export class FindingIndex {
  readonly #byFile = new Map<string, SceneFinding[]>();

  constructor(findings: readonly Finding[]) {
    findings.forEach((finding, index) => {
      const { rule, standard, severity, message, span, url } = finding;
      const list = this.#byFile.get(span.uri) ?? [];
      list.push({ rule, standard, severity, message, span, url, index });
      this.#byFile.set(span.uri, list);
    });
    for (const list of this.#byFile.values()) list.sort((a, b) => a.span.start - b.span.start || a.index - b.index);
  }

  /** Findings that begin inside a declaration, most severe first. */
  within(span: Span): readonly SceneFinding[] {
    const list = this.#byFile.get(span.uri);
    if (list === undefined) return [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle] as SceneFinding).span.start < span.start) low = middle + 1;
      else high = middle;
    }
    const found: SceneFinding[] = [];
    for (; low < list.length; low++) {
      const finding = list[low] as SceneFinding;
      if (finding.span.start >= span.end) break;
      found.push(finding);
    }
    return found.sort(bySeverity);
  }
}

function bySeverity(a: SceneFinding, b: SceneFinding): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity) || a.span.start - b.span.start;
}
