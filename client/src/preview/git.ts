import * as vscode from 'vscode';

/** The part of the built-in git extension's published interface (version 1) that is used here. */
interface GitExtension {
  getAPI(version: 1): { getRepository(uri: vscode.Uri): Repository | null };
}

interface Repository {
  readonly state: { readonly HEAD: { readonly name?: string } | undefined };
  log(options: { readonly maxEntries: number; readonly path?: string }): Promise<readonly Commit[]>;
  getBranches(query: {
    readonly remote: boolean;
    readonly count: number;
  }): Promise<readonly { readonly name?: string }[]>;
  show(ref: string, path: string): Promise<string>;
  diffWith(ref: string): Promise<readonly { readonly originalUri: vscode.Uri }[]>;
}

interface Commit {
  readonly hash: string;
  readonly message: string;
}

export interface Revision {
  readonly name: string;
  readonly description: string;
}

/** Branches and the latest commits; empty where there is no git. */
export async function recentRevisions(file: vscode.Uri): Promise<readonly Revision[]> {
  const repository = await repositoryOf(file);
  if (repository === undefined) return [];
  const commits = await repository.log({ maxEntries: 15 }).catch(() => []);
  if (commits.length === 0) return [];
  const branches = await repository.getBranches({ remote: false, count: 10 }).catch(() => []);
  return [
    { name: 'HEAD', description: 'the last commit' },
    ...branches.flatMap(({ name }) =>
      name === undefined || name === repository.state.HEAD?.name ? [] : [{ name, description: 'branch' }],
    ),
    ...commits
      .slice(1)
      .map(({ hash, message }) => ({ name: hash.slice(0, 8), description: message.split('\n')[0] ?? '' })),
  ];
}

/** Texts of the project's files at a revision: those that are there now, and those that have gone since. */
export async function textsAt(
  file: vscode.Uri,
  revision: string,
  files: readonly vscode.Uri[],
): Promise<{ uri: string; text: string }[]> {
  const repository = await repositoryOf(file);
  if (repository === undefined) throw new Error('This file is in no git repository.');
  const changed = await repository.diffWith(revision).catch(() => {
    throw new Error(`"${revision}" is no revision that git knows here.`);
  });
  const gone = changed.map(({ originalUri }) => originalUri).filter(({ path }) => path.endsWith('.salesflow'));
  const all = new Map([...files, ...gone].map((uri) => [uri.toString(), uri]));
  const texts: { uri: string; text: string }[] = [];
  for (const [uri, place] of all) {
    // A file that is newer than the revision has no text there.
    const text = await repository.show(revision, place.fsPath).catch(() => undefined);
    if (text !== undefined) texts.push({ uri, text });
  }
  return texts;
}

async function repositoryOf(file: vscode.Uri): Promise<Repository | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  const git = extension.isActive ? extension.exports : await extension.activate();
  return git.getAPI(1).getRepository(file) ?? undefined;
}
