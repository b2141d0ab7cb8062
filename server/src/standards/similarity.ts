import { read } from '../prose/index.ts';

/** How much of their meaning-bearing words two statements share, from 0 to 1 (Jaccard index of lemmas). */
export function wordOverlap(a: string, b: string): number {
  const first = new Set(read(a, 'criterion').lemmas);
  const second = new Set(read(b, 'criterion').lemmas);
  if (first.size === 0 || second.size === 0) return a.trim().toLowerCase() === b.trim().toLowerCase() ? 1 : 0;
  const shared = [...first].filter((lemma) => second.has(lemma)).length;
  return shared / (first.size + second.size - shared);
}

/** Whether two statements say the same in other words. */
export function saySame(a: string, b: string): boolean {
  return wordOverlap(a, b) >= 0.5;
}
