import type { ProjectModel } from '../model/model.ts';
import type { Backend, Enforcement, GeneratedFile, SourceMapEntry } from './backend.ts';
import { enforcementJson, enforcementMarkdown } from './enforcement.ts';
import type { NotHeld } from './not-held.ts';
import { sourceMapJson } from './source-map.ts';

/** Names of the files that `reportFiles` writes, without their endings. */
export const reportNames = ['enforcement', 'source-map'] as const;

/** What stands beside the configuration of a CRM: what it enforces, for people and for programs, and the source map. */
export function reportFiles(
  { id, title }: Pick<Backend, 'id' | 'title'>,
  model: ProjectModel,
  enforcement: readonly Enforcement[],
  sourceMap: readonly SourceMapEntry[],
  notHeld: readonly NotHeld[] = [],
): readonly GeneratedFile[] {
  return [
    { path: 'enforcement.md', content: enforcementMarkdown(title, enforcement, notHeld) },
    { path: 'enforcement.json', content: enforcementJson(id, enforcement, notHeld) },
    sourceMapFile(model, sourceMap),
  ];
}

/** The source map alone, for formats that enforce nothing. */
export function sourceMapFile(model: ProjectModel, entries: readonly SourceMapEntry[]): GeneratedFile {
  return { path: 'source-map.json', content: sourceMapJson(model, entries) };
}
