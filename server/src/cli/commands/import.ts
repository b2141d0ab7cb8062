import { existsSync } from 'node:fs';
import path from 'node:path';
import { draft } from '../../crm/draft/index.ts';
import { loadBackend, targetIds } from '../../crm/index.ts';
import { openWorkspace } from '../../model/workspace.ts';
import { readExport } from '../exports.ts';
import { exitCodes, UsageError } from '../exit.ts';
import { formatText } from '../formatText.ts';
import type { Io } from '../io.ts';
import { type Define, examples } from '../program.ts';
import { writeFileAtomically } from '../writeFile.ts';
import { targetNamed } from './generate.ts';

interface ImportOptions {
  readonly output?: string;
  readonly force?: boolean;
}

export const define: Define = (command, io, end) => {
  command
    .argument('<target>', `where the configuration comes from: ${targetIds.join(', ')}`)
    .argument('<path>', 'exported file or folder')
    .option('-o, --output <file>', '.salesflow file to write; standard output without it')
    .option('--force', 'overwrite the file')
    .addHelpText(
      'after',
      examples(['salesflow import salesforce force-app/main/default -o sales/imported.salesflow', 'salesflow import hubspot pipelines.json', 'salesflow lint --preset audit sales/']),
    )
    .action(async (target: string, source: string, options: ImportOptions) => end(await importFrom(io, target, source, options)));
};

async function importFrom(io: Io, name: string, source: string, { output, force }: ImportOptions): Promise<number> {
  const backend = await loadBackend(targetNamed(name));
  if (!backend.read) throw new UsageError(`${backend.title} configuration can be written and not read. Import from salesforce, hubspot or pipedrive.`);
  if (output !== undefined && !output.endsWith('.salesflow')) throw new UsageError(`-o ${output} must end in .salesflow.`);
  const file = output === undefined ? undefined : path.resolve(io.cwd, output);
  if (file && existsSync(file) && !force) throw new UsageError(`${output} is there already. Choose another name, or overwrite it with --force.`);
  const snapshot = backend.read(await readExport(io, source));
  if (snapshot.pipelines.length === 0) {
    for (const note of snapshot.notes) io.err(`${note.file ? `${note.file}: ` : ''}${note.message}\n`);
    throw new UsageError(`${source} holds no sales process that ${backend.title} exports. Name the folder or file that has its stages.`);
  }
  const root = 'file:///library';
  const builtins = (await openWorkspace([], [root])).model(root).objects;
  const { text, report } = draft(snapshot, { builtins, ...(backend.translateRule ? { translate: backend.translateRule } : {}) });
  const laidOut = formatText(text) ?? text;
  if (file) await writeFileAtomically(file, laidOut);
  else io.out(laidOut);
  for (const line of report) io.err(`${line}\n`);
  if (output) io.err(`${output} written. See which steps hold: salesflow lint --preset audit ${output}\n`);
  return exitCodes.ok;
}
