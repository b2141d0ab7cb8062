import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { configuredAbove, findProjects, type ProjectInput } from './inputs.ts';
import type { Io } from './io.ts';

/** The project that a file belongs to whose text is piped in; the file itself need not be there. */
export async function projectAround(io: Io, file: string, config: string | undefined): Promise<ProjectInput> {
  const folder = await realpath(path.dirname(file));
  const root = configuredAbove(folder);
  if (!root) return { root: folder, configFile: config, files: [], selected: new Set() };
  const projects = await findProjects(io, [root], { config });
  const own = projects.find((project) => project.root === root);
  const configFile = config ?? path.join(root, 'salesflow.config.json');
  return { root, configFile, files: own?.files ?? [], selected: new Set() };
}
