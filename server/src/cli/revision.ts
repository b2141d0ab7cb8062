import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ProjectModel } from '../model/model.ts';
import type { Config } from '../standards/config.ts';
import { type Checked, Checker } from './checker.ts';
import { UsageError } from './exit.ts';
import { Repository } from './git.ts';
import type { ProjectInput } from './inputs.ts';
import type { Io } from './io.ts';
import { today } from './lintRun.ts';
import { decodeText } from './readText.ts';
import { suffix } from './walk.ts';

/** The two sides of a comparison; no `after` means the working tree. */
export interface Revisions {
  readonly before: string;
  readonly after: string | undefined;
}

/**
 * Reads `A`, `A..B` or `A...B`; three dots compare with where the two parted.
 *
 * @throws {UsageError} where a side or history is missing
 */
export async function revisionsOf(text: string, repository: Repository): Promise<Revisions> {
  const match = /^(.*?)(\.{2,3})(.*)$/.exec(text);
  if (!match) return { before: await repository.commit(text), after: undefined };
  const [one, other] = [match[1] || 'HEAD', match[3] || 'HEAD'];
  const after = await repository.commit(other);
  return { before: match[2] === '...' ? await repository.mergeBase(one, other) : await repository.commit(one), after };
}

/** A project as it was at a commit, with today's configuration. */
export async function checkAt(
  io: Io,
  repository: Repository,
  input: ProjectInput,
  config: Config,
  commit: string,
): Promise<Checked> {
  const below = path.relative(repository.root, input.root).split(path.sep).join('/');
  if (below.startsWith('..')) throw new UsageError(`${input.root} is not in the git repository ${repository.root}.`);
  const names = await repository.filesAt(commit, below, [suffix]);
  const contents = await repository.contents(commit, names);
  const texts = new Map(
    Array.from(
      contents,
      ([name, bytes]) => [pathToFileURL(path.join(repository.root, name)).href, decodeText(bytes).text] as const,
    ),
  );
  return new Checker(input.root, config, today(io)).check(texts);
}

/** A project's model at a revision, for a command that compares with it. */
export async function modelAt(io: Io, input: ProjectInput, config: Config, revision: string): Promise<ProjectModel> {
  const repository = await Repository.require(input.root, 'Comparing with a revision');
  return (await checkAt(io, repository, input, config, await repository.commit(revision))).model;
}
