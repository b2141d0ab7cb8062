import { describe, expect, it } from 'vitest';
import { salesforce } from '../../../server/src/crm/salesforce/index.ts';
import { childText, readXml } from '../../../server/src/crm/salesforce/read-xml.ts';
import { project } from '../../support/project.ts';
import { evaluateFormula, type FormulaValue, fraction } from './formula-evaluator.ts';

const source = `
persona Buyer "Buyer"
object deal {
  field renewal "Renewal" : yesno
  field budget "Budget" : currency
}
process Sale "Sale" {
  moves forward-only, no-skipping
  starts at Offer when deal.renewal is yes
  throughout { done "A next step is set" proof deal.next_step is set }
  step Qualify "Qualify" {
    exit { done "Budget known" proof deal.budget > 1000 }
    then Sign when deal.amount < 500
  }
  parallel {
    step Legal "Legal" { exit { done "Terms agreed" proof deal.type is set } }
    step Tech "Technical" { exit { done "Pilot ran" proof deal.source is set } }
  }
  step Offer "Offer" {
    enter { done "Amount known" proof deal.amount is set }
    exit { done "Close date known" proof deal.close_on is set }
    otherwise { after 9 days return to Qualify }
  }
  step Sign "Sign" { exit { any { done "Signed" proof deal.type is "New"  done "Signed on paper" proof deal.source is "Fair" } } }
  hold Parked "Parked"
  won Won "Won"
  lost Lost "Lost" { enter { done "Buyer told us" proof deal.description is set } reason Price "Price" reason Other "Other" needs note }
}
`;

const { model, findings } = await project(source);
const rules = salesforce
  .generate(model, {})
  .files.filter(({ path }) => path.includes('/validationRules/'))
  .map(({ content }) => {
    const node = readXml(content);
    if ('error' in node) throw new Error(node.error);
    return { formula: childText(node, 'errorConditionFormula') ?? '', message: childText(node, 'errorMessage') ?? '' };
  });

interface Deal {
  readonly from?: string;
  readonly to: string;
  readonly type?: string;
  readonly data?: Readonly<Record<string, FormulaValue>>;
}

const blank: Readonly<Record<string, FormulaValue>> = {
  NextStep: { type: 'text', value: 'Call' },
  Budget__c: { type: 'number', value: null },
  Renewal__c: { type: 'boolean', value: false },
  Amount: { type: 'number', value: null },
  Type: { type: 'picklist', value: null },
  LeadSource: { type: 'picklist', value: null },
  CloseDate: { type: 'date', value: null },
  Description: { type: 'text', value: null },
  Lost_reason__c: { type: 'picklist', value: null },
  Lost_reason_note__c: { type: 'text', value: null },
};

/** Messages of the rules that refuse the move. */
function refused({ from, to, type = 'Sale', data = {} }: Deal): readonly string[] {
  const fields: Record<string, FormulaValue> = {
    ...blank,
    ...data,
    'RecordType.DeveloperName': { type: 'text', value: type },
    StageName: { type: 'picklist', value: to },
  };
  const prior: Record<string, FormulaValue> =
    from === undefined ? {} : { StageName: { type: 'picklist', value: from } };
  const record = { fields, prior, isNew: from === undefined, today: '2026-03-15' };
  return rules.filter(({ formula }) => evaluateFormula(formula, record)).map(({ message }) => message);
}

const money = (value: number): FormulaValue => ({ type: 'number', value: fraction(value) });
const pick = (value: string): FormulaValue => ({ type: 'picklist', value });
const yes: FormulaValue = { type: 'boolean', value: true };

describe('the rules of a process refuse', () => {
  it('nothing in a process without mistakes, on a new record, or in another record type', () => {
    expect(findings.map((finding) => finding.message)).toEqual([]);
    expect(refused({ to: 'Qualify' })).toEqual([]);
    expect(refused({ from: 'Qualify', to: 'Won', type: 'Other' })).toEqual([]);
  });

  it('to leave a stage until its criterion is known to hold', () => {
    const text = 'Before leaving Qualify: Budget known';
    expect(refused({ from: 'Qualify', to: 'Legal' })).toEqual([text]);
    expect(refused({ from: 'Qualify', to: 'Legal', data: { Budget__c: money(1000) } })).toEqual([text]);
    expect(refused({ from: 'Qualify', to: 'Legal', data: { Budget__c: money(1000.01) } })).toEqual([]);
  });

  it('nothing once the record is past the stage, or when it is lost or parked', () => {
    expect(refused({ from: 'Legal', to: 'Technical' })).toEqual([]);
    expect(refused({ from: 'Qualify', to: 'Parked' })).toEqual([]);
    const told = { Description: { type: 'text', value: 'x' } as const, Lost_reason__c: pick('Price') };
    expect(refused({ from: 'Qualify', to: 'Lost', data: told })).toEqual([]);
  });

  it('to pass parallel tracks until all of them are done, in any order of moves among them', () => {
    expect(refused({ from: 'Technical', to: 'Legal' })).toEqual([]);
    expect(refused({ from: 'Technical', to: 'Offer', data: { Amount: money(1), Type: pick('New') } })).toEqual([
      'Before leaving Technical: Pilot ran',
    ]);
    expect(refused({ from: 'Legal', to: 'Offer', data: { Amount: money(1), LeadSource: pick('Fair') } })).toEqual([
      'Before leaving Legal: Terms agreed',
    ]);
  });

  it('to enter a stage until what it asks for is there, also on the way past it', () => {
    const done = { Type: pick('New'), LeadSource: pick('Fair') };
    expect(refused({ from: 'Legal', to: 'Offer', data: done })).toEqual(['Before entering Offer: Amount known']);
  });

  it('skipped stages, except along a branch whose condition holds', () => {
    const small = { Amount: money(499), Budget__c: money(2000) };
    expect(refused({ from: 'Qualify', to: 'Sign', data: small })).toEqual([]);
    const large = { ...small, Amount: money(500) };
    expect(refused({ from: 'Qualify', to: 'Sign', data: large })).toEqual(
      expect.arrayContaining(['In Sale: records go through every stage', 'Before leaving Offer: Close date known']),
    );
  });

  it('a start in a later stage, except where the process says so', () => {
    expect(refused({ to: 'Sign' })).toContain('In Sale: records go through every stage');
    expect(refused({ to: 'Offer', data: { Amount: money(1) } })).toContain('Before leaving Qualify: Budget known');
    expect(refused({ to: 'Offer', data: { Amount: money(1), Renewal__c: yes } })).toEqual([]);
    expect(refused({ to: 'Offer', data: { Renewal__c: yes } })).toEqual(['Before entering Offer: Amount known']);
  });

  it('moves backwards, except those that a plan or a branch makes', () => {
    expect(refused({ from: 'Sign', to: 'Qualify' })).toEqual(['In Sale: records move forward only']);
    expect(refused({ from: 'Offer', to: 'Qualify' })).toEqual([]);
    expect(refused({ from: 'Parked', to: 'Qualify' })).toEqual([]);
  });

  it('alternatives only when none of them holds', () => {
    const text = 'Before leaving Sign: Signed or Signed on paper';
    expect(refused({ from: 'Sign', to: 'Won', data: { Type: pick('Old') } })).toEqual([text]);
    expect(refused({ from: 'Sign', to: 'Won', data: { LeadSource: pick('Fair') } })).toEqual([]);
    expect(refused({ from: 'Sign', to: 'Won', data: { Type: pick('New') } })).toEqual([]);
  });

  it('to close without what closing asks for: a criterion, a reason of that outcome, a note', () => {
    expect(refused({ from: 'Sign', to: 'Lost' })).toEqual([
      'Before closing as Lost: Buyer told us',
      'Before closing as Lost: choose a reason: Price or Other',
    ]);
    const told = { Description: { type: 'text', value: 'x' } as const };
    const other = { ...told, Lost_reason__c: pick('Other') };
    expect(refused({ from: 'Sign', to: 'Lost', data: other })).toEqual([
      'Before closing as Lost: write a note on the reason',
    ]);
    const noted = { ...other, Lost_reason_note__c: { type: 'text', value: 'y' } as const };
    expect(refused({ from: 'Sign', to: 'Lost', data: noted })).toEqual([]);
  });

  it('to save an open record without what must always hold, and a closed one not', () => {
    const none = { NextStep: { type: 'text', value: null } as const };
    expect(refused({ from: 'Qualify', to: 'Qualify', data: none })).toEqual([
      'In every open stage: A next step is set',
    ]);
    expect(refused({ from: 'Won', to: 'Won', data: none })).toEqual([]);
  });
});
