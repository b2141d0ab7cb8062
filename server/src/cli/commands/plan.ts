import path from 'node:path';
import { Option } from 'commander';
import { loadBackend, targetIds } from '../../crm/index.ts';
import { planChanges } from '../../crm/plan.ts';
import { planJson, planMarkdown, planText } from '../../crm/plan-text.ts';
import { plural } from '../../report/words.ts';
import { type Define, examples } from '../define.ts';
import { exitCodes, UsageError } from '../exit.ts';
import { readExport } from '../exports.ts';
import type { Io } from '../io.ts';
import { errorLines, languageErrors, loadProject, type SourceOptions } from '../loadProject.ts';
import { writeFileAtomically } from '../writeFile.ts';
import { targetNamed } from './generate.ts';

/** With `--detailed-exitcode`, where no other outcome has this code: see `refusalCode`. */
const changesPresent = 2;

interface PlanOptions extends SourceOptions {
  readonly target: string;
  readonly state: string;
  readonly format: 'text' | 'json' | 'markdown';
  readonly output?: string;
  readonly detailedExitcode?: boolean;
}

export const define: Define = (command, io, end) => {
  command
    .argument('[paths...]', 'files or folder of one project; - reads standard input')
    .requiredOption('--target <target>', `the CRM: ${targetIds.join(', ')}`)
    .requiredOption('--state <path>', 'its exported configuration, a file or folder')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json', 'markdown']).default('text'))
    .option('-o, --output <file>', 'write it to a file')
    .option('--config <file>', 'configuration to use, in place of the nearest salesflow.config.json')
    .option('--stdin', 'read one file from standard input')
    .option('--stdin-filename <file>', 'name of that file, which decides its project')
    .option('--detailed-exitcode', 'exit codes as of terraform plan: 0 nothing to do, 1 failed, 2 something to do')
    .addHelpText(
      'after',
      examples([
        'salesflow plan --target salesforce --state retrieved/',
        'salesflow plan --target hubspot --state pipelines.json --format markdown --detailed-exitcode',
      ]),
    )
    .action(async (paths: string[], options: PlanOptions) => end(await plan(io, paths, options)));
};

async function plan(io: Io, paths: readonly string[], options: PlanOptions): Promise<number> {
  const backend = await loadBackend(targetNamed(options.target));
  if (!backend.read)
    throw new UsageError(`${backend.title} configuration cannot be read, so there is nothing to compare with.`);
  const project = await loadProject(io, paths, options);
  const errors = languageErrors(project.findings);
  if (errors.length > 0) {
    io.err(
      `${errorLines(io, project, errors)}salesflow: nothing was compared: put ${plural(errors.length, 'error')} right first.\n`,
    );
    return exitCodes.findings;
  }
  const desired = backend.read(backend.generate(project.model, {}).files);
  const result = planChanges(desired, backend.read(await readExport(io, options.state)));
  const text = { text: planText, json: planJson, markdown: planMarkdown }[options.format](result);
  if (options.output === undefined || options.output === '-') io.out(text);
  else await writeFileAtomically(path.resolve(io.cwd, options.output), text);
  return options.detailedExitcode && result.changes.length > 0 ? changesPresent : exitCodes.ok;
}
