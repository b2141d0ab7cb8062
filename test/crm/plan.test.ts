import { describe, expect, it } from 'vitest';
import type { Backend } from '../../server/src/crm/backend.ts';
import { hubspot } from '../../server/src/crm/hubspot/index.ts';
import { pipedrive } from '../../server/src/crm/pipedrive/index.ts';
import { planChanges } from '../../server/src/crm/plan.ts';
import { planJson, planMarkdown, planText } from '../../server/src/crm/plan-text.ts';
import { salesforce } from '../../server/src/crm/salesforce/index.ts';
import { project } from '../support/project.ts';

const main = `
object deal {
  field pain "Pain" : longtext
  field budget "Budget" : currency
  field tier "Tier" : choice { gold "Gold" silver "Silver" }
  field go_live "Go-live date" : date
}
process Sales "Sales" {
  step Discovery "Discovery" { exit { collect deal.pain } within 10 days crm probability 20% }
  step Demo "Demo" { exit { collect deal.tier } crm probability 40% }
  step Proposal "Proposal" { exit { collect deal.budget } crm probability 60% }
  step Signing "Signing" { exit { collect deal.go_live } crm probability 90% }
  won Won "Won"
  lost Lost "Lost"
}
process Renewal "Renewal" { step Review "Review" { crm probability 50% } won Renewed "Renewed" lost Churned "Churned" }
`;

async function plan(backend: Backend, change: (text: string) => string, records?: () => number) {
  const snapshot = async (text: string) => {
    const { model, findings } = await project(text);
    expect(findings).toEqual([]);
    return backend.read!(backend.generate(model, {}).files);
  };
  const changed = change(main);
  expect(change === identity || changed !== main).toBe(true);
  return planChanges(await snapshot(changed), await snapshot(main), records === undefined ? {} : { records });
}

const identity = (text: string) => text;

/** Twelve kinds of change, each with exactly what a plan for HubSpot and one for Pipedrive must name. */
const kinds: [string, (text: string) => string, string[], string[]?][] = [
  [
    'a stage is added',
    (text) => text.replace('  step Proposal', '  step Legal "Legal review" { crm probability 50% }\n  step Proposal'),
    // What leaving the demo asks for is now asked for on entering the new stage.
    ['stage-add Legal review'],
  ],
  [
    'a stage is renamed',
    (text) => text.replace('step Demo "Demo"', 'step Demo "Product demo"'),
    ['stage-rename Product demo'],
  ],
  ['a stage goes', (text) => text.replace(/ {2}step Proposal.*\n/, ''), ['stage-retire Proposal']],
  [
    'stages change places',
    (text) => text.replace(/( {2}step Demo.*\n)( {2}step Proposal.*\n)/, '$2$1'),
    ['stage-reorder Demo'],
  ],
  ['a probability changes', (text) => text.replace('probability 60%', 'probability 70%'), ['probability Proposal']],
  ['a deadline changes', (text) => text.replace('within 10 days', 'within 20 days'), [], ['rotting Discovery']],
  [
    'a stage asks for another field',
    (text) => text.replace('collect deal.tier', 'collect deal.tier, deal.budget'),
    ['key-fields Demo'],
  ],
  [
    'a field is added',
    (text) => text.replace('  field go_live', '  field seats "Seats" : number\n  field go_live'),
    ['field-add seats'],
    ['field-add Seats'],
  ],
  [
    'a field changes its type',
    (text) => text.replace('"Pain" : longtext', '"Pain" : number'),
    ['field-type pain'],
    ['field-type Pain'],
  ],
  [
    'a choice is added and another one goes',
    (text) => text.replace('silver "Silver"', 'bronze "Bronze"'),
    ['choice-add tier', 'choice-retire tier'],
    ['choice-add Tier', 'choice-retire Tier'],
  ],
  [
    'records may no longer move backwards',
    (text) => text.replace('process Sales "Sales" {', 'process Sales "Sales" {\n  moves forward-only'),
    ['movement-add records may not move backwards'],
    [],
  ],
  [
    'a process is added',
    (text) => `${text}\nprocess New "Expansion" { step A "Idea" won W "Won" }`,
    ['pipeline-add Expansion'],
  ],
  ['a process goes', (text) => text.replace(/process Renewal.*\n/, ''), ['pipeline-retire Renewal']],
  [
    'a process is renamed',
    (text) => text.replace('process Sales "Sales"', 'process Sales "New sales"'),
    ['pipeline-rename New sales'],
  ],
  [
    'a stage goes and an unlike one comes in its place',
    (text) =>
      text.replace(
        / {2}step Demo.*\n/,
        '  step Legal "Legal review" { exit { collect deal.go_live } within 3 days crm probability 50% }\n',
      ),
    ['stage-add Legal review', 'stage-retire Demo'],
  ],
];

const named = (changes: readonly { kind: string; item: string }[]) =>
  changes.map((change) => `${change.kind} ${change.item}`);

/** What takes something away that records may hold is marked, and nothing else is. */
function expectMarks(changes: readonly { kind: string; destructive: boolean }[]): void {
  const taking = ['pipeline-retire', 'stage-retire', 'stage-state', 'field-type', 'field-retire', 'choice-retire'];
  for (const { kind, destructive } of changes) expect([kind, destructive]).toEqual([kind, taking.includes(kind)]);
}

describe.each([hubspot, pipedrive])('a plan for $title', (backend) => {
  it('is empty where nothing changed', async () => {
    const result = await plan(backend, identity);
    expect(result.changes).toEqual([]);
    expect(planText(result)).toBe('Nothing to change.\n');
  });

  it.each(kinds)('names exactly that %s', async (_, change, onHubspot, onPipedrive = onHubspot) => {
    const { changes } = await plan(backend, change);
    expect(named(changes)).toEqual(backend === hubspot ? onHubspot : onPipedrive);
    expectMarks(changes);
  });
});

describe('a plan for Salesforce', () => {
  const cases: [string, (text: string) => string, string[]][] = [
    ['nothing changes', identity, []],
    [
      'a stage is renamed',
      (text) => text.replace('step Demo "Demo"', 'step Demo "Product demo"'),
      ['stage-rename Product demo', 'rule-rename Product_demo_Collect_Tier'],
    ],
    [
      'a stage is added',
      (text) => text.replace('  step Proposal', '  step Legal "Legal review" { crm probability 50% }\n  step Proposal'),
      ['stage-add Legal review'],
    ],
    [
      'stages change places',
      (text) => text.replace(/( {2}step Demo.*\n)( {2}step Proposal.*\n)/, '$2$1'),
      ['stage-reorder Demo'],
    ],
    [
      'a stage goes',
      (text) => text.replace(/ {2}step Proposal.*\n/, ''),
      ['stage-retire Proposal', 'rule-retire Proposal_Collect_Budget'],
    ],
    [
      'a forecast category changes',
      (text) => text.replace('probability 90%', 'probability 90% forecast commit'),
      ['forecast Signing'],
    ],
    [
      'a criterion is added',
      (text) => text.replace('collect deal.tier', 'collect deal.tier done "Big enough" proof deal.amount > 5'),
      ['guidance Demo', 'rule-add Demo_Big_enough'],
    ],
    [
      'a criterion goes',
      (text) => text.replace('exit { collect deal.tier }', ''),
      ['key-fields Demo', 'rule-retire Demo_Collect_Tier'],
    ],
    [
      'guidance is added',
      (text) => text.replace('exit { collect deal.tier }', 'do "Show it" exit { collect deal.tier }'),
      ['guidance Demo'],
    ],
    [
      'a plan for stalls is added',
      (text) =>
        text.replace(
          'exit { collect deal.tier }',
          'exit { collect deal.tier } otherwise { after 9 days follow-up "Call" }',
        ),
      ['guidance Demo'],
    ],
    ['a probability changes', (text) => text.replace('probability 60%', 'probability 70%'), ['probability Proposal']],
    [
      'a field is added',
      (text) => text.replace('  field go_live', '  field seats "Seats" : number\n  field go_live'),
      ['field-add Seats__c'],
    ],
    [
      'a field changes its type',
      (text) => text.replace('"Budget" : currency', '"Budget" : date'),
      ['field-type Budget__c'],
    ],
    [
      'a choice is added and another one goes',
      (text) => text.replace('silver "Silver"', 'bronze "Bronze"'),
      ['choice-add Tier__c', 'choice-retire Tier__c'],
    ],
    [
      'records may no longer move backwards',
      (text) => text.replace('process Sales "Sales" {', 'process Sales "Sales" {\n  moves forward-only'),
      ['movement-add records may not move backwards'],
    ],
    [
      'a process is added',
      (text) => `${text}\nprocess New "Expansion" { step A "Idea" won W "Won" }`,
      ['pipeline-add Expansion'],
    ],
    ['a process goes', (text) => text.replace(/process Renewal.*\n/, ''), ['pipeline-retire Renewal']],
    [
      'a stage asks for another field',
      (text) => text.replace('collect deal.tier', 'collect deal.tier, deal.budget'),
      // The rule asks for something else now: it is another one.
      ['key-fields Demo', 'rule-add Demo_Collect_Tier_and_Budget', 'rule-retire Demo_Collect_Tier'],
    ],
  ];

  it.each(cases)('names exactly that %s', async (_, change, expected) => {
    const { changes } = await plan(salesforce, change);
    expect(named(changes)).toEqual(expected);
    expectMarks(changes);
  });
});

describe('the text of a plan', () => {
  it('marks what is destructive and what is done by hand, in text, Markdown and JSON', async () => {
    const result = await plan(
      hubspot,
      (text) =>
        text
          .replace(/ {2}step Proposal.*\n/, '')
          .replace('step Demo "Demo"', 'step Demo "Product demo"')
          .replace('probability 20%', 'probability 10%'),
      () => 12,
    );
    expect(planText(result)).toMatchInlineSnapshot(`
      "Sales
        ~ Rename the stage “Demo” to “Product demo”. 12 records are in it.
            by hand: Rename the stage in HubSpot before running apply.sh, which finds stages by label: it would add the new name beside the old one.
        ~ The probability of “Discovery” goes from 20% to 10%.
        ! Retire the stage “Proposal”. 12 records are in it.
            by hand: Move its open deals to another stage first, then retire it by hand: nothing that is generated deletes a stage.

      3 changes: 1 destructive, 2 to make by hand.
      "
    `);
    expect(planMarkdown(result)).toMatchInlineSnapshot(`
      "**3 changes: 1 destructive, 2 to make by hand.**

      ### Sales

      - Rename the stage “Demo” to “Product demo”. 12 records are in it.<br>*By hand:* Rename the stage in HubSpot before running apply.sh, which finds stages by label: it would add the new name beside the old one.
      - The probability of “Discovery” goes from 20% to 10%.
      - **destructive** Retire the stage “Proposal”. 12 records are in it.<br>*By hand:* Move its open deals to another stage first, then retire it by hand: nothing that is generated deletes a stage.
      "
    `);
    expect(JSON.parse(planJson(result))).toMatchObject({
      target: 'hubspot',
      changes: [{ destructive: false }, {}, { kind: 'stage-retire', destructive: true }],
    });
  });

  it('says what an export cannot tell, and leaves alone what is not ours', async () => {
    const { model } = await project(main);
    const files = hubspot.generate(model, {}).files;
    const own = JSON.stringify({
      results: [{ name: 'theirs', label: 'Theirs', type: 'string', fieldType: 'text', groupName: 'dealinformation' }],
    });
    const state = hubspot.read!(
      [
        ...files.filter((file) => file.path.includes('pipelines') || file.path.includes('properties.json')),
        { path: 'deals/more.json', content: own },
      ].filter((file) => !file.path.includes('required')),
    );
    const result = planChanges(hubspot.read!(files), state);
    expect(result.changes).toEqual([]);
    expect(result.notes).toEqual([
      'The export does not say which properties stages require, so these were not compared.',
      '1 field that the source does not mention is left alone.',
    ]);
  });
});
