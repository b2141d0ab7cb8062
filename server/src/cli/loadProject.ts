import path from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { Config } from '../standards/config.ts';
import { type Checked, Checker } from './checker.ts';
import { readConfig } from './config.ts';
import { UsageError } from './exit.ts';
import { findProjects, nothingIn, type ProjectInput, withoutIgnored } from './inputs.ts';
import type { Io } from './io.ts';
import { today } from './lintRun.ts';
import { addStdin, readSources, requireReadable, type Sources, stdinFile } from './sources.ts';

/** A project that a command works on as a whole. */
export interface LoadedProject extends Checked {
  readonly input: ProjectInput;
  readonly config: Config;
  /** Its texts as they were read. */
  readonly sources: Sources;
}

/** Where the files of a project come from, as the command line says. */
export interface SourceOptions {
  readonly config?: string;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
}

/**
 * Opens the one project that paths are about, or that what is piped in belongs to.
 *
 * @throws {UsageError} for none, several, or files that cannot be read
 */
export async function loadProject(
  io: Io,
  paths: readonly string[],
  { config, stdin, stdinFilename }: SourceOptions = {},
): Promise<LoadedProject> {
  if (stdin || paths.includes('-')) {
    if (paths.some((one) => one !== '-'))
      throw new UsageError('Standard input is one file; name no other paths with it.');
    const file = stdinFile(io, stdinFilename);
    const { projectAround } = await import('./stdinProject.ts');
    return openInput(io, await projectAround(io, file, config), file);
  }
  const projects = await findProjects(io, paths, { config });
  const [found, other] = projects;
  if (!found) throw new UsageError(nothingIn(paths));
  if (other) {
    const names = projects.map(({ root }) => path.relative(io.cwd, root) || '.').join(', ');
    throw new UsageError(`There are several projects here: ${names}. Name one of them.`);
  }
  return openInput(io, found);
}

/**
 * Opens a project that was found.
 *
 * @param stdinFile absolute path of the file whose text is piped in
 */
export async function openInput(io: Io, found: ProjectInput, stdinFile?: string): Promise<LoadedProject> {
  const config = await readConfig(io, found.configFile);
  const input = withoutIgnored(found, config.ignore);
  const sources = await readSources(
    io,
    input.files.filter((file) => file !== stdinFile),
  );
  requireReadable(sources);
  if (stdinFile !== undefined) await addStdin(io, sources, stdinFile);
  const { model, findings } = await new Checker(input.root, config, today(io)).check(sources.texts);
  return { input, config, sources, model, findings: [...sources.findings, ...findings] };
}

export { languageErrors } from '../crm/refusal.ts';

/** The errors one a line, for a command that cannot go on with them. */
export function errorLines(io: Io, { model }: Checked, errors: readonly Finding[]): string {
  return errors
    .slice(0, 20)
    .map(({ span, message }) => {
      const at = model.file(span.uri)?.positionAt(span.start) ?? { line: 0, character: 0 };
      const file = path.relative(io.cwd, decodeURIComponent(new URL(span.uri).pathname));
      return `${file}:${at.line + 1}:${at.character + 1}: ${message}\n`;
    })
    .join('');
}
