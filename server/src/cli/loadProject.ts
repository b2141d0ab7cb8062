import path from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { Config } from '../standards/config.ts';
import { type Checked, Checker } from './checker.ts';
import { readConfig } from './config.ts';
import { UsageError } from './exit.ts';
import { findProjects, type ProjectInput, withoutIgnored } from './inputs.ts';
import type { Io } from './io.ts';
import { today } from './lintRun.ts';
import { readSources, requireReadable } from './sources.ts';

/** A project that a command works on as a whole. */
export interface LoadedProject extends Checked {
  readonly input: ProjectInput;
  readonly config: Config;
}

/**
 * Opens the one project that paths are about.
 *
 * @throws {UsageError} for none, several, or files that cannot be read
 */
export async function loadProject(io: Io, paths: readonly string[], config?: string): Promise<LoadedProject> {
  const projects = await findProjects(io, paths, { config });
  const [found, other] = projects;
  if (!found)
    throw new UsageError(
      `There are no .salesflow files in ${paths.join(', ') || 'this folder'}. Start a project with: salesflow init`,
    );
  if (other) {
    const names = projects.map(({ root }) => path.relative(io.cwd, root) || '.').join(', ');
    throw new UsageError(`There are several projects here: ${names}. Name one of them.`);
  }
  return openInput(io, found);
}

/** Opens a project that was found. */
export async function openInput(io: Io, found: ProjectInput): Promise<LoadedProject> {
  const config = await readConfig(io, found.configFile);
  const input = withoutIgnored(found, config.ignore);
  const sources = await readSources(io, input.files);
  requireReadable(sources);
  const { model, findings } = await new Checker(input.root, config, today(io)).check(sources.texts);
  return { input, config, model, findings: [...sources.findings, ...findings] };
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
