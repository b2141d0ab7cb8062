/**
 * How one value of plain data becomes another: replaced, some of its fields changed, or some of its items, which are told apart by
 * their `id`. An `order` is there where items came, went or moved; what it does not name is gone.
 */
export type Patch =
  | { readonly is: unknown }
  | { readonly fields: readonly (readonly [name: string, patch: Patch])[] }
  | { readonly items: readonly (readonly [id: string, patch: Patch])[]; readonly order?: readonly string[] };

type Fields = Readonly<Record<string, unknown>>;
type Item = Fields & { readonly id: string };

/** What leads from one value to the other; `undefined` where they are equal. Both must be plain data. */
export function patchBetween(before: unknown, after: unknown): Patch | undefined {
  if (Object.is(before, after)) return undefined;
  if (isList(before) && isList(after)) return betweenLists(before, after);
  if (!isFields(before) || !isFields(after)) return { is: after };
  const names = Object.keys(after);
  if (names.length !== Object.keys(before).length || !names.every((name) => Object.hasOwn(before, name)))
    return { is: after };
  const fields = names.flatMap((name): [string, Patch][] => {
    const patch = patchBetween(before[name], after[name]);
    return patch === undefined ? [] : [[name, patch]];
  });
  return fields.length === 0 ? undefined : { fields };
}

function betweenLists(before: readonly unknown[], after: readonly unknown[]): Patch | undefined {
  const [old, now] = [itemsOf(before), itemsOf(after)];
  if (old === undefined || now === undefined) {
    const same = before.length === after.length && before.every((each, at) => !patchBetween(each, after[at]));
    return same ? undefined : { is: after };
  }
  const items: [string, Patch][] = [];
  for (const [id, item] of now) {
    const known = old.get(id);
    const patch = known === undefined ? { is: item } : patchBetween(known, item);
    if (patch !== undefined) items.push([id, patch]);
  }
  const order = [...now.keys()];
  const was = [...old.keys()];
  const sameOrder = order.length === was.length && order.every((id, at) => id === was[at]);
  if (sameOrder) return items.length === 0 ? undefined : { items };
  return { items, order };
}

/**
 * The value that a patch leads to. What it does not change stays the very same object, so that one sees by identity
 * what changed.
 *
 * @throws TypeError where the patch does not fit the value.
 */
export function patched(value: unknown, patch: unknown): unknown {
  if (!isFields(patch)) throw unfit();
  if ('is' in patch) return patch.is;
  if (isList(patch.fields) && isFields(value)) {
    const changed: Record<string, unknown> = { ...value };
    for (const [name, inner] of pairs(patch.fields)) {
      if (!Object.hasOwn(value, name)) throw unfit();
      changed[name] = patched(value[name], inner);
    }
    return changed;
  }
  if (!isList(patch.items) || !isList(value)) throw unfit();
  const items: Map<string, unknown> | undefined = itemsOf(value);
  if (items === undefined) throw unfit();
  for (const [id, inner] of pairs(patch.items)) items.set(id, patched(items.get(id), inner));
  if (patch.order === undefined) return [...items.values()];
  if (!isList(patch.order)) throw unfit();
  return patch.order.map((id) => {
    if (typeof id !== 'string' || !items.has(id)) throw unfit();
    return items.get(id);
  });
}

function* pairs(list: readonly unknown[]): Generator<readonly [string, unknown]> {
  for (const pair of list) {
    if (!isList(pair) || typeof pair[0] !== 'string') throw unfit();
    yield [pair[0], pair[1]];
  }
}

/** Items by id; `undefined` where some item has none, or two have the same. */
function itemsOf(list: readonly unknown[]): Map<string, Item> | undefined {
  const items = new Map<string, Item>();
  for (const item of list) {
    if (!isFields(item) || typeof item.id !== 'string' || items.has(item.id)) return undefined;
    items.set(item.id, item as Item);
  }
  return items;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unfit(): TypeError {
  return new TypeError('The change does not fit the picture that is there.');
}
