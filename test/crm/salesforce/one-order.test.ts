import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OneOrder } from '../../../server/src/crm/salesforce/one-order.ts';

/** What the lists leave of one order in which they all stand. */
const parts = fc
  .tuple(
    fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { minLength: 7 }),
    fc.array(fc.nat(127), { minLength: 1, maxLength: 5 }),
  )
  .map(([whole, masks]) => masks.map((mask) => whole.filter((_, index) => mask & (1 << index))));

function sorted(lists: readonly (readonly string[])[]) {
  const order = new OneOrder<string>();
  const refused = lists.flatMap((list) => list.slice(1).filter((each, index) => !order.add(list[index] ?? '', each)));
  return { refused, all: order.sorted([...new Set(lists.flat())]) };
}

describe('one order of several lists', () => {
  it('is found wherever there is one, and keeps each list as it is', () => {
    fc.assert(
      fc.property(parts, (lists) => {
        const { refused, all } = sorted(lists);
        expect(refused).toEqual([]);
        for (const list of lists) expect(all.filter((each) => list.includes(each))).toEqual(list);
      }),
    );
  });

  it('refuses what goes round in a circle, and still holds everything once', () => {
    const { refused, all } = sorted([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ]);
    expect(refused).toEqual(['a']);
    expect(all).toEqual(['a', 'b', 'c']);
  });
});
