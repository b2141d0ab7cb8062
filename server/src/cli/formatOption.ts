import { nearest } from '../base/nearest.ts';
import { type FormatName, formats } from '../report/formats/index.ts';
import { UsageError } from './exit.ts';
import type { Io } from './io.ts';

/** A report that was asked for, and where it goes: a file, or standard output. */
export interface WantedReport {
  readonly format: FormatName;
  readonly file: string | undefined;
}

/**
 * Reads `--format F[=FILE]` as often as it was given. Without any it is `pretty`, and on GitHub or GitLab what shows
 * findings on the change there.
 *
 * @throws {UsageError} for an unknown format, or two that would mix on standard output
 */
export function wantedReports(given: readonly string[], io: Io): WantedReport[] {
  const wanted = given.length > 0 ? given.map(parse) : defaults(io);
  const toOutput = wanted.filter(({ file }) => file === undefined).map(({ format }) => format);
  const mixable = toOutput.length === 2 && toOutput.includes('pretty') && toOutput.includes('github');
  if (toOutput.length > 1 && !mixable) {
    throw new UsageError(
      `The formats ${toOutput.join(' and ')} would mix on standard output. Give all but one a file, such as --format ${toOutput[1]}=report.txt.`,
    );
  }
  return wanted;
}

function parse(text: string): WantedReport {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const file = equals < 0 ? undefined : text.slice(equals + 1);
  if (!Object.hasOwn(formats, name)) {
    const near = nearest(name, Object.keys(formats))[0];
    const hint = near ? `Did you mean "${near}"?` : `The formats are ${Object.keys(formats).join(', ')}.`;
    throw new UsageError(`There is no report format "${name}". ${hint}`);
  }
  if (file === '') throw new UsageError(`--format ${name}= names no file. Write --format ${name}=FILE.`);
  return { format: name as FormatName, file: file === '-' ? undefined : file };
}

function defaults(io: Io): WantedReport[] {
  const pretty: WantedReport = { format: 'pretty', file: undefined };
  if (io.env.GITHUB_ACTIONS === 'true') return [pretty, { format: 'github', file: undefined }];
  if (io.env.GITLAB_CI === 'true') return [pretty, { format: 'gitlab', file: 'gl-code-quality-report.json' }];
  return [pretty];
}
