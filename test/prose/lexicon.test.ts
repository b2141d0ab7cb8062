import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeLexicon } from '../../scripts/make-lexicon.ts';

it('the lexicon is what its script makes', () => {
  const stored = readFileSync(new URL('../../server/src/prose/generated/lexicon.ts', import.meta.url), 'utf8');
  expect(makeLexicon() === stored).toBe(true);
});
