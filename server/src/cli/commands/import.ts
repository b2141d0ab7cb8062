import { existsSync } from 'node:fs';
import path from 'node:path';
import type { InputFile } from '../../crm/backend.ts';
import { draft } from '../../crm/draft/index.ts';
import { type CsvMapping, csvColumns, importTables } from '../../crm/import-csv.ts';
import { loadBackend, targetIds } from '../../crm/index.ts';
import type { CrmSnapshot } from '../../crm/snapshot.ts';
import { openWorkspace } from '../../model/workspace.ts';
import { type Define, examples } from '../define.ts';
import { exitCodes, UsageError } from '../exit.ts';
import { readExport } from '../exports.ts';
import { formatText } from '../formatText.ts';
import type { Io } from '../io.ts';
import { writeFileAtomically } from '../writeFile.ts';
import { targetNamed } from './generate.ts';

interface ImportOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly column?: readonly string[];
}

export const define: Define = (command, io, end) => {
  command
    .argument('<target>', `where the configuration comes from: ${targetIds.join(', ')}`)
    .argument('<path>', 'exported file or folder')
    .option('-o, --output <file>', '.salesflow file to write; standard output without it')
    .option('--force', 'overwrite the file')
    .option(
      '--column <what=header...>',
      `csv: which column says what, such as step=Name; what: ${csvColumns.join(', ')}`,
    )
    .addHelpText(
      'after',
      examples([
        'salesflow import salesforce force-app/main/default -o sales/imported.salesflow',
        'salesflow import hubspot pipelines.json',
        'salesflow lint --preset audit sales/',
      ]),
    )
    .action(async (target: string, source: string, options: ImportOptions) =>
      end(await importFrom(io, target, source, options)),
    );
};

async function importFrom(
  io: Io,
  name: string,
  source: string,
  { output, force, column }: ImportOptions,
): Promise<number> {
  const backend = await loadBackend(targetNamed(name));
  if (!backend.read)
    throw new UsageError(
      `${backend.title} configuration can be written and not read. Import from salesforce, hubspot, pipedrive or csv.`,
    );
  if (output !== undefined && !output.endsWith('.salesflow'))
    throw new UsageError(`-o ${output} must end in .salesflow.`);
  const file = output === undefined ? undefined : path.resolve(io.cwd, output);
  const refuseToOverwrite = () => {
    if (file && existsSync(file) && !force)
      throw new UsageError(`${output} is there already. Choose another name, or overwrite it with --force.`);
  };
  refuseToOverwrite();
  const files = await readExport(io, source);
  const snapshot = backend.id === 'csv' ? readTables(files, column ?? []) : backend.read(files);
  if (snapshot.pipelines.length === 0) {
    for (const note of snapshot.notes) io.err(`${note.file ? `${note.file}: ` : ''}${note.message}\n`);
    throw new UsageError(
      `${source} holds no sales process that ${backend.title} exports. Name the folder or file that has its stages.`,
    );
  }
  const root = 'file:///library';
  const builtins = (await openWorkspace([], [root])).model(root).objects;
  const { text, report } = draft(snapshot, {
    builtins,
    ...(backend.translateRule ? { translate: backend.translateRule } : {}),
    ...(backend.translateCondition ? { translateCondition: backend.translateCondition } : {}),
  });
  const laidOut = formatText(text) ?? text;
  refuseToOverwrite();
  if (file) await writeFileAtomically(file, laidOut);
  else io.out(laidOut);
  for (const line of report) io.err(`${line}\n`);
  if (output) io.err(`${output} written. See which steps hold: salesflow lint --preset audit ${output}\n`);
  return exitCodes.ok;
}

/** @throws {UsageError} where a mapping is not understood, or no column names the steps */
function readTables(files: readonly InputFile[], mappings: readonly string[]): CrmSnapshot {
  const mapping: CsvMapping = Object.fromEntries(
    mappings.map((text) => {
      const [what = '', header = ''] = text.split(/=(.*)/s);
      if (!csvColumns.some((column) => column === what)) {
        throw new UsageError(
          `--column ${text} does not say what the column is. Write one of ${csvColumns.join(', ')}, then = and its header.`,
        );
      }
      return [what, header];
    }),
  );
  try {
    return importTables(files, mapping);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
