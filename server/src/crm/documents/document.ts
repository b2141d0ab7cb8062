import type { Process, ProjectModel } from '../../model/model.ts';
import type { Generated, GeneratedFile, GenerateOptions, SourceMapEntry } from '../backend.ts';
import { NameSpace } from '../naming.ts';
import { reportNames, sourceMapFile } from '../reports.ts';

/** The processes that were asked for. */
export function chosenProcesses(model: ProjectModel, options: GenerateOptions): readonly Process[] {
  return model.processes.filter((process) => options.process === undefined || process.name === options.process);
}

/** Files named after the processes (ASCII, unique whatever the letter case), with that ending. */
export function processFiles(
  processes: readonly Process[],
  ending: string,
  write: (process: Process) => string,
): { readonly files: readonly GeneratedFile[]; readonly sourceMap: readonly SourceMapEntry[] } {
  const names = new NameSpace(['readme', ...reportNames.map((name) => name.replace('-', '_'))]);
  const files: GeneratedFile[] = [];
  const sourceMap: SourceMapEntry[] = [];
  for (const process of processes) {
    const words = process.name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ');
    const name = names.claim(words, { max: 60, fallback: 'process', identity: process.id, style: 'snake' });
    const path = `${name.replaceAll('_', '-')}.${ending}`;
    files.push({ path, content: write(process) });
    sourceMap.push({ file: path, item: process.name, span: process.nameSpan });
  }
  return { files, sourceMap };
}

/** What a document format gives: files and their source map, and nothing that a CRM would enforce. */
export function documentOutput(
  model: ProjectModel,
  files: readonly GeneratedFile[],
  sourceMap: readonly SourceMapEntry[],
): Generated {
  return { files: [...files, sourceMapFile(model, sourceMap)], enforcement: [], sourceMap, findings: [] };
}
