import { URI } from 'langium';
import type { Finding } from '../../server/src/model/finding.ts';
import type { ProjectModel } from '../../server/src/model/model.ts';
import { openWorkspace, type Workspace } from '../../server/src/model/workspace.ts';

/** Folder that test files are opened in. */
export const ROOT = 'file:///project';

export interface TestProject {
  readonly model: ProjectModel;
  /** What the language itself reports: syntax, names, types. */
  readonly findings: readonly Finding[];
  readonly workspace: Workspace;
  /** URI of a file by its name. */
  uri(name: string): string;
}

/** Opens `.salesflow` text (one file, `process.salesflow`, or several by name) as a project. */
export async function project(files: string | Readonly<Record<string, string>>): Promise<TestProject> {
  return view(await openWorkspace(textsOf(files), [ROOT]));
}

/** Opens many texts one after the other in one workspace, which is faster; a result is valid until the next call. */
export async function projects(): Promise<(files: string | Readonly<Record<string, string>>) => Promise<TestProject>> {
  const workspace = await openWorkspace([], [ROOT]);
  return async (files) => {
    await workspace.replace(textsOf(files));
    return view(workspace);
  };
}

const uriOf = (name: string) => URI.parse(`${ROOT}/${name}`).toString();

function textsOf(files: string | Readonly<Record<string, string>>) {
  const byName = typeof files === 'string' ? { 'process.salesflow': files } : files;
  return Object.entries(byName).map(([name, text]) => ({ uri: uriOf(name), text }));
}

function view(workspace: Workspace): TestProject {
  return {
    model: workspace.model(ROOT),
    findings: workspace.documentsOf(ROOT).flatMap((document) => workspace.languageFindings(document)),
    workspace,
    uri: uriOf,
  };
}
