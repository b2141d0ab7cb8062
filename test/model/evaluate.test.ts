import { describe, expect, it } from 'vitest';
import {
  effectiveProof,
  evaluate,
  evaluateCriterion,
  type RecordData,
  type Truth,
} from '../../server/src/model/evaluate.ts';
import { project } from '../support/project.ts';

const declarations = `
persona Cfo "CFO"
persona Ops "Operations"
document Plan "Close plan"
approval Desk "Deal desk"
object deal {
  field segment "Segment" : choice { smb "SMB" ent "Enterprise" }
  field regions "Regions" : multichoice { emea "EMEA" us "US" }
  field flag "Flag" : yesno
  field due "Due" : date
  field at "At" : datetime
}
framework Fit "Fit" { deal.segment deal.flag }
`;

async function criteria(exit: string) {
  const { model, findings } = await project(`${declarations}\nprocess P "P" { step S "S" { exit { ${exit} } } }`);
  expect(findings.map((finding) => finding.message)).toEqual([]);
  const items = model.processes[0]?.steps[0]?.exit?.items ?? [];
  return { model, items: items.flatMap((item) => (item.kind === 'any' ? item.criteria : [item])) };
}

async function verdict(evidence: string, data: Partial<RecordData>): Promise<Truth> {
  const { items } = await criteria(`done "x" proof ${evidence}`);
  const proof = items[0]?.proof;
  if (!proof) throw new Error('no proof');
  return evaluate(proof, { today: '2026-03-15', fields: {}, ...data });
}

const fields = (values: RecordData['fields']) => ({ fields: values });

describe('evidence is judged in three values', () => {
  it.each<[string, Partial<RecordData>, Truth]>([
    ['deal.amount > 10', fields({ 'deal.amount': 11 }), 'true'],
    ['deal.amount > 10', fields({ 'deal.amount': 10 }), 'false'],
    ['deal.amount > 10', fields({}), 'unknown'],
    ['not deal.amount > 10', fields({ 'deal.amount': null }), 'unknown'],
    ['deal.amount is set', fields({ 'deal.amount': null }), 'false'],
    ['deal.amount is set', fields({ 'deal.amount': 0 }), 'true'],
    ['deal.next_step is not set', fields({ 'deal.next_step': '' }), 'true'],
    ['deal.amount > 10 and deal.next_step is set', fields({}), 'false'],
    ['deal.amount > 10 or deal.next_step is set', fields({}), 'unknown'],
    ['deal.amount > 10 or deal.next_step is set', fields({ 'deal.next_step': 'x' }), 'true'],
    ['deal.discount > 15%', fields({ 'deal.discount': 15.5 }), 'true'],
    ['deal.segment is ent', fields({ 'deal.segment': 'ent' }), 'true'],
    ['deal.segment is not ent', fields({}), 'unknown'],
    ['deal.segment is one of (smb, ent)', fields({ 'deal.segment': 'smb' }), 'true'],
    ['deal.regions is us', fields({ 'deal.regions': ['emea', 'us'] }), 'true'],
    ['deal.regions is us', fields({ 'deal.regions': [] }), 'unknown'],
    ['deal.flag is no', fields({ 'deal.flag': false }), 'true'],
    ['deal.flag is no', fields({}), 'unknown'],
  ])('%s of %j is %s', async (evidence, data, expected) => {
    expect(await verdict(evidence, data)).toBe(expected);
  });
});

describe('dates are judged from the day, moments from the moment', () => {
  it.each<[string, RecordData['fields'], Truth]>([
    ['deal.due is in the future', { 'deal.due': '2026-03-15' }, 'false'],
    ['deal.due is in the past', { 'deal.due': '2026-03-15' }, 'false'],
    ['deal.due is in the future', { 'deal.due': '2026-03-16' }, 'true'],
    ['deal.due is within 1 weeks', { 'deal.due': '2026-03-22' }, 'true'],
    ['deal.due is within 1 weeks', { 'deal.due': '2026-03-23' }, 'false'],
    ['deal.due is within 5 hours', { 'deal.due': '2026-03-16' }, 'false'],
    ['deal.due is not within 1 weeks', {}, 'unknown'],
    ['deal.due is before 2027-01-01', { 'deal.due': '2026-12-31' }, 'true'],
    ['deal.at is after 2026-03-15', { 'deal.at': '2026-03-15T23:59:00Z' }, 'false'],
    ['deal.at is in the future', { 'deal.at': '2026-03-15T10:00:00Z' }, 'false'],
    ['deal.at is in the future', { 'deal.at': '2026-03-15T12:00:00+01:00' }, 'true'],
    ['deal.at is within 2 hours', { 'deal.at': '2026-03-15T12:30:00' }, 'true'],
    ['deal.at is after deal.due', { 'deal.at': '2026-03-16T00:00:00Z', 'deal.due': '2026-03-15' }, 'true'],
  ])('%s of %j is %s', async (evidence, values, expected) => {
    expect(await verdict(evidence, { fields: values, now: '2026-03-15T10:30:00Z' })).toBe(expected);
  });
});

describe('activities, documents, contacts and approvals', () => {
  const held = { kind: 'meeting', label: 'demo', state: 'held', on: '2026-03-10', parties: ['Cfo'] } as const;

  it.each<[string, Partial<RecordData>, Truth]>([
    ['meeting "Demo" held with Cfo', {}, 'unknown'],
    ['meeting "Demo" held with Cfo', { activities: [] }, 'false'],
    ['meeting "Demo" held with Cfo', { activities: [held] }, 'true'],
    ['meeting "Demo" held with Cfo, Ops', { activities: [held] }, 'false'],
    ['meeting scheduled', { activities: [held] }, 'true'],
    ['call held', { activities: [held] }, 'false'],
    ['meeting held within 5 days', { activities: [held] }, 'true'],
    ['meeting held within 4 days', { activities: [held] }, 'false'],
    ['meeting held within 4 days', { activities: [{ kind: 'meeting', state: 'held' }] }, 'unknown'],
    ['meeting held at least 2 times', { activities: [held, { ...held, on: '2026-03-01' }] }, 'true'],
    ['meeting held within 9 days at least 2 times', { activities: [held, { ...held, on: '2026-03-01' }] }, 'false'],
    ['meeting scheduled within 7 days', { activities: [{ ...held, state: 'scheduled', on: '2026-03-20' }] }, 'true'],
    ['meeting logged', { activities: [{ ...held, state: 'scheduled' }] }, 'false'],
    ['document Plan signed by Cfo', { documents: [{ name: 'plan', state: 'signed', parties: ['Cfo'] }] }, 'true'],
    ['document Plan sent', { documents: [{ name: 'Plan', state: 'viewed' }] }, 'true'],
    ['document "Order form" signed', { documents: [{ name: 'Order Form', state: 'sent' }] }, 'false'],
    ['document Plan signed', {}, 'unknown'],
    ['contact as champion linked', { contacts: [{ buysAs: 'champion' }] }, 'true'],
    ['contact as champion linked', { contacts: [] }, 'false'],
    ['approval Desk granted', { approvals: [{ name: 'Desk', granted: false }] }, 'false'],
    ['approval Desk granted', { approvals: [{ name: 'Desk', granted: true }] }, 'true'],
    ['manual "A feeling"', {}, 'unknown'],
    ['not manual "A feeling"', { manual: { 'A feeling': false } }, 'true'],
  ])('%s of %j is %s', async (evidence, data, expected) => {
    expect(await verdict(evidence, data)).toBe(expected);
  });
});

describe('a criterion', () => {
  it('applies only when its condition is true', async () => {
    const { model, items } = await criteria('done "x" when deal.discount > 15% proof approval Desk granted');
    const judge = (discount: number | null) =>
      items[0] &&
      evaluateCriterion(items[0], { today: '2026-03-15', fields: { 'deal.discount': discount }, approvals: [] }, model);
    expect([judge(20), judge(10), judge(null)]).toEqual(['false', 'not-applicable', 'not-applicable']);
  });

  it('that collects is proven by what it collects, frameworks and documents included', async () => {
    const { model, items } = await criteria('collect deal.due, Fit, document Plan');
    const data = {
      today: '2026-03-15',
      fields: { 'deal.due': '2026-03-15', 'deal.segment': 'ent', 'deal.flag': false },
    };
    expect(items[0] && evaluateCriterion(items[0], { ...data, documents: [] }, model)).toBe('false');
    expect(
      items[0] &&
        evaluateCriterion(items[0], { ...data, documents: [{ name: 'Close plan', state: 'attached' }] }, model),
    ).toBe('false');
    expect(
      items[0] && evaluateCriterion(items[0], { ...data, documents: [{ name: 'Plan', state: 'attached' }] }, model),
    ).toBe('true');
  });

  it('that collects in words, or proves nothing, stays unknown', async () => {
    const { model, items } = await criteria('collect deal.due, "The mood"  done "Said so"');
    const data = { today: '2026-03-15', fields: { 'deal.due': '2026-03-15' } };
    expect(items.map((item) => evaluateCriterion(item, data, model))).toEqual(['unknown', 'unknown']);
    expect(items.map((item) => effectiveProof(item, model)?.kind)).toEqual(['and', undefined]);
  });
});
