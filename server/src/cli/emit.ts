import { appendFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { formats } from '../report/formats/index.ts';
import { printMarkdown } from '../report/formats/markdown.ts';
import { gathered } from '../report/pieces.ts';
import type { PrintOptions, Report } from '../report/report.ts';
import type { WantedReport } from './formatOption.ts';
import type { Io } from './io.ts';
import { writeFileAtomically } from './writeFile.ts';

/** GitHub refuses a job summary over 1 MiB; what other steps wrote before counts too. */
const summaryLimit = 1024 * 1024;

/** Where paths in reports start, and how the terminal shows them. */
export interface EmitOptions extends PrintOptions {
  /** Absolute path of the repository's top folder, or of the working folder without one. */
  readonly repository: string;
  /** Where files of this revision can be read, for links in Markdown. */
  readonly fileUrl?: string | undefined;
  readonly category?: string | undefined;
}

/** Prints every report that was asked for to its place. */
export async function emit(
  io: Io,
  report: Omit<Report, 'root'>,
  wanted: readonly WantedReport[],
  options: EmitOptions,
): Promise<void> {
  const at = (folder: string): Report => ({ ...report, root: pathToFileURL(folder).href });
  for (const { format, file } of wanted) {
    const { print, relativeTo } = formats[format];
    const printing = file === undefined ? options : { ...options, color: false, hyperlinks: false };
    const pieces = gathered(print(at(relativeTo === 'repository' ? options.repository : io.cwd), printing));
    if (file !== undefined) await writeFileAtomically(path.resolve(io.cwd, file), pieces);
    else for (const piece of pieces) io.out(piece);
  }
  const summary = io.env.GITHUB_STEP_SUMMARY;
  if (summary && wanted.some(({ format, file }) => format === 'github' && file === undefined)) {
    const used = await stat(summary).then(
      ({ size }) => size,
      () => 0,
    );
    const limit = summaryLimit - used - 1024;
    if (limit > 4096) await appendFile(summary, `${printMarkdown(at(options.repository), { ...options, limit })}\n`);
  }
}
