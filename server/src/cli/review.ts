import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../model/finding.ts';
import type { SourceFile } from '../model/source.ts';
import { systemReason, UsageError } from './exit.ts';
import { type LineRange, Repository } from './git.ts';
import type { Io } from './io.ts';
import type { Change } from './lintRun.ts';

/**
 * Text that says what changed in the process.
 *
 * @throws {UsageError} where it cannot be read
 */
export async function readChanges(io: Io, file: string): Promise<string> {
  return readFile(path.resolve(io.cwd, file), 'utf8').catch((error: unknown) => {
    throw new UsageError(
      `Cannot read ${file}: ${systemReason(error)}. Write it with: salesflow diff --format markdown -o ${file}`,
    );
  });
}

/**
 * Says of a finding whether the change under review touches its line: the change that was asked for, else in a pull
 * request what differs from its target, where the history is there.
 */
export async function touchedBy(
  io: Io,
  change: Change | undefined,
  sourceOf: (finding: Finding) => SourceFile | undefined,
): Promise<((finding: Finding) => boolean) | undefined> {
  const known = change ?? (await changeOfPullRequest(io));
  if (!known) return undefined;
  return (finding) => {
    const file = path.relative(known.repository.root, fileURLToPath(finding.span.uri)).split(path.sep).join('/');
    const line = (sourceOf(finding)?.positionAt(finding.span.start).line ?? 0) + 1;
    return (known.lines.get(file) ?? []).some((range) => range.first <= line && line <= range.last);
  };
}

async function changeOfPullRequest(io: Io): Promise<Pick<Change, 'repository' | 'lines'> | undefined> {
  const base = io.env.GITHUB_BASE_REF;
  if (!base) return undefined;
  const repository = await Repository.around(io.cwd);
  if (!repository) return undefined;
  try {
    const commit = await repository.mergeBase(`origin/${base}`, 'HEAD');
    const lines: Map<string, LineRange[]> = await repository.changedLines(commit);
    return { repository, lines };
  } catch {
    // A shallow checkout: annotations come in order of severity alone.
    return undefined;
  }
}
