import path from 'node:path';
import { Option } from 'commander';
import { diffProjects } from '../../report/diff/diff.ts';
import { printDiffJson, printDiffMarkdown, printDiffText } from '../../report/diff/print.ts';
import { type Define, examples } from '../define.ts';
import { exitCodes } from '../exit.ts';
import { Repository } from '../git.ts';
import type { Io } from '../io.ts';
import { loadProject } from '../loadProject.ts';
import { checkAt, revisionsOf } from '../revision.ts';
import { writeFileAtomically } from '../writeFile.ts';

interface DiffOptions {
  readonly format: 'text' | 'markdown' | 'json';
  readonly output?: string;
  readonly config?: string;
  readonly exitCode?: boolean;
}

export const define: Define = (command, io, end) => {
  command
    .argument(
      '[revision]',
      'A compares with the working tree, A..B two revisions, A...B with where they parted',
      'HEAD',
    )
    .argument('[paths...]', 'files or folder of one project')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'markdown', 'json']).default('text'))
    .option('-o, --output <file>', 'write it to a file')
    .option('--config <file>', 'configuration to use, in place of the nearest salesflow.config.json')
    .option('--exit-code', 'exit code 1 where the process changed')
    .addHelpText(
      'after',
      examples([
        'salesflow diff',
        'salesflow diff main..HEAD',
        'salesflow diff origin/main...HEAD sales/ --format markdown -o changes.md',
        'salesflow render --diff origin/main -o changes.png',
      ]),
    )
    .action(async (revision: string, paths: string[], options: DiffOptions) =>
      end(await diff(io, revision, paths, options)),
    );
};

async function diff(io: Io, revision: string, paths: readonly string[], options: DiffOptions): Promise<number> {
  const repository = await Repository.require(io.cwd, 'diff');
  const revisions = await revisionsOf(revision, repository);
  const project = await loadProject(io, paths, options);
  const { input, config } = project;
  const before = await checkAt(io, repository, input, config, revisions.before);
  const after = revisions.after === undefined ? project : await checkAt(io, repository, input, config, revisions.after);
  const changes = diffProjects(before.model, after.model);
  const [one, other] = revision.split(/\.{2,3}/);
  const names = {
    before: short(one || 'HEAD'),
    after: other === undefined ? 'the working tree' : short(other || 'HEAD'),
  };
  const text = {
    text: () => printDiffText(changes, after.model),
    markdown: () => printDiffMarkdown(changes, after.model, names),
    json: () => printDiffJson(changes, names),
  }[options.format]();
  if (options.output === undefined || options.output === '-') io.out(text);
  else await writeFileAtomically(path.resolve(io.cwd, options.output), text);
  return options.exitCode && changes.changes.length > 0 ? exitCodes.findings : exitCodes.ok;
}

/** A commit's full name says no more to a reader than its start. */
function short(revision: string): string {
  return /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 7) : revision;
}
