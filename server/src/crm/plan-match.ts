/** Finding what became of what: the same by name, else renamed, else added or gone. */

/** Items of both sides, told apart. */
export interface Matching<T> {
  /** The same thing on both sides; `renamed` where it goes by another name now. */
  readonly pairs: readonly { readonly before: T; readonly after: T; readonly renamed: boolean }[];
  readonly added: readonly T[];
  readonly gone: readonly T[];
}

/** How two items that have different names are alike, from 0 to 1. */
export type Likeness<T> = (before: T, after: T) => number;

/**
 * Pairs items by name (whatever the letter case), then what is left by likeness: the likest first, and only above one
 * half, so that a thing removed and another one added are not mistaken for a rename.
 */
export function match<T>(
  before: readonly T[],
  after: readonly T[],
  name: (item: T) => string,
  likeness: Likeness<T>,
): Matching<T> {
  const free = new Map(before.map((item) => [item, name(item)]));
  const open = new Set(after);
  const pairs: { before: T; after: T; renamed: boolean }[] = [];
  for (const exact of [true, false]) {
    for (const item of after) {
      if (!open.has(item)) continue;
      const wanted = name(item);
      const found = [...free].find(([, known]) =>
        exact ? known === wanted : known.toLowerCase() === wanted.toLowerCase(),
      )?.[0];
      if (found === undefined) continue;
      pairs.push({ before: found, after: item, renamed: !exact });
      free.delete(found);
      open.delete(item);
    }
  }
  const candidates = [...free.keys()]
    .flatMap((one) => [...open].map((other) => ({ before: one, after: other, score: likeness(one, other) })))
    .filter((candidate) => candidate.score > 0.5)
    .sort((a, b) => b.score - a.score);
  for (const { before: one, after: other } of candidates) {
    if (!free.has(one) || !open.has(other)) continue;
    pairs.push({ before: one, after: other, renamed: true });
    free.delete(one);
    open.delete(other);
  }
  pairs.sort((a, b) => after.indexOf(a.after) - after.indexOf(b.after));
  return { pairs, added: after.filter((item) => open.has(item)), gone: [...free.keys()] };
}

/** How alike two labels read, from 0 to 1: the share of letter pairs that they have in common. */
export function likeWords(a: string, b: string): number {
  const pairs = (text: string) => {
    const flat = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    return Array.from({ length: Math.max(0, flat.length - 1) }, (_, index) => flat.slice(index, index + 2));
  };
  const left = pairs(a);
  const right = pairs(b);
  if (left.length + right.length === 0) return a === b ? 1 : 0;
  const rest = [...right];
  const shared = left.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at !== -1) rest.splice(at, 1);
    return at !== -1;
  }).length;
  return (2 * shared) / (left.length + right.length);
}

/** The items that had to move for one order to become the other: the fewest, so that one moved stage is one change. */
export function moved<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  const ranks = after.map((item) => before.indexOf(item));
  // Longest increasing run of old ranks: what is on it stayed.
  const best: number[] = [];
  const from: number[] = [];
  ranks.forEach((rank, index) => {
    let length = 1;
    let previous = -1;
    for (let earlier = 0; earlier < index; earlier++) {
      if ((ranks[earlier] ?? 0) < rank && (best[earlier] ?? 0) + 1 > length) {
        length = (best[earlier] ?? 0) + 1;
        previous = earlier;
      }
    }
    best.push(length);
    from.push(previous);
  });
  const stayed = new Set<number>();
  for (let at = best.indexOf(Math.max(0, ...best)); at !== -1; at = from[at] ?? -1) stayed.add(at);
  return after.filter((_, index) => !stayed.has(index));
}
