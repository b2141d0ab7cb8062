import { locateFindings } from '../locate.ts';
import { joined } from '../pieces.ts';
import { fixability, type Report } from '../report.ts';
import { toJsonFinding } from './json.ts';

/** One finding a line, each as in the JSON report; in pieces. */
export function* jsonLines(report: Report): Iterable<string> {
  const isFixable = fixability(report);
  for (const item of locateFindings(report)) yield `${JSON.stringify(toJsonFinding(report, item, isFixable))}\n`;
}

/** {@link jsonLines} as one text. */
export function printJsonLines(report: Report): string {
  return joined(jsonLines(report));
}
