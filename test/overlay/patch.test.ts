import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patchBetween, patched } from '../../server/src/overlay/patch.ts';

const id = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', '');
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('', 'x', 0, 1, -0, true, null),
    fc.dictionary(fc.constantFrom('x', 'y', 'id', '__proto__', 'is', 'fields'), tie('value'), {
      noNullPrototype: true,
    }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.uniqueArray(fc.record({ id, x: tie('value'), y: tie('value') }), { selector: (each) => each.id, maxLength: 4 }),
  ),
}));
const sent = (each: unknown): unknown => JSON.parse(JSON.stringify(each));

describe('what leads from one picture to the next', () => {
  test('leads there, whatever they are, over a channel of JSON', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [before, after] = [sent(a), sent(b)];
        const patch = patchBetween(before, after);
        if (patch === undefined) expect(before).toStrictEqual(after);
        else expect(patched(before, sent(patch))).toStrictEqual(after);
      }),
      { numRuns: 2000 },
    );
  });

  test('is nothing between equal pictures, and small where little changed', () => {
    const picture = { boxes: Array.from({ length: 500 }, (_, at) => ({ id: `${at}`, text: 'long '.repeat(20), at })) };
    expect(patchBetween(picture, structuredClone(picture))).toBeUndefined();
    const moved = structuredClone(picture);
    (moved.boxes[7] as { at: number }).at = 1000;
    expect(patchBetween(picture, moved)).toEqual({
      fields: [['boxes', { items: [['7', { fields: [['at', { is: 1000 }]] }]] }]],
    });
  });

  test('leaves what stays the very same object', () => {
    const before = {
      list: [
        { id: 'a', x: { y: 1 } },
        { id: 'b', x: { y: 2 } },
      ],
      other: { z: 1 },
    };
    const after = {
      list: [
        { id: 'b', x: { y: 2 } },
        { id: 'a', x: { y: 3 } },
      ],
      other: { z: 1 },
    };
    const now = patched(before, patchBetween(before, after)) as typeof before;
    expect(now).toStrictEqual(after);
    expect(now.list[0]).toBe(before.list[1]);
    expect(now.other).toBe(before.other);
  });

  test.each([
    undefined,
    null,
    {},
    [],
    { fields: [['nothing of the kind', { is: 1 }]] },
    { fields: [['__proto__', { fields: [] }]] },
    { fields: [['list', { items: [['a', { fields: [['gone', { is: 1 }]] }]] }]] },
    { fields: [['list', { items: [['new', { fields: [] }]] }]] },
    { fields: [['list', { items: [], order: ['a', 'unknown'] }]] },
    { fields: [['list', { items: [], order: [1] }]] },
    { fields: [['list', { items: [7] }]] },
    { fields: 'x' },
    { items: [] },
  ])('is refused where it does not fit: %j', (patch) => {
    const picture = { list: [{ id: 'a', x: 1 }] };
    expect(() => patched(picture, patch)).toThrow(TypeError);
    expect(picture).toEqual({ list: [{ id: 'a', x: 1 }] });
  });
});
