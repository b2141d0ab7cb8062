import { describe, expect, test } from 'vitest';
import { type ProcessDiff, plainWords } from '../../server/src/report/diff/change.ts';
import { diffProjects } from '../../server/src/report/diff/diff.ts';
import { printDiffJson, printDiffMarkdown, printDiffText } from '../../server/src/report/diff/print.ts';
import { cleanProcess } from '../cli/support.ts';
import { project } from '../support/project.ts';

async function diff(
  before: string | Record<string, string>,
  after: string | Record<string, string>,
): Promise<ProcessDiff> {
  return diffProjects((await project(before)).model, (await project(after)).model);
}

const said = ({ changes }: ProcessDiff) => changes.map(({ kind, words }) => `${kind}: ${plainWords(words)}`);
const change = (from: string, to: string) => {
  expect(cleanProcess).toContain(from);
  return diff(cleanProcess, cleanProcess.replace(from, to));
};

describe('a comparison by meaning', () => {
  test('finds nothing in layout, comments, order of declarations and files', async () => {
    const [roles, ...rest] = cleanProcess.split('\n');
    const spread = {
      'b.salesflow': `// people\n${roles}\n`,
      'a.salesflow': `/* the rest */\n${rest.join('\n').replaceAll('  ', '    ')}`,
    };
    expect(said(await diff(cleanProcess, spread))).toEqual([]);
  });

  test.each([
    [
      'document "Order form" signed by Lead',
      'document "Order form" sent by Lead',
      'weakened',
      'the proof of “The head of operations signs the order form” is weaker',
    ],
    ['document "Order form" signed by Lead', 'document "Order form" signed', 'weakened', 'is weaker'],
    [
      'document "Order form" signed by Lead',
      'document "Order form" signed by Lead and deal.amount is set',
      'strengthened',
      'is stronger',
    ],
    [
      'document "Order form" signed by Lead',
      'document "Order form" signed by Lead or deal.amount is set',
      'weakened',
      'is weaker',
    ],
    ['document "Order form" signed by Lead', 'manual "Ask"', 'weakened', 'is weaker'],
    [' proof document "Order form" signed by Lead', '', 'weakened', 'now none, before'],
    [
      'meeting "Terms" held with Lead',
      'meeting "Terms" scheduled with Lead',
      'weakened',
      'is weaker: now “meeting “Terms” is scheduled with Head of operations”, before “meeting “Terms” is held with Head of operations”.',
    ],
    [
      'within 14 days',
      'within 28 days',
      'weakened',
      'The deadline of “Agree the order form” is doubled: 28 days instead of 14 days.',
    ],
    ['within 14 days', 'within 2 weeks', '', ''],
    ['within 14 days', '', 'weakened', 'no longer has a deadline'],
    [
      'probability 70%',
      'probability 80%',
      'changed',
      'The probability of “Agree the order form” is now 80%, before 70%.',
    ],
    ['forecast commit', 'forecast best-case', 'changed', 'The forecast category'],
    [
      'crm stage "Terms"',
      'crm stage "Contract"',
      'renamed',
      'The CRM stage of “Agree the order form” is now “Contract”, before “Terms”.',
    ],
    ['collect deal.amount', 'collect deal.amount, deal.next_step', 'strengthened', 'asks for more'],
    [
      '      collect deal.amount\n',
      '',
      'removed',
      'The information “Amount” is no longer needed to leave “Agree the order form”.',
    ],
    [
      'after 30 days lose as NoDecision }\n    crm stage "Terms"',
      'after 60 days lose as NoDecision }\n    crm stage "Terms"',
      'weakened',
      'When “Agree the order form” stalls, the plan is now “After 60 days: close as lost: No decision”, before “After 30 days: close as lost: No decision”.',
    ],
    [
      'step Terms "Agree the order form"',
      'step Terms "Settle the order form"',
      'renamed',
      'The step “Agree the order form” is now called “Settle the order form”.',
    ],
    [
      'step Terms "Agree the order form"',
      'step Paper "Agree the order form"',
      'renamed',
      'The step “Terms” is now named “Paper” in the source.',
    ],
    ['    helps Terms\n', '', 'removed', '“Decide / Terms” lost its only step, “Agree the order form”.'],
    ['stuck Terms "Cannot', 'stuck Paper "Cannot', 'renamed', '“Decide / Terms” is now called “Decide / Paper”.'],
    ['  owner AE\n', '  owner AE\n  moves forward-only\n', 'strengthened', 'Deals may only move forward now.'],
    [
      'lost Lost "Closed lost" { reason NoDecision "No decision" }',
      'lost Lost "Closed lost" { reason NoDecision "No decision" reason Price "Price" }',
      'added',
      'The reason “Price” for “Closed lost” is new.',
    ],
    ['buys-as champion', 'buys-as user', 'changed', 'The persona “Head of operations” is described differently.'],
  ])('%s → %s', async (from, to, kind, sentence) => {
    const changes = said(await change(from, to));
    if (kind === '') expect(changes).toEqual([]);
    else expect(changes.filter((one) => one.startsWith(`${kind}: `)).join('\n')).toContain(sentence);
  });

  test('tells a step that moved from those it passed', async () => {
    const start = cleanProcess.indexOf('  step Discovery');
    const middle = cleanProcess.indexOf('  step Terms');
    const end = cleanProcess.indexOf('  won Won');
    const swapped =
      cleanProcess.slice(0, start) +
      cleanProcess.slice(middle, end) +
      cleanProcess.slice(start, middle) +
      cleanProcess.slice(end);
    const moved = said(await diff(cleanProcess, swapped));
    expect(moved).toHaveLength(1);
    expect(moved[0]).toMatch(/^moved: The step “.*” now comes /);
  });

  test('tells a variant’s own changes once', async () => {
    const variant = `${cleanProcess}variant Big "Big" of NewBusiness when deal.amount > 10000 { change step Terms { within 30 days } }\n`;
    expect(said(await diff(variant, variant.replace('within 30 days', 'within 60 days')))).toEqual([
      'weakened: The deadline of “Agree the order form” is doubled: 60 days instead of 30 days.',
    ]);
    expect(said(await diff(variant, variant.replace('"Size the problem together"', '"Size it"')))).toEqual([
      'renamed: The step “Size the problem together” is now called “Size it”.',
    ]);
  });

  test('copes with nothing on either side', async () => {
    expect(said(await diff('', cleanProcess)).every((one) => one.startsWith('added: '))).toBe(true);
    expect(said(await diff(cleanProcess, '')).every((one) => one.startsWith('removed: '))).toBe(true);
    expect(printDiffText(await diff('', ''), (await project('')).model)).toBe('The process did not change.\n');
  });

  test('prints hostile labels as text', async () => {
    const hostile = cleanProcess.replace('"Agree the order form"', '"<img src=x> | @team #1 [a](http://evil) **b**"');
    const { model } = await project(hostile);
    const changes = await diff(cleanProcess, hostile);
    const names = { before: 'main', after: 'HEAD' };
    const text = printDiffMarkdown(changes, model, names);
    expect(text).not.toMatch(/<img|@\w|#\d|[^\\]\]\(http/);
    expect(JSON.parse(printDiffJson(changes, names)).changes[0].sentence).toContain('<img src=x> | @team #1');
    expect(printDiffMarkdown(await diff(cleanProcess, hostile), model, names)).toBe(text);
  });
});
