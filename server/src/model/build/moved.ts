import type { Span } from '../source.ts';

const origins = new WeakMap<object, object>();

/**
 * Data with every place in it `by` code units further on; the data itself stays as it is. All places must be in one
 * file, behind an edit.
 */
export function moved<Data extends object>(data: Data, by: number): Data {
  return move(data, by, new Map()) as Data;
}

/** The first object of which this one says the same about another place; itself if it was never moved. */
export function originOf<Data extends object>(data: Data): Data {
  return (origins.get(data) as Data | undefined) ?? data;
}

function move(value: object, by: number, done: Map<object, object>): object {
  if (isPlace(value)) return { ...value, start: value.start + by, end: value.end + by };
  if (Array.isArray(value)) return value.length === 0 ? value : value.map((item) => moveAny(item, by, done));
  // A step is found in the flow of its process and in the list of its steps.
  const known = done.get(value);
  if (known) return known;
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) {
    const child = copy[key];
    if (typeof child === 'object' && child !== null) copy[key] = move(child, by, done);
  }
  if ('id' in value) {
    origins.set(copy, originOf(value));
    done.set(value, copy);
  }
  return copy;
}

function moveAny(value: unknown, by: number, done: Map<object, object>): unknown {
  return typeof value === 'object' && value !== null ? move(value, by, done) : value;
}

function isPlace(value: object): value is Span {
  return typeof (value as Span).start === 'number' && typeof (value as Span).end === 'number';
}
