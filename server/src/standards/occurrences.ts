import type { SourceFile } from '../model/source.ts';
import { regionAt, regionsOf } from './comments.ts';

/** Ends of the places where a name stands in code, outside comments and strings. */
export function occurrences(file: SourceFile, name: string): number[] {
  const regions = regionsOf(file);
  const ends: number[] = [];
  for (let at = file.text.indexOf(name); at >= 0; at = file.text.indexOf(name, at + 1)) {
    const end = at + name.length;
    const whole = !/[\w-]/.test(file.text[at - 1] ?? ' ') && !/[\w-]/.test(file.text[end] ?? ' ');
    if (whole && !regionAt(regions, at)) ends.push(end);
  }
  return ends;
}
