import path from 'node:path';
import { Option } from 'commander';
import { applyStreamline } from '../../streamline/apply.ts';
import { streamline } from '../../streamline/streamline.ts';
import { Checker } from '../checker.ts';
import { type Define, examples } from '../define.ts';
import { exitCodes, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { today } from '../lintRun.ts';
import { errorLines, languageErrors, loadProject, type SourceOptions } from '../loadProject.ts';
import { Painter } from '../picture.ts';
import { writeReport } from '../streamlineReport.ts';
import { type Rewrite, rewriteFiles, writeFileAtomically } from '../writeFile.ts';

const outputs = ['pretty', 'json', 'markdown'] as const;

interface StreamlineCommandOptions extends SourceOptions {
  readonly apply?: boolean;
  readonly accept?: readonly string[];
  readonly process?: string;
  readonly format: (typeof outputs)[number];
  readonly pictures?: string;
}

export const define: Define = (command, io, end) => {
  command
    .argument('[paths...]', 'files or folder of one project; - reads standard input')
    .option('--apply', 'carry out every proposal and write the files')
    .option('--accept <id>', 'carry out only that proposal; may be repeated', (id: string, all: string[] = []) => [
      ...all,
      id,
    ])
    .option('--process <name>', 'only that process')
    .addOption(new Option('--format <format>', 'how to report').choices(outputs).default('pretty'))
    .option('--pictures <folder>', 'draw each process before and after into that folder')
    .option('--config <file>', 'configuration to use, in place of the nearest salesflow.config.json')
    .option('--stdin', 'read one file from standard input')
    .option('--stdin-filename <file>', 'name of that file, which decides its project')
    .addHelpText(
      'after',
      examples([
        'salesflow streamline draft.salesflow',
        'salesflow streamline draft.salesflow --apply',
        'salesflow streamline --format markdown --pictures review/',
      ]),
    )
    .action(async (paths: string[], options: StreamlineCommandOptions) => end(await run(io, paths, options)));
};

async function run(io: Io, paths: readonly string[], options: StreamlineCommandOptions): Promise<number> {
  if ((options.stdin || paths.includes('-')) && (options.apply || options.accept))
    throw new UsageError('Standard input cannot be rewritten in place; leave --apply and --accept out.');
  const project = await loadProject(io, paths, options);
  const errors = languageErrors(project.findings);
  if (errors.length > 0) {
    io.err(`${errorLines(io, project, errors)}salesflow: put these errors right first; nothing was changed.\n`);
    return exitCodes.findings;
  }
  const { model, findings, config, input, sources } = project;
  if (options.process !== undefined && !model.processes.some(({ name }) => name === options.process))
    throw new UsageError(`There is no process "${options.process}".`);
  const scope = { process: options.process, vocabulary: config.vocabulary };
  const plan = streamline(model, findings, scope);
  const unknown = (options.accept ?? []).find((id) => !plan.proposals.some((proposal) => proposal.id === id));
  if (unknown !== undefined) throw new UsageError(`There is no proposal "${unknown}". --format json lists their ids.`);
  const carriesOut = options.apply === true || options.accept !== undefined;
  const checker = new Checker(input.root, config, today(io));
  const accepted = options.accept ? new Set(options.accept) : 'all';
  const wantsAfter = carriesOut || options.pictures !== undefined;
  const result = wantsAfter
    ? await applyStreamline(sources.texts, accepted, (texts) => checker.check(texts), scope)
    : undefined;
  const after = carriesOut && result ? streamline(result.model, result.findings, scope) : undefined;
  if (options.pictures !== undefined && result) {
    const painter = new Painter(io, { format: 'svg', theme: 'light', scale: 1, fonts: [] });
    for (const [side, state] of [
      ['before', project],
      ['after', { ...project, ...result }],
    ] as const) {
      for (const process of state.model.processes) {
        if (options.process !== undefined && process.name !== options.process) continue;
        const { content } = await painter.paint(state, process, undefined);
        await writeFileAtomically(path.resolve(io.cwd, options.pictures, `${process.name}.${side}.svg`), content);
      }
    }
  }
  const rewrites: Rewrite[] = [];
  if (carriesOut && result) {
    for (const [uri, after] of result.texts) {
      const file = sources.files.get(uri);
      const before = sources.texts.get(uri);
      if (file === undefined || before === undefined || before === after) continue;
      rewrites.push({ file, before, after, marked: sources.marked.has(uri) });
    }
    await rewriteFiles(rewrites, io.cwd);
  }
  const placeOf = (at: { uri: string; start: number } | undefined) => {
    const source = at && (result && carriesOut ? result.model : model).file(at.uri);
    if (!at || !source) return '';
    const { line, character } = source.positionAt(at.start);
    return `${path.relative(io.cwd, decodeURIComponent(new URL(at.uri).pathname))}:${line + 1}:${character + 1}`;
  };
  io.out(
    writeReport(options.format, { plan, applied: result && carriesOut ? result.applied : undefined, after, placeOf }),
  );
  for (const { file } of rewrites) io.err(`${path.relative(io.cwd, file)}\n`);
  return exitCodes.ok;
}
