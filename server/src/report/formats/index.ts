import type { Printer } from '../report.ts';
import { checkstyleReport } from './checkstyle.ts';
import { conciseReport } from './concise.ts';
import { printGitHub } from './github.ts';
import { gitLabReport } from './gitlab.ts';
import { jsonReport } from './json.ts';
import { jsonLines } from './jsonl.ts';
import { junitReport } from './junit.ts';
import { printMarkdown } from './markdown.ts';
import { prettyReport } from './pretty.ts';
import { rdjsonReport } from './rdjson.ts';
import { sarifReport } from './sarif.ts';

/** A report format that `lint --format` knows. */
export interface Format {
  readonly print: Printer;
  /** What its reader takes paths to be relative to. */
  readonly relativeTo: 'working-folder' | 'repository';
  /** Whether it tells about all rules, found or not. */
  readonly listsRules?: true;
}

/** Every format by the name it is asked for. */
export const formats = {
  pretty: { print: prettyReport, relativeTo: 'working-folder' },
  concise: { print: conciseReport, relativeTo: 'working-folder' },
  json: { print: jsonReport, relativeTo: 'working-folder' },
  jsonl: { print: jsonLines, relativeTo: 'working-folder' },
  sarif: { print: sarifReport, relativeTo: 'repository', listsRules: true },
  github: { print: (report) => [printGitHub(report)], relativeTo: 'repository' },
  gitlab: { print: gitLabReport, relativeTo: 'repository' },
  junit: { print: junitReport, relativeTo: 'working-folder' },
  checkstyle: { print: checkstyleReport, relativeTo: 'working-folder' },
  rdjson: { print: rdjsonReport, relativeTo: 'working-folder' },
  markdown: { print: (report, options) => [printMarkdown(report, options)], relativeTo: 'repository' },
} as const satisfies Record<string, Format>;

/** Name of a report format. */
export type FormatName = keyof typeof formats;
