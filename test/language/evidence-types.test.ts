import { expect, test } from 'vitest';
import { projects } from '../support/project.ts';

const open = await projects();
const OBJECT = `object deal {
  field segment "Segment" : choice { smb "SMB"  ent "Enterprise" }
  field urgent "Urgent" : yesno
  field decided_on "Decided" : date
  field note "Note" : longtext
}\n`;

/** Findings as `wrong words: rule: message`. */
async function judge(evidence: string): Promise<string[]> {
  const text = `${OBJECT}process P { step S { exit { done "x" proof ${evidence} } } }`;
  const { findings } = await open(text);
  return findings.map(
    ({ span, rule, message }) => `${text.slice(span.start, span.end)}: ${rule.replace('language/', '')}: ${message}`,
  );
}

test.each([
  ['deal.amount is ent', 'ent: wrong-type', 'amount of money'],
  ['deal.amount is in the future', 'deal.amount: wrong-type', 'only a date'],
  ['deal.segment is enterprse', 'enterprse: wrong-value', '`smb`, `ent`'],
  ['deal.segment > 3', '>: wrong-type', 'no order'],
  ['deal.segment is one of (smb, mid)', 'mid: wrong-value', 'no choice `mid`'],
  ['deal.urgent is ent', 'ent: wrong-type', 'yes or no'],
  ['deal.note is ent', 'ent: wrong-type', 'double quotes'],
  ['deal.amount > 15%', '15%: wrong-type', 'without `%`'],
  ['deal.decided_on is before 2027-02-30', '2027-02-30: wrong-value', 'no day'],
  ['deal.decided_on is after deal.amount', 'deal.amount: wrong-type', 'cannot be compared'],
  ['deal.amount = deal.amount', 'deal.amount: wrong-value', 'compared with itself'],
  ['deal.amnt is set', 'amnt: unknown-name', 'Did you mean `amount`'],
  ['del.amount is set', 'del: unknown-name', 'Did you mean `deal`'],
  ['email held', 'held: wrong-value', 'cannot be `held`'],
  ['meeting held within 0 days', '0: wrong-value', 'more than 0'],
  ['meeting held at least 0 times', '0: wrong-value', 'from 1'],
])('%s is an error at the exact operand', async (evidence, start, part) => {
  const found = await judge(evidence);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(start);
  expect(found[0]).toContain(part);
});

test('the nearest valid names are offered as fixes', async () => {
  const text = `${OBJECT}process P { step S { exit { done "x" proof deal.segment is entt } } }`;
  const { findings } = await open(text);
  expect(findings[0]!.fixes().map(({ title }) => title)).toEqual(['Change to `ent`']);
});
