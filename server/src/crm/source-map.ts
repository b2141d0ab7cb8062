import type { ProjectModel } from '../model/model.ts';
import type { SourceMapEntry } from './backend.ts';
import { jsonFile } from './text.ts';

/**
 * The source map as JSON: for each generated item the file and line (both from 1) it comes from.
 *
 * Paths are relative to the project's root, so that the file is the same on every machine;
 * what the language brings along is from the `built-in library`.
 */
export function sourceMapJson(model: ProjectModel, entries: readonly SourceMapEntry[]): string {
  return jsonFile({
    generator: 'Salesflow',
    items: entries.map((entry) => {
      const start = model.file(entry.span.uri)?.positionAt(entry.span.start);
      return {
        file: entry.file,
        item: entry.item,
        source: relative(model.root, entry.span.uri),
        line: (start?.line ?? 0) + 1,
        column: (start?.character ?? 0) + 1,
      };
    }),
  });
}

function relative(root: string, uri: string): string {
  const folder = root.endsWith('/') ? root : `${root}/`;
  // A field that nobody declared has no file of the project.
  if (!uri.startsWith(folder)) return 'built-in library';
  const path = uri.slice(folder.length);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
