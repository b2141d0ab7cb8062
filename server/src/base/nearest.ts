/**
 * The known names nearest to a mistyped one, best first, at most three; empty where none is near enough to be meant.
 *
 * Distance counts insertions, deletions, replacements and swapped neighbours (optimal string alignment), ignoring case.
 */
export function nearest(name: string, known: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor((wanted.length + 2) / 3));
  const scored: { other: string; distance: number }[] = [];
  for (const other of known) {
    if (Math.abs(other.length - name.length) > limit + 4) continue;
    const candidate = other.toLowerCase();
    const distance = candidate.startsWith(wanted) && wanted.length > 2 ? 1 : alignment(wanted, candidate, limit);
    if (distance <= limit) scored.push({ other, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1));
  return scored.slice(0, 3).map(({ other }) => other);
}

function alignment(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(previous[j - 1]! + same, previous[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, beforePrevious[j - 2]! + 1);
      }
      row.push(best);
    }
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length]!;
}
