import type { Span } from '../source.ts';

const origins = new WeakMap<object, object>();

/** Copies by what they are copies of: a step is found in the flow of its process and in the list of its steps. */
type Copies = Map<object, object>;

/**
 * Data with every place in it `by` code units further on; the data itself stays as it is. All places must be in one
 * file, behind an edit. Parts of a declaration are copied when they are looked at for the first time: after most edits
 * nobody asks for more than where the declarations behind it begin and end.
 */
export function moved<Data extends object>(data: Data, by: number): Data {
  if (by === 0) return data;
  const copies: Copies = new Map();
  return ('id' in data ? moveWhenAsked(data, by, copies) : move(data, by, copies)) as Data;
}

/** The first object of which this one says the same about another place; itself if it was never moved. */
export function originOf<Data extends object>(data: Data): Data {
  return (origins.get(data) as Data | undefined) ?? data;
}

function moveWhenAsked(declaration: object, by: number, copies: Copies): object {
  const copy: Record<string, unknown> = { ...declaration };
  for (const key in copy) {
    const part = copy[key];
    if (typeof part !== 'object' || part === null) continue;
    if (isPlace(part)) copy[key] = move(part, by, copies);
    else
      Object.defineProperty(copy, key, {
        configurable: true,
        enumerable: true,
        get() {
          const value = move(part, by, copies);
          Object.defineProperty(copy, key, { value });
          return value;
        },
      });
  }
  origins.set(copy, originOf(declaration));
  return copy;
}

function move(value: object, by: number, copies: Copies): object {
  if (isPlace(value)) return { ...value, start: value.start + by, end: value.end + by };
  if (Array.isArray(value)) return value.length === 0 ? value : value.map((item) => moveAny(item, by, copies));
  const known = copies.get(value);
  if (known) return known;
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) {
    const child = copy[key];
    if (typeof child === 'object' && child !== null) copy[key] = move(child, by, copies);
  }
  if ('id' in value) {
    origins.set(copy, originOf(value));
    copies.set(value, copy);
  }
  return copy;
}

function moveAny(value: unknown, by: number, copies: Copies): unknown {
  return typeof value === 'object' && value !== null ? move(value, by, copies) : value;
}

function isPlace(value: object): value is Span {
  return typeof (value as Span).start === 'number' && typeof (value as Span).end === 'number';
}
