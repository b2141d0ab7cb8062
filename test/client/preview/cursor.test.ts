import { expect, test } from 'vitest';
import { boxesAt } from '../../../client/src/preview/cursor.ts';
import type { PlacedBox } from '../../../client/src/preview/places.ts';
import type { Range } from '../../../server/src/lsp/protocol.ts';

const range = (from: [number, number], to: [number, number]): Range => ({
  start: { line: from[0], character: from[1] },
  end: { line: to[0], character: to[1] },
});
const box = (id: string, source: Range, uri = 'file:///p'): PlacedBox => {
  const place = { uri, range: source };
  return { id, source: place, name: place };
};

const boxes = [
  box('process', range([0, 0], [20, 1])),
  box('step', range([2, 2], [9, 3])),
  box('criterion', range([4, 4], [4, 40])),
  box('elsewhere', range([0, 0], [20, 1]), 'file:///q'),
];

test('the innermost declaration around the cursor comes first', () => {
  expect(boxesAt(boxes, 'file:///p', { line: 4, character: 10 })).toEqual(['criterion', 'step', 'process']);
});

test('the order does not depend on the order of the boxes', () => {
  expect(boxesAt(boxes.toReversed(), 'file:///p', { line: 4, character: 10 })).toEqual([
    'criterion',
    'step',
    'process',
  ]);
});

test('the ends of a declaration belong to it, what is beyond does not', () => {
  expect(boxesAt(boxes, 'file:///p', { line: 4, character: 40 })[0]).toBe('criterion');
  expect(boxesAt(boxes, 'file:///p', { line: 4, character: 41 })[0]).toBe('step');
  expect(boxesAt(boxes, 'file:///p', { line: 21, character: 0 })).toEqual([]);
});
