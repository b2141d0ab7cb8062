/** One order of things that several lists, each in an order of its own, agree on as far as they can. */
export class OneOrder<T> {
  readonly #after = new Map<T, Set<T>>();

  /** Takes note that one thing comes before another; `false`, and nothing noted, where that contradicts what is known. */
  add(before: T, after: T): boolean {
    if (before === after || this.#leads(after, before)) return false;
    const known = this.#after.get(before) ?? new Set();
    this.#after.set(before, known.add(after));
    return true;
  }

  /** The things in an order that keeps all that was noted, and otherwise as they come. */
  sorted(things: readonly T[]): T[] {
    const waiting = new Map(things.map((thing) => [thing, 0]));
    for (const after of this.#after.values()) {
      for (const thing of after) waiting.set(thing, (waiting.get(thing) ?? 0) + 1);
    }
    const left = [...things];
    const order: T[] = [];
    while (left.length > 0) {
      // What was noted has no circle, so something is free.
      const free = Math.max(
        0,
        left.findIndex((thing) => waiting.get(thing) === 0),
      );
      for (const thing of left.splice(free, 1)) {
        order.push(thing);
        for (const next of this.#after.get(thing) ?? []) waiting.set(next, (waiting.get(next) ?? 0) - 1);
      }
    }
    return order;
  }

  #leads(from: T, to: T): boolean {
    const seen = new Set<T>([from]);
    for (const thing of seen) {
      if (thing === to) return true;
      for (const next of this.#after.get(thing) ?? []) seen.add(next);
    }
    return false;
  }
}
