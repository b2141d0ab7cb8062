import { type Region, scan } from '../base/regions.ts';
import type { SourceFile } from '../model/source.ts';

export { lineEnd, type Region, regionAt, scan } from '../base/regions.ts';

const known = new WeakMap<SourceFile, readonly Region[]>();

/** The comments and string literals of a file, in order; worked out once per file. */
export function regionsOf(file: SourceFile): readonly Region[] {
  let regions = known.get(file);
  if (!regions) {
    regions = scan(file.text);
    known.set(file, regions);
  }
  return regions;
}
