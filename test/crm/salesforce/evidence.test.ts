import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { FieldCatalog } from '../../../server/src/crm/salesforce/field-catalog.ts';
import { compileEvidence, type HelperEvidence } from '../../../server/src/crm/salesforce/formula/compile.ts';
import { printFormula } from '../../../server/src/crm/salesforce/formula/print.ts';
import {
  type ActivityData,
  activityStates,
  evaluate,
  type FieldData,
  fieldKey,
  nameOf,
  type RecordData,
} from '../../../server/src/model/evaluate.ts';
import type { Duration, Evidence, FieldTest, Value } from '../../../server/src/model/evidence.ts';
import type { Field, FieldType, ProjectModel } from '../../../server/src/model/model.ts';
import type { Ref, Span } from '../../../server/src/model/source.ts';
import { project } from '../../support/project.ts';
import { dayNumber, evaluateFormula, type FormulaRecord, type FormulaValue, fraction } from './formula-evaluator.ts';

const span: Span = { uri: 'file:///x', start: 0, end: 0 };
const TODAY = '2026-03-15';
const NOW = '2026-03-15T10:30:00Z';

const source = `
persona Cfo "CFO" { buys-as economic-buyer }
persona Ops "Operations"
document Plan "Close plan"
approval Desk "Deal desk"
object deal {
  field note "Note" : longtext
  field code "Code" : text
  field code2 "Code two" : text
  field n1 "Number one" : number
  field n2 "Number two" : number
  field p1 "Percent one" : percent
  field p2 "Percent two" : percent
  field d1 "Day one" : date
  field d2 "Day two" : date
  field t1 "Time one" : datetime
  field t2 "Time two" : datetime
  field yes1 "Yes one" : yesno
  field yes2 "Yes two" : yesno
  field seg "Segment" : choice { smb "Small \\"quoted\\"" mid "Mid" ent "Enterprise" }
  field seg2 "Other segment" : choice { mid "Middle" ent "Enterprise" gov "Government" }
  field regions "Regions" : multichoice { emea "EMEA" apac "APAC" us "US" }
  field seller "Seller" : user
  field site "Site" : url
}
object company { field tier "Tier" : choice { a "A" b "B" } }
object contact { field vip "Score" : number }
`;

let model: ProjectModel;
let fields: readonly Field[];
let catalog: FieldCatalog;

beforeAll(async () => {
  const opened = await project(source);
  expect(opened.findings.map((finding) => finding.message)).toEqual([]);
  model = opened.model;
  catalog = new FieldCatalog(model);
  fields = model.objects.flatMap((object) => (/deal|company|contact/.test(object.name) ? object.fields : []));
});

const TYPES: Record<FieldType, readonly FieldData[]> = {
  text: ['a', 'b', 'A', 'say "x"', '\\'],
  longtext: ['long'],
  url: ['https://example.com'],
  email: ['a@example.com'],
  phone: ['1'],
  number: [0, 10, 10.5, -3, 99999.99],
  currency: [0, 10, 10000, 10000.01],
  percent: [0, 10, 14.3, 15, 100],
  date: ['2026-03-14', TODAY, '2026-03-16', '2026-03-22', '2026-03-25', '2026-04-14', '2027-01-01', '2024-02-29'],
  datetime: [
    '2026-03-15T10:29:00Z',
    NOW,
    '2026-03-15T10:31:00Z',
    '2026-03-15T15:30:00Z',
    '2026-03-16T00:00:00Z',
    '2027-01-01T12:00:00Z',
  ],
  yesno: [true, false],
  choice: ['smb', 'mid', 'ent', 'gov', 'a', 'b'],
  multichoice: [['emea'], ['emea', 'us'], ['apac', 'us'], []],
  user: ['Kim', 'Lee'],
};

function ref(target: string): Ref {
  return { target, text: target, span };
}

function literals(field: Field): fc.Arbitrary<Value> {
  const comparable = fields.filter(
    (other) =>
      other.object === field.object &&
      (other.type === field.type ||
        /^(number|percent|currency)$/.test(other.type + field.type) ||
        isMixed(other, field)),
  );
  const other =
    comparable.length === 0
      ? []
      : [fc.constantFrom(...comparable).map((each): Value => ({ kind: 'field', field: ref(each.id), span }))];
  return fc.oneof({ weight: 3, arbitrary: literal(field) }, ...other.map((arbitrary) => ({ weight: 1, arbitrary })));
}

function isMixed(a: Field, b: Field): boolean {
  const pair = [a.type, b.type].sort().join();
  return ['date,datetime', 'number,percent', 'currency,percent', 'currency,number'].includes(pair);
}

function literal(field: Field): fc.Arbitrary<Value> {
  switch (field.type) {
    case 'number':
    case 'currency':
      return fc
        .constantFrom(...TYPES.number, 1e21, 1e-7)
        .map((value) => ({ kind: 'number', value: Number(value), percent: false, span }));
    case 'percent':
      return fc
        .tuple(fc.constantFrom(...TYPES.percent), fc.boolean())
        .map(([value, percent]) => ({ kind: 'number', value: Number(value), percent, span }));
    case 'date':
    case 'datetime':
      return fc.constantFrom(...TYPES.date).map((value) => ({ kind: 'date', value: String(value), span }));
    case 'yesno':
      return fc.boolean().map((value) => ({ kind: 'boolean', value, span }));
    case 'choice':
    case 'multichoice':
      return fc.constantFrom(...field.choices).map((choice) => ({ kind: 'choice', choice: ref(choice.id), span }));
    default:
      return fc.constantFrom(...TYPES[field.type], '').map((value) => ({ kind: 'text', value: String(value), span }));
  }
}

const duration: fc.Arbitrary<Duration> = fc.record({
  amount: fc.constantFrom(0, 1, 5, 7, 10, 30),
  unit: fc.constantFrom<Duration['unit']>('minutes', 'hours', 'days', 'weeks', 'months'),
  span: fc.constant(span),
});

function fieldTest(field: Field): fc.Arbitrary<FieldTest> {
  const negated = fc.boolean();
  const set = field.type === 'yesno' ? [] : [fc.constantFrom<FieldTest>({ test: 'set' }, { test: 'not-set' })];
  if (field.type === 'longtext') return set[0] as fc.Arbitrary<FieldTest>;
  const isOrdered = /^(number|currency|percent|date|datetime)$/.test(field.type);
  const operator = isOrdered ? fc.constantFrom('=', '!=', '<', '<=', '>', '>=') : fc.constantFrom('=', '!=');
  const value = field.type === 'multichoice' ? literal(field) : literals(field);
  const tests: fc.Arbitrary<FieldTest>[] = [
    ...set,
    fc.record({ test: fc.constant('compare'), operator, value }) as fc.Arbitrary<FieldTest>,
    fc.record({
      test: fc.constant('one-of'),
      negated,
      values: fc.array(literal(field), { minLength: 1, maxLength: 3 }),
    }) as fc.Arbitrary<FieldTest>,
  ];
  if (field.type === 'date' || field.type === 'datetime') {
    tests.push(
      fc.record({ test: fc.constantFrom('future', 'past'), negated }) as fc.Arbitrary<FieldTest>,
      fc.record({ test: fc.constant('within'), negated, duration }) as fc.Arbitrary<FieldTest>,
      fc.record({
        test: fc.constantFrom('before', 'after'),
        negated,
        value: literals(field),
      }) as fc.Arbitrary<FieldTest>,
    );
  }
  return fc.oneof(...tests);
}

const ACTIVITIES = ['meeting', 'call', 'email', 'task'] as const;
const STATES = ['scheduled', 'held', 'sent', 'received', 'replied', 'completed', 'logged'] as const;
const DOCUMENT_STATES = ['attached', 'sent', 'viewed', 'signed'] as const;
const UNITS = ['minutes', 'hours', 'days', 'weeks', 'months'] as const;

const parties = fc.subarray(['Cfo', 'Ops']);

const atom: fc.Arbitrary<Evidence> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.nat().chain((index) => {
      const field = fields[index % fields.length] as Field;
      return fieldTest(field).map((test): Evidence => ({ kind: 'field', field: ref(field.id), test, span }));
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        activity: fc.constantFrom(...ACTIVITIES),
        label: fc.constantFrom(undefined, { value: 'Demo', span }),
        state: fc.constantFrom(...STATES),
        parties,
        within: fc.option(duration, { nil: undefined }),
        atLeast: fc.constantFrom(undefined, 1, 2),
      })
      .map(
        (each): Evidence => ({
          ...each,
          kind: 'activity',
          preposition: 'with',
          parties: each.parties.map((name) => ref(`persona:${name}`)),
          span,
        }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        state: fc.constantFrom(...DOCUMENT_STATES),
        parties,
      })
      .map(
        (each): Evidence => ({
          kind: 'document',
          document: ref('document:Plan'),
          label: undefined,
          preposition: 'by',
          state: each.state,
          parties: each.parties.map((name) => ref(`persona:${name}`)),
          span,
        }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Evidence>(
      { kind: 'contact', buysAs: 'champion', span },
      { kind: 'approval', approval: ref('approval:Desk'), span },
    ),
  },
);

const evidence: fc.Arbitrary<Evidence> = fc.letrec<{ tree: Evidence }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: atom },
    { weight: 1, arbitrary: tie('tree').map((operand): Evidence => ({ kind: 'not', operand, span })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('tree'), { minLength: 2, maxLength: 3 }))
        .map(([kind, operands]): Evidence => ({ kind, operands, span })),
    },
  ),
})).tree;

const activity: fc.Arbitrary<ActivityData> = fc
  .record({
    kind: fc.constantFrom(...ACTIVITIES),
    label: fc.constantFrom('Demo', 'demo', 'Other'),
    state: fc.constantFrom(...STATES),
    days: fc.constantFrom(0, 1, 5, 6, 7, 8, 30, 31),
    parties,
  })
  // What was held lies behind, what is scheduled ahead.
  .map(({ days, ...rest }) => ({ ...rest, on: shifted(rest.state === 'scheduled' ? days : -days) }));

function shifted(days: number): string {
  return new Date(Date.parse(`${TODAY}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const record: fc.Arbitrary<RecordData> = fc
  .record({
    values: fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 40, maxLength: 40 }),
    activities: fc.array(activity, { maxLength: 4 }),
    documents: fc.array(
      fc.record({
        name: fc.constantFrom('Plan', 'Other'),
        state: fc.constantFrom(...DOCUMENT_STATES),
        parties,
      }),
      { maxLength: 2 },
    ),
    contacts: fc.subarray([{ buysAs: 'champion' }, { buysAs: 'user' }]),
    granted: fc.boolean(),
  })
  .map(({ values, activities, documents, contacts, granted }) => ({
    today: TODAY,
    now: NOW,
    fields: Object.fromEntries(
      fields.map((field, index) => {
        const [pick, blank] = values[index % values.length] as [number, boolean];
        const options =
          field.choices.length > 0 && field.type === 'choice'
            ? field.choices.map((choice) => choice.name)
            : TYPES[field.type];
        // A checkbox is never blank.
        const isBlank = blank && field.type !== 'yesno';
        return [fieldKey(field.id) ?? '', isBlank ? null : (options[pick % options.length] as FieldData)];
      }),
    ),
    activities,
    documents,
    contacts,
    approvals: [{ name: 'Desk', granted }],
  }));

/** The record as Salesforce holds it, with the helper fields that flows would set. */
function inSalesforce(data: RecordData, helpers: ReadonlyMap<string, HelperEvidence>): FormulaRecord {
  const values: Record<string, FormulaValue> = {};
  for (const field of fields) {
    const visible = catalog.visibleFrom('Opportunity', ref(field.id));
    if (!visible || visible === 'unreachable') continue;
    const value = data.fields[fieldKey(field.id) ?? ''] ?? null;
    values[visible.path] = salesforceValue(visible.type, visible.choices, field, value);
    if (visible.namePath) values[visible.namePath] = { type: 'text', value: value === null ? null : String(value) };
  }
  for (const [name, helped] of helpers) values[name] = helperValue(helped, data);
  return { fields: values, today: TODAY, now: NOW };
}

function salesforceValue(
  type: string,
  choices: ReadonlyMap<string, string>,
  field: Field,
  value: FieldData,
): FormulaValue {
  const choiceValue = (name: string) => choices.get(`choice:${field.id.slice('field:'.length)}.${name}`) ?? '';
  switch (type) {
    case 'checkbox':
      return { type: 'boolean', value: value === true };
    case 'number':
      return { type: 'number', value: value === null ? null : fraction(Number(value)) };
    case 'percent': {
      const points = value === null ? null : fraction(Number(value));
      return { type: 'number', value: points && { over: points.over, under: points.under * 100n } };
    }
    case 'date':
      return { type: 'date', value: value === null ? null : dayNumber(String(value)) };
    case 'datetime':
      return { type: 'datetime', value: value === null ? null : Date.parse(String(value)) };
    case 'picklist':
      return {
        type: 'picklist',
        value: value === null ? null : choices.size > 0 ? choiceValue(String(value)) : String(value),
      };
    case 'multipicklist':
      return { type: 'multipicklist', value: Array.isArray(value) ? value.map(choiceValue) : [] };
    case 'user':
      return { type: 'reference', value: value === null ? null : `005-${value}` };
    default:
      return { type: 'text', value: value === null ? null : String(value) };
  }
}

function helperValue(helped: HelperEvidence, data: RecordData): FormulaValue {
  if (helped.kind === 'activity') {
    const needed = helped.atLeast ?? 1;
    const dates = (data.activities ?? [])
      .filter(
        (each) =>
          each.kind === helped.activity &&
          activityStates(each.state).includes(helped.state) &&
          (helped.label === undefined || each.label?.toLowerCase() === helped.label.value.toLowerCase()) &&
          helped.parties.every((party) => each.parties?.includes(nameOf(party.target) ?? '')),
      )
      .map((each) => each.on ?? '')
      .sort();
    const ahead = dates.filter((date) => date >= TODAY);
    const nth = helped.state === 'scheduled' && ahead.length >= needed ? ahead[needed - 1] : dates.at(-needed);
    // Of what was held, the n-th latest; what is not scheduled but lies ahead does not occur.
    return { type: 'date', value: nth === undefined ? null : dayNumber(nth) };
  }
  const holds = evaluate(helped, data) === 'true';
  if (helped.kind === 'document') return { type: 'date', value: holds ? dayNumber(TODAY) : null };
  return { type: 'boolean', value: holds };
}

function compiled(tree: Evidence, wanted: boolean) {
  const helpers = new Map<string, HelperEvidence>();
  const refused: string[] = [];
  const names = new Map<string, string>();
  const formula = compileEvidence(tree, wanted, {
    assume: true,
    field: (name) => catalog.visibleFrom('Opportunity', name),
    helper: (_, helped) => {
      const identity = JSON.stringify(helped.kind === 'activity' ? { ...helped, within: undefined } : helped);
      const name = names.get(identity) ?? `Helper_${names.size}__c`;
      names.set(identity, name);
      helpers.set(name, helped);
      return name;
    },
    refuse: (_, reason) => refused.push(reason),
  });
  return { formula: printFormula(formula), helpers, refused };
}

/** Every word of the language in the tree, such as `date within not weeks` or `call replied`. */
function wordsOf(tree: Evidence): readonly string[] {
  switch (tree.kind) {
    case 'and':
    case 'or':
      return [tree.kind, ...tree.operands.flatMap(wordsOf)];
    case 'not':
      return ['not', ...wordsOf(tree.operand)];
    case 'field': {
      const { test } = tree;
      const type = fields.find(({ id }) => id === tree.field.target)?.type ?? '';
      const negated = 'negated' in test && test.negated ? ' not' : '';
      const other = 'value' in test && test.value.kind === 'field' ? [`${type} against a field`] : [];
      const unit = test.test === 'within' ? [`within ${test.duration.unit}`] : [];
      return [`${type} ${test.test === 'compare' ? test.operator : test.test}${negated}`, ...other, ...unit];
    }
    case 'activity':
      return [
        tree.activity,
        tree.state,
        ...(tree.within ? ['activity within'] : []),
        ...(tree.atLeast ? ['at least'] : []),
      ];
    case 'document':
      return [`document ${tree.state}`];
    default:
      return [tree.kind];
  }
}

/** What the language reference lists, for each type that can be asked for it. */
function language(): readonly string[] {
  const equal = ['=', '!=', 'one-of', 'one-of not'];
  const ordered = [...equal, '<', '<=', '>', '>='];
  const dated = ['future', 'past', 'within', 'before', 'after'].flatMap((word) => [word, `${word} not`]);
  const tests: Record<FieldType, readonly string[]> = {
    text: equal,
    longtext: [],
    url: equal,
    email: equal,
    phone: equal,
    number: ordered,
    currency: ordered,
    percent: ordered,
    date: [...ordered, ...dated],
    datetime: [...ordered, ...dated],
    yesno: equal,
    choice: equal,
    multichoice: equal,
    user: equal,
  };
  const all = Object.entries(tests).flatMap(([type, words]) => [
    ...words.map((word) => `${type} ${word}`),
    ...(type === 'yesno' ? [] : [`${type} set`, `${type} not-set`]),
    ...(/text|url|email|phone|yesno|multichoice|user/.test(type) ? [] : [`${type} against a field`]),
  ]);
  return [
    ...all,
    ...UNITS.map((unit) => `within ${unit}`),
    ...ACTIVITIES,
    ...STATES,
    ...DOCUMENT_STATES.map((state) => `document ${state}`),
    ...['activity within', 'at least', 'contact', 'approval', 'and', 'or', 'not'],
  ];
}

describe('a formula compiled from evidence', () => {
  it('gives the verdict of the language on every deal, true and false alike', () => {
    let judged = 0;
    const verdicts = { true: 0, false: 0, unknown: 0 };
    const said = new Map<string, number>();
    fc.assert(
      fc.property(evidence, record, (tree, data) => {
        const positive = compiled(tree, true);
        const negative = compiled(tree, false);
        if (positive.refused.length > 0) return;
        // A checkbox that stands in for a field has no third answer: left unticked, it says no.
        const stoodIn = [...positive.helpers.values()].filter((helped) => helped.kind === 'field');
        if (stoodIn.some((helped) => evaluate(helped, data) === 'unknown')) return;
        const verdict = evaluate(tree, data);
        judged++;
        verdicts[verdict]++;
        for (const word of wordsOf(tree)) said.set(word, (said.get(word) ?? 0) + 1);
        const deal = inSalesforce(data, new Map([...positive.helpers, ...negative.helpers]));
        expect(evaluateFormula(positive.formula, deal)).toBe(verdict === 'true');
        expect(evaluateFormula(negative.formula, deal)).toBe(verdict === 'false');
      }),
      { numRuns: 8000 },
    );
    expect(judged).toBeGreaterThan(5000);
    expect(Math.min(...Object.values(verdicts))).toBeGreaterThan(300);
    expect(language().filter((word) => (said.get(word) ?? 0) < 3)).toEqual([]);
  });
});
