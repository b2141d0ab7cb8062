import { expect, it } from 'vitest';
import { growth } from './soak/growth.ts';
import { soak } from './soak/soak.ts';

/** `npm run soak` makes 20,000. */
const EDITS = 400;

it(`says after ${EDITS} random edits what a fresh server says, without an error and without holding on to memory`, {
  timeout: 300_000,
}, async () => {
  const { checks, problems, heap } = await soak(EDITS, 7);
  expect(checks).toHaveLength(5);
  for (const { left, fresh } of checks) expect(left).toEqual(fresh);
  expect(problems).toEqual([]);
  expect(growth(heap)).toBeLessThan(0.25);
});
