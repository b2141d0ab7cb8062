/**
 * Remembers a value of each object, in the object itself. A WeakMap would do, but V8 takes all values of one as live
 * whenever it collects new objects: values that lead to their keys keep these until it next collects everything, and where
 * thousands of objects are soon done with, nearly all of its work is to move the dead.
 */
export class Attached<Key extends object, Value> {
  private readonly key = Symbol();

  get(object: Key): Value | undefined {
    return (object as Record<symbol, Value>)[this.key];
  }

  /** Copies of the object do not get it. */
  set(object: Key, value: Value): void {
    Object.defineProperty(object, this.key, { value, configurable: true });
  }
}
