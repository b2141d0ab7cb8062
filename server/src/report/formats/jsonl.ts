import { locateFindings } from '../locate.ts';
import type { Report } from '../report.ts';
import { toJsonFinding } from './json.ts';

/** One finding a line, each as in the JSON report. */
export function printJsonLines(report: Report): string {
  return locateFindings(report)
    .map((item) => `${JSON.stringify(toJsonFinding(report, item))}\n`)
    .join('');
}
