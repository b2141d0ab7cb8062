import { nearest } from '../base/nearest.ts';

/** ` Did you mean "x"?` with a space before it, or nothing where no known word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const match = nearest(word, known)[0];
  return match === undefined ? '' : ` Did you mean "${match}"?`;
}
