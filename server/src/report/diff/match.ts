/** What became of the items of a list. */
export interface Matching<T> {
  readonly pairs: readonly { readonly before: T; readonly after: T }[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/**
 * Matches two lists: first what has the same key, then what is alike enough, the most alike first.
 *
 * @param likeness from 0 (nothing in common) to 1; pairs below `enough` are told as removed and added
 */
export function match<T>(
  before: readonly T[],
  after: readonly T[],
  key: (item: T) => string,
  likeness: (before: T, after: T) => number,
  enough = 0.5,
): Matching<T> {
  const pairs: { before: T; after: T }[] = [];
  const open = new Map<string, T[]>();
  for (const item of after) open.set(key(item), [...(open.get(key(item)) ?? []), item]);
  const left: T[] = [];
  for (const item of before) {
    const same = open.get(key(item))?.shift();
    if (same === undefined) left.push(item);
    else pairs.push({ before: item, after: same });
  }
  const taken = new Set(pairs.map((pair) => pair.after));
  const fresh = after.filter((item) => !taken.has(item));
  const scored = left
    .flatMap((one, i) => fresh.map((other, j) => ({ one, other, i, j, score: likeness(one, other) })))
    .filter(({ score }) => score >= enough)
    .sort((a, b) => b.score - a.score || a.i - b.i || a.j - b.j);
  const used = new Set<T>();
  for (const { one, other } of scored) {
    if (used.has(one) || used.has(other)) continue;
    used.add(one).add(other);
    pairs.push({ before: one, after: other });
  }
  const order = new Map(after.map((item, index) => [item, index]));
  pairs.sort((a, b) => order.get(a.after)! - order.get(b.after)!);
  return {
    pairs,
    removed: left.filter((item) => !used.has(item)),
    added: fresh.filter((item) => !used.has(item)),
  };
}

/** How many words two texts share, from 0 to 1. */
export function wordLikeness(a: string, b: string): number {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  if (one.size === 0 || other.size === 0) return one.size === other.size ? 1 : 0;
  let shared = 0;
  for (const word of one) if (other.has(word)) shared++;
  return (2 * shared) / (one.size + other.size);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Which of the pairs left their place: the fewest whose moving explains the new order. */
export function movedPairs<T>(pairs: Matching<T>['pairs'], before: readonly T[]): Set<T> {
  const place = new Map(before.map((item, index) => [item, index]));
  const places = pairs.map((pair) => place.get(pair.before)!);
  const best = places.map(() => 1);
  const from = places.map(() => -1);
  let end = -1;
  for (let i = 0; i < places.length; i++) {
    for (let j = 0; j < i; j++) {
      if (places[j]! < places[i]! && best[j]! + 1 > best[i]!) {
        best[i] = best[j]! + 1;
        from[i] = j;
      }
    }
    if (end < 0 || best[i]! > best[end]!) end = i;
  }
  const stayed = new Set<number>();
  for (let i = end; i >= 0; i = from[i]!) stayed.add(i);
  return new Set(pairs.filter((_pair, index) => !stayed.has(index)).map((pair) => pair.after));
}
