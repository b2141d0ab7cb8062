const all: Memo<object, unknown>[] = [];

/**
 * Remembers what was worked out of parts of a model while rules look at the same process in turn. The linter has it all
 * forgotten when it is done with the process: kept for a whole workspace it would be larger than the model.
 */
export class Memo<Key extends object, Value> {
  private known = new WeakMap<Key, Value>();

  constructor() {
    all.push(this as unknown as Memo<object, unknown>);
  }

  get(key: Key): Value | undefined {
    return this.known.get(key);
  }

  set(key: Key, value: Value): void {
    this.known.set(key, value);
  }

  forget(): void {
    this.known = new WeakMap();
  }
}

/** Forgets everything that every {@link Memo} remembers. */
export function forgetMemos(): void {
  for (const memo of all) memo.forget();
}
