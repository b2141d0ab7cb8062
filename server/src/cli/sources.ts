import { statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../model/finding.ts';
import { systemReason, UsageError } from './exit.ts';
import type { Io } from './io.ts';
import { type DecodedText, decodeText, readText } from './readText.ts';
import { suffix } from './walk.ts';

/** The texts of a project's files as they were read. */
export interface Sources {
  /** By URI; a file whose content cannot be used has an empty text. */
  readonly texts: Map<string, string>;
  /** Absolute path by URI. */
  readonly files: Map<string, string>;
  /** URIs of files that start with a byte order mark. */
  readonly marked: Set<string>;
  /** What is wrong with contents: findings, so that they show where all others do. */
  readonly findings: Finding[];
  /** Files that could not be read at all, one sentence each. */
  readonly unreadable: string[];
}

/** Reads files, many at a time. */
export async function readSources(io: Io, files: readonly string[]): Promise<Sources> {
  const sources = emptySources();
  const results = await Promise.all(files.map((file) => readText(file).catch((error: unknown) => systemReason(error))));
  results.forEach((result, index) => {
    const file = files[index]!;
    if (typeof result === 'string') {
      sources.unreadable.push(
        `Cannot read ${path.relative(io.cwd, file)}: ${result}. Make it readable or ignore it in salesflow.config.json.`,
      );
    } else {
      addSource(sources, file, result);
    }
  });
  return sources;
}

/** No files yet. */
export function emptySources(): Sources {
  return { texts: new Map(), files: new Map(), marked: new Set(), findings: [], unreadable: [] };
}

/** Adds the text of one file. */
export function addSource(sources: Sources, file: string, { text, byteOrderMark, problem }: DecodedText): void {
  const uri = pathToFileURL(file).href;
  sources.texts.set(uri, text);
  sources.files.set(uri, file);
  if (byteOrderMark) sources.marked.add(uri);
  if (problem) {
    sources.findings.push({
      rule: 'language/file',
      standard: 'language',
      severity: 'error',
      message: problem.message,
      span: { uri, start: problem.offset, end: problem.offset },
      path: '',
      related: [],
      url: '',
      fixes: () => [],
    });
  }
}

/**
 * Absolute path of the file that what is piped in stands for.
 *
 * @param given as the command line names it
 * @throws {UsageError} where no such file can be
 */
export function stdinFile(io: Io, given: string | undefined): string {
  const file = path.resolve(io.cwd, given ?? `stdin${suffix}`);
  if (!file.endsWith(suffix)) throw new UsageError(`--stdin-filename must end in ${suffix}.`);
  if (!statSync(path.dirname(file), { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(
      `--stdin-filename: there is no folder ${path.dirname(file)}. Name a file in a folder that is there.`,
    );
  return file;
}

/** Puts what is piped in at the place of a file. */
export async function addStdin(io: Io, sources: Sources, file: string): Promise<void> {
  const decoded = decodeText(await io.stdin());
  addSource(sources, file, decoded);
}

/**
 * Fails where files could not be read.
 *
 * @throws {UsageError} naming each
 */
export function requireReadable(sources: Sources): void {
  if (sources.unreadable.length > 0) throw new UsageError(sources.unreadable.join('\n'));
}
