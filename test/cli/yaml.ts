import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { emptyFolder, folderWith, git } from './support.ts';

const require = createRequire(import.meta.url);

type Check = (file: string, text: string) => Promise<string[]>;
let github: Promise<Check> | undefined;

/**
 * What GitHub's own language service says of a workflow or an `action.yml`. It is made for bundlers: its JSON imports
 * are not what Node reads.
 */
export async function gitHubRemarks(file: string, text: string): Promise<string[]> {
  github ??= (async () => {
    const outfile = path.join(emptyFolder(), 'github.mjs');
    await build({
      stdin: {
        contents: `
          import { validate } from '@actions/languageservice';
          import { TextDocument } from 'vscode-languageserver-textdocument';
          let count = 0; // It keeps what it read by address.
          export const check = async (file, text) =>
            (await validate(TextDocument.create('file:///repository' + ++count + '/' + file, 'yaml', 1, text)))
              .map(({ range, message }) => range.start.line + 1 + ': ' + message);`,
        resolveDir: path.resolve('.'),
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
      logLevel: 'silent',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    });
    return (await import(pathToFileURL(outfile).href)).check as Check;
  })();
  return (await github)(file, text);
}

/** A repository whose pipeline is that text, as `gitlab-ci-local` wants it. */
export function pipelineFolder(text: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = folderWith({ '.gitlab-ci.yml': text, ...files });
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'remote', 'add', 'origin', 'https://gitlab.com/team/sales.git');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '-m', 'The pipeline');
  return folder;
}

/** Reads a pipeline, holds it against GitLab's schema and runs it or lists its jobs. */
export function gitlabCiLocal(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const program = require.resolve('gitlab-ci-local/dist/index.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
  });
  return { code: status, out: stdout + stderr };
}

/** Runs `prek`, which reads and carries out pre-commit's files. */
export function prek(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const program = require.resolve('@j178/prek/package.json');
  const { bin } = require('@j178/prek/package.json') as { bin: Record<string, string> };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(path.dirname(program), bin.prek!), ...args],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', ...env } },
  );
  return { code: status, out: stdout + stderr };
}
