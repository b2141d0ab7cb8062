import { describe, expect, test } from 'vitest';
import { lint, rulesFound } from './lint.ts';
import { processText, sound, step } from './process-text.ts';

const exits = (exit: readonly string[], outer = '') =>
  processText([step({ name: 'A', exit: [...exit, ...sound('A').slice(1)] })], outer);
const found = (exit: readonly string[], outer = '') => rulesFound(exits(exit, outer), 'strict');

describe('a proof', () => {
  test('is asked for everywhere: throughout, at the entry, among alternatives', async () => {
    const text = processText([
      'throughout { done "Next step is set" }',
      step({
        name: 'A',
        exit: ['any { done "Papers sent" done "Papers handed over" }', ...sound('A')],
        more: 'enter { done "Papers printed" }',
      }),
    ]);
    const missing = (await lint(text)).filter((finding) => finding.rule === 'inspectable/needs-proof');
    expect(missing.map((finding) => finding.path)).toEqual([
      'Sale/throughout/done[0]',
      expect.stringContaining('exit'),
      expect.stringContaining('exit'),
      'Sale/A/enter/done[0]',
    ]);
    expect(missing.every((finding) => finding.at === 'done')).toBe(true);
  });

  test('is not asked of collected fields', async () => {
    expect(await found([...sound('A').slice(0, 1), 'collect deal.amount, document "Layout"'])).toEqual([]);
  });

  test('by hand is found inside any expression', async () => {
    const proof = 'not (manual "Ask" or deal.next_step is set)';
    expect(await lint(exits([`done "Papers sent to the plant manager" proof ${proof}`]))).toMatchObject([
      { rule: 'inspectable/no-manual-proof', at: 'manual "Ask"' },
    ]);
  });
});

describe('a checkbox', () => {
  const outer = 'object deal { field papers_sent "Papers sent" : yesno field papers_sent_on "Papers sent" : date }';
  const rule = 'inspectable/no-self-attested-checkbox';

  test('that repeats the criterion is found', async () => {
    expect(await found(['done "Papers sent" proof deal.papers_sent is yes'], outer)).toContain(rule);
    expect(await found(['done "Papers sent" proof deal.papers_sent = yes'], outer)).toContain(rule);
  });

  test('is not one that says something else, a date, or one fact of several', async () => {
    expect(await found(['done "Plant manager asked for a trial" proof deal.papers_sent is yes'], outer)).not.toContain(
      rule,
    );
    expect(await found(['done "Papers sent" proof deal.papers_sent_on is set'], outer)).not.toContain(rule);
    expect(
      await found(['done "Papers sent" proof deal.papers_sent is yes and email "Papers" sent to Plant'], outer),
    ).not.toContain(rule);
    expect(await found(['done "Papers sent" proof deal.papers_sent is no'], outer)).not.toContain(rule);
  });
});

describe('one field', () => {
  const rule = 'inspectable/one-proof-one-fact';
  const two = (first: string, second: string, proof: string) =>
    found([`done "${first}" proof ${proof}`, `done "${second}" proof ${proof}`]);

  test('cannot prove two statements', async () => {
    expect(await two('Plant manager named the line', 'Test report was printed', 'deal.next_step is set')).toContain(
      rule,
    );
  });

  test('may prove the same in other words, and a meeting may settle two things', async () => {
    expect(
      await two('Plant manager named the line', 'Line was named by the plant manager', 'deal.next_step is set'),
    ).not.toContain(rule);
    expect(
      await two('Plant manager named the line', 'Test report was handed over', 'meeting "Handover" held with Plant'),
    ).not.toContain(rule);
  });
});

describe('a proof that shows less than is said', () => {
  const rule = 'inspectable/proof-fits-claim';
  const proves = async (text: string, proof: string) => (await found([`done "${text}" proof ${proof}`])).includes(rule);

  test.each([
    ['Contract signed by the plant manager', 'document "Contract" sent to Plant', true],
    ['Contract signed by the plant manager', 'document "Contract" signed by Plant', false],
    [
      'Contract signed by the plant manager',
      'document "Contract" attached or document "Contract" signed by Plant',
      false,
    ],
    ['Contract sent to the plant manager', 'document "Contract" sent to Plant', false],
    ['Demo held with the plant manager', 'meeting "Demo" scheduled with Plant', true],
    ['Demo held with the plant manager', 'meeting "Demo" held with Plant', false],
    ['Demo held with the plant manager', 'deal.next_step is set', true],
    ['Demo booked with the plant manager', 'meeting "Demo" scheduled with Plant', false],
    ['Contract not signed yet', 'document "Contract" sent to Plant', false],
  ])('%s, proven by %s: %s', async (text, proof, misfit) => {
    expect(await proves(text, proof)).toBe(misfit);
  });
});

describe('what the buyer does unseen', () => {
  test('is visible once it reaches the seller', async () => {
    const rule = 'inspectable/no-buyer-internal-action';
    const text = 'Plant manager is discussing the papers internally';
    expect(await found([`done "${text}" proof deal.next_step is set`])).toContain(rule);
    expect(await found([`done "${text}" proof email "Outcome" received from Plant`])).not.toContain(rule);
  });
});
