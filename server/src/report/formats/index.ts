import type { Printer } from '../report.ts';
import { printCheckstyle } from './checkstyle.ts';
import { printConcise } from './concise.ts';
import { printGitHub } from './github.ts';
import { printGitLab } from './gitlab.ts';
import { printJson } from './json.ts';
import { printJsonLines } from './jsonl.ts';
import { printJUnit } from './junit.ts';
import { printMarkdown } from './markdown.ts';
import { printPretty } from './pretty.ts';
import { printRdjson } from './rdjson.ts';
import { printSarif } from './sarif.ts';

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
  pretty: { print: printPretty, relativeTo: 'working-folder' },
  concise: { print: printConcise, relativeTo: 'working-folder' },
  json: { print: printJson, relativeTo: 'working-folder' },
  jsonl: { print: printJsonLines, relativeTo: 'working-folder' },
  sarif: { print: printSarif, relativeTo: 'repository', listsRules: true },
  github: { print: printGitHub, relativeTo: 'repository' },
  gitlab: { print: printGitLab, relativeTo: 'repository' },
  junit: { print: printJUnit, relativeTo: 'working-folder' },
  checkstyle: { print: printCheckstyle, relativeTo: 'working-folder' },
  rdjson: { print: printRdjson, relativeTo: 'working-folder' },
  markdown: { print: printMarkdown, relativeTo: 'repository' },
} as const satisfies Record<string, Format>;

/** Name of a report format. */
export type FormatName = keyof typeof formats;
