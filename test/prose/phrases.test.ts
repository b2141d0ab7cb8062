import { describe, expect, it } from 'vitest';
import { phrases } from '../../server/src/prose/phrases.ts';
import { wordsOf } from '../../server/src/prose/words.ts';

const found = (text: string, ...sources: string[]) => {
  const words = wordsOf(text);
  return phrases(...sources)
    .find(words)
    .map(({ from, to }) =>
      words
        .slice(from, to)
        .map(({ word }) => word)
        .join(' '),
    );
};

describe('the notation of phrases', () => {
  it('finds each alternative, in any form of the word unless one form is asked for', () => {
    expect(found('They kept in touch', 'stay|keep in touch')).toEqual(['kept in touch']);
    expect(found('Stay in touch', 'stay|keep in touch')).toEqual(['stay in touch']);
    expect(found('They kept warm', '=keep warm')).toEqual([]);
  });

  it('lets words pass within a clause only', () => {
    expect(found('log every second call', 'log ~3 call')).toEqual(['log every second call']);
    expect(found('log it. Then call', 'log ~3 call')).toEqual([]);
  });

  it.each([
    ['=/?', 'is not in the notation'],
    ['@byuer', 'unknown kind'],
    ['keep|@byuer', 'unknown kind'],
    ['keep||stay', 'empty alternative'],
    ['keep|stay|=keep', 'twice'],
    ['CRM', 'capitals'],
  ])('refuses %s, which would never match what it says', (source, why) => {
    expect(() => phrases(source)).toThrow(why);
  });

  it('holds in every pattern of the product', async () => {
    // Compiling them is what checks them.
    await expect(import('../../server/src/prose/index.ts')).resolves.toHaveProperty('read');
  });
});
