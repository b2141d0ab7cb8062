import path from 'node:path';
import { nearest } from '../../base/nearest.ts';
import type { TargetId } from '../../crm/backend.ts';
import { isTarget, loadBackend, targetIds } from '../../crm/index.ts';
import { type Refusal, refusedByCrm, refusedSource } from '../../crm/refusal.ts';
import { plural } from '../../report/words.ts';
import { type Define, examples } from '../define.ts';
import { exitCodes, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { errorLines, type LoadedProject, loadProject, type SourceOptions } from '../loadProject.ts';
import { type FolderChanges, OutputFolder } from '../outputFolder.ts';

interface GenerateOptions extends SourceOptions {
  readonly target: string;
  readonly output: string;
  readonly process?: string;
  readonly apiVersion?: string;
  readonly check?: boolean;
  readonly force?: boolean;
}

export const define: Define = (command, io, end) => {
  command
    .argument('[paths...]', 'files or folder of one project; - reads standard input')
    .requiredOption('--target <target>', `what to write: ${targetIds.join(', ')}`)
    .requiredOption('-o, --output <folder>', 'folder that the files go to')
    .option('--process <name>', 'only that process')
    .option('--api-version <version>', 'Salesforce API version, such as 66.0')
    .option('--config <file>', 'configuration to use, in place of the nearest salesflow.config.json')
    .option('--stdin', 'read one file from standard input')
    .option('--stdin-filename <file>', 'name of that file, which decides its project')
    .option('--check', 'write nothing; exit code 1 where the folder is out of date')
    .option('--force', 'overwrite files that this tool did not write')
    .addHelpText(
      'after',
      examples([
        'salesflow generate --target salesforce -o salesforce',
        'salesflow generate --target hubspot -o hubspot --process NewBusiness',
        'salesflow generate --target salesforce -o salesforce --check',
      ]),
    )
    .action(async (paths: string[], options: GenerateOptions) => end(await generate(io, paths, options)));
};

async function generate(io: Io, paths: readonly string[], options: GenerateOptions): Promise<number> {
  const target = targetNamed(options.target);
  const apiVersion = versionOf(options.apiVersion);
  const project = await loadProject(io, paths, options);
  const refused = refusedSource(project.findings);
  if (refused) return tellRefusal(io, project, refused);
  const { processes } = project.model;
  if (options.process !== undefined && !processes.some(({ name }) => name === options.process)) {
    const near = nearest(
      options.process,
      processes.map(({ name }) => name),
    )[0];
    throw new UsageError(
      `There is no process "${options.process}". ${near ? `Did you mean "${near}"?` : `The processes are ${processes.map(({ name }) => name).join(', ')}.`}`,
    );
  }
  const backend = await loadBackend(target);
  const generated = backend.generate(project.model, { process: options.process, apiVersion });
  const limits = refusedByCrm(backend.title, generated);
  if (limits) return tellRefusal(io, project, limits);
  const { files, enforcement, findings, notHeld = [] } = generated;
  const folder = new OutputFolder(path.resolve(io.cwd, options.output), options.output);
  const changes = await folder.compare(files);
  if (options.check) return tellCheck(io, options.output, changes);
  if (changes.foreign.length > 0 && !options.force) {
    const list = changes.foreign.slice(0, 5).join(', ');
    const more = changes.foreign.length > 5 ? ` and ${changes.foreign.length - 5} more` : '';
    throw new UsageError(
      `${options.output} holds files that are not as this tool wrote them: ${list}${more}. Choose another folder, or overwrite them with --force.`,
    );
  }
  await folder.write(files, changes);
  const told = findings.filter(({ severity }) => severity === 'warning');
  io.err(errorLines(io, project, told));
  if (told.length > 20) io.err(`salesflow: ${told.length - 20} more of these: see salesflow lint.\n`);
  const touched = changes.added.length + changes.changed.length + changes.foreign.length;
  const levels = (['native', 'helper', 'manual'] as const).map(
    (level) => enforcement.filter((entry) => entry.level === level).length,
  );
  io.out(
    `${options.output}: ${plural(files.length, 'file')} for ${backend.title}, ${touched} written, ${changes.removed.length} removed.\n`,
  );
  if (enforcement.length > 0) {
    io.out(`Criteria: ${levels[0]} enforced natively, ${levels[1]} by a helper field, ${levels[2]} by hand.\n`);
  }
  if (notHeld.length > 0)
    io.out(`${backend.title} has no place for ${plural(notHeld.length, 'statement')}: enforcement.md names them.\n`);
  return exitCodes.ok;
}

function tellRefusal(io: Io, project: LoadedProject, { findings, reason }: Refusal): number {
  io.err(`${errorLines(io, project, findings)}salesflow: ${reason}\n`);
  return exitCodes.findings;
}

function tellCheck(io: Io, output: string, { added, changed, removed, foreign }: FolderChanges): number {
  const stale = [
    ...added.map((file) => `missing   ${file}`),
    ...[...changed, ...foreign].map((file) => `different ${file}`),
    ...removed.map((file) => `left over ${file}`),
  ];
  if (stale.length === 0) {
    io.err(`${output} is up to date.\n`);
    return exitCodes.ok;
  }
  io.out(stale.map((line) => `${line}\n`).join(''));
  io.err(`salesflow: ${output} is out of date. Run the same command without --check.\n`);
  return exitCodes.findings;
}

/**
 * The target of that name.
 *
 * @throws {UsageError} naming those there are
 */
export function targetNamed(name: string): TargetId {
  if (isTarget(name)) return name;
  const near = nearest(name, targetIds)[0];
  throw new UsageError(
    `There is no target "${name}". ${near ? `Did you mean "${near}"?` : `The targets are ${targetIds.join(', ')}.`}`,
  );
}

function versionOf(text: string | undefined): string | undefined {
  if (text !== undefined && !/^\d{2,3}\.0$/.test(text))
    throw new UsageError(`"${text}" is not an API version. Write it as 66.0.`);
  return text;
}
