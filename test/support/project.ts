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
  const byName = typeof files === 'string' ? { 'process.salesflow': files } : files;
  const uri = (name: string) => URI.parse(`${ROOT}/${name}`).toString();
  const workspace = await openWorkspace(
    Object.entries(byName).map(([name, text]) => ({ uri: uri(name), text })),
    [ROOT],
  );
  return {
    model: workspace.model(ROOT),
    findings: workspace.documentsOf(ROOT).flatMap((document) => workspace.languageFindings(document)),
    workspace,
    uri,
  };
}
