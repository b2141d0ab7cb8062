import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { plural } from '../../report/words.ts';
import { readConfig } from '../config.ts';
import { type Define, examples } from '../define.ts';
import { exitCodes, UsageError } from '../exit.ts';
import { formatText } from '../formatText.ts';
import { findProjects, nothingIn, withoutIgnored } from '../inputs.ts';
import type { Io } from '../io.ts';
import { decodeText } from '../readText.ts';
import { readSources } from '../sources.ts';
import { type Rewrite, rewriteFiles } from '../writeFile.ts';

interface FormatOptions {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly config?: string;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
}

export const define: Define = (command, io, end) => {
  command
    .argument('[paths...]', 'files and folders; - reads standard input and writes the result to standard output')
    .option('--check', 'write nothing; exit code 1 where a file is not formatted')
    .option('--diff', 'show what would change, and write nothing')
    .option('--config <file>', 'configuration to use, in place of the nearest salesflow.config.json')
    .option('--stdin', 'read one file from standard input')
    .option('--stdin-filename <file>', 'name of that file, for messages')
    .addHelpText(
      'after',
      examples(['salesflow format', 'salesflow format --check sales/', 'cat draft.salesflow | salesflow format -']),
    )
    .action(async (paths: string[], options: FormatOptions) => {
      const stdin = options.stdin === true || paths.includes('-');
      if (stdin && paths.some((one) => one !== '-'))
        throw new UsageError('Standard input is one file; name no other paths with it.');
      end(stdin ? await formatStdin(io, options) : await formatFiles(io, paths, options));
    });
};

async function formatStdin(io: Io, options: FormatOptions): Promise<number> {
  const name = options.stdinFilename ?? 'standard input';
  const { text, byteOrderMark, problem } = decodeText(await io.stdin());
  if (problem) throw new UsageError(`${name}: ${problem.message}`);
  const formatted = formatText(text);
  if (formatted === undefined) {
    io.err(`salesflow: ${name} has syntax errors and cannot be formatted. salesflow lint shows where.\n`);
    return exitCodes.findings;
  }
  if (options.check) return formatted === text ? exitCodes.ok : exitCodes.findings;
  if (options.diff) await showDiff(io, options.stdinFilename ?? 'stdin', text, formatted);
  else io.out((byteOrderMark ? '\uFEFF' : '') + formatted);
  return exitCodes.ok;
}

async function formatFiles(io: Io, paths: readonly string[], options: FormatOptions): Promise<number> {
  const projects = await findProjects(io, paths, { config: options.config });
  const changed: string[] = [];
  const rewrites: Rewrite[] = [];
  const refused: string[] = [];
  const unreadable: string[] = [];
  let count = 0;
  for (const found of projects) {
    const project = withoutIgnored(found, (await readConfig(io, found.configFile)).ignore);
    const sources = await readSources(io, [...project.selected].sort());
    unreadable.push(...sources.unreadable);
    for (const [uri, text] of sources.texts) {
      count++;
      const file = sources.files.get(uri)!;
      const shown = path.relative(io.cwd, file);
      const problem = sources.findings.find(({ span }) => span.uri === uri);
      const formatted = problem ? undefined : formatText(text);
      if (formatted === undefined)
        refused.push(
          `${shown}: ${problem?.message ?? 'The file has syntax errors and cannot be formatted; salesflow lint shows where.'}`,
        );
      else if (formatted !== text) {
        changed.push(shown);
        if (options.diff) await showDiff(io, shown, text, formatted);
        else if (!options.check) {
          rewrites.push({ file, before: text, after: formatted, marked: sources.marked.has(pathToFileURL(file).href) });
        }
      }
    }
  }
  await rewriteFiles(rewrites, io.cwd);
  if (count === 0) io.err(`salesflow: ${nothingIn(paths)}\n`);
  if (!options.diff) for (const file of changed) io.out(`${file}\n`);
  for (const message of [...refused, ...unreadable]) io.err(`salesflow: ${message}\n`);
  io.err(summary(changed.length, count, options));
  if (unreadable.length > 0) return exitCodes.usage;
  if (refused.length > 0) return exitCodes.findings;
  return changed.length > 0 && (options.check || options.diff) ? exitCodes.findings : exitCodes.ok;
}

function summary(changed: number, count: number, { check, diff }: FormatOptions): string {
  if (changed === 0) return `${plural(count, 'file')} checked, nothing to format.\n`;
  const of = `${changed} of ${plural(count, 'file')}`;
  return check || diff ? `${of} would be formatted. Run: salesflow format\n` : `${of} formatted.\n`;
}

async function showDiff(io: Io, file: string, before: string, after: string): Promise<void> {
  const { createTwoFilesPatch } = await import('diff');
  const name = file.split(path.sep).join('/');
  io.out(
    createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, { context: 3 }).replace(
      /^=+\n/,
      '',
    ),
  );
}
