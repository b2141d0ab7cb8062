import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placedCriteria } from '../../../server/src/crm/criteria.ts';
import { sql } from '../../../server/src/crm/documents/sql/index.ts';
import { evaluate, evaluateCriterion, type FieldData, type RecordData } from '../../../server/src/model/evaluate.ts';
import { project } from '../../support/project.ts';
import { projectText } from '../arbitrary.ts';
import { hostileProjects } from '../hostile.ts';
import { documents } from '../support.ts';

const today = '2027-03-10';
const moment = '2027-03-10T12:00:00Z';

/** A field of each type, and tests of every kind over them. */
const declarations = `
persona Buyer "Buyer"
persona Cfo "Finance"
document Plan "Plan"
approval Desk "Desk"
object deal {
  field t "T" : text field t2 "T2" : longtext
  field n "N" : number field n2 "N2" : currency field p "P" : percent
  field d "D" : date field d2 "D2" : date field dt "DT" : datetime field dt2 "DT2" : datetime
  field b "B" : yesno
  field c "C" : choice { red "Red" blue "Blue" re "Re" }
  field m "M" : multichoice { red "Red" blue "Blue" re "Re" }
  field u "U" : url field e "E" : email field ph "PH" : phone field us "US" : user
}`;

const atoms = [
  ...['t', 'n', 'd', 'dt', 'b', 'c', 'm'].flatMap((field) => [`deal.${field} is set`, `deal.${field} is not set`]),
  ...['=', '!=', '<', '<=', '>', '>='].flatMap((sign) => [
    `deal.n ${sign} 10`,
    `deal.n ${sign} deal.n2`,
    `deal.p ${sign} 15%`,
    `deal.d ${sign} 2027-03-10`,
    `deal.d ${sign} deal.d2`,
  ]),
  ...['u', 'e', 'ph', 'us'].flatMap((field) => [
    `deal.${field} is set`,
    `deal.${field} is not set`,
    `deal.${field} is "x"`,
    `deal.${field} is not one of ("it's", "Y")`,
    ...(field === 'us' ? [] : [`deal.${field} is deal.t`]),
  ]),
  ...['n', 'n2', 'p'].flatMap((field) => [`deal.${field} is one of (10, 15)`, `deal.${field} is not one of (0, 20)`]),
  ...['<', '<=', '>', '>=', '=', '!='].map((sign) => `deal.n2 ${sign} 9.5`),
  ...['minutes', 'hours', 'days', 'weeks', 'months'].flatMap((unit) => [
    `deal.dt is within 1 ${unit}`,
    `deal.d is not within 1 ${unit}`,
  ]),
  'deal.t is "it\'s"',
  'deal.t is not "x"',
  'deal.t is deal.t2',
  'deal.c is red',
  'deal.c is not red',
  'deal.c is one of (red, re)',
  'deal.c is not one of (red, blue)',
  'deal.m is red',
  'deal.m is not re',
  'deal.b is yes',
  'deal.b is not yes',
  'deal.b is no',
  ...['d', 'dt'].flatMap((field) => [
    `deal.${field} is in the future`,
    `deal.${field} is not in the future`,
    `deal.${field} is in the past`,
    `deal.${field} is within 3 days`,
    `deal.${field} is not within 1 week`,
    `deal.${field} is before 2027-03-11`,
    `deal.${field} is after deal.d2`,
    `deal.${field} is not after deal.dt2`,
  ]),
  'meeting held',
  'meeting "Demo" held with Buyer',
  'meeting "Demo" scheduled with Buyer, Cfo within 5 days',
  'call logged within 1 week at least 2 times',
  'email received from Cfo',
  'email sent within 8 days',
  'email replied from Buyer',
  'task completed by Buyer',
  'task "Demo" logged at least 2 times',
  'call scheduled within 2 weeks',
  'document Plan sent',
  'document "Order" viewed by Buyer, Cfo',
  'document Plan signed by Cfo',
  'document "Order" attached',
  'contact as champion linked',
  'approval Desk granted',
  'manual "Is it so?"',
];

const evidence: fc.Arbitrary<string> = fc.letrec<{ node: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom(...atoms),
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie('leaf'),
    fc.tuple(tie('node'), fc.constantFrom('and', 'or'), tie('node')).map(([a, word, b]) => `(${a} ${word} ${b})`),
    tie('node').map((node) => `not (${node})`),
  ),
})).node;

const text = fc.constantFrom<FieldData>(null, '', "it's", 'x', 'Y');
const day = fc.constantFrom<FieldData>(
  null,
  '2027-03-09',
  '2027-03-10',
  '2027-03-11',
  '2027-03-13',
  '2027-03-14',
  '2027-03-20',
);
const instant = fc.constantFrom<FieldData>(
  null,
  '2027-03-10T11:59:59Z',
  '2027-03-10T12:00:00Z',
  '2027-03-10T12:00:01Z',
  '2027-03-13T12:00:00Z',
  '2027-03-13T12:00:01Z',
  '2027-03-20T00:00:00Z',
);
const amount = fc.constantFrom<FieldData>(null, 0, 9.5, 10, 15, 20, -3);
const parties = fc.subarray(['Buyer', 'Cfo']);
const deal: fc.Arbitrary<RecordData> = fc.record({
  today: fc.constant(today),
  now: fc.constant(moment),
  fields: fc.record({
    'deal.t': text,
    'deal.t2': text,
    'deal.n': amount,
    'deal.n2': amount,
    'deal.p': amount,
    'deal.d': day,
    'deal.d2': day,
    'deal.dt': instant,
    'deal.dt2': instant,
    'deal.u': text,
    'deal.e': text,
    'deal.ph': text,
    'deal.us': text,
    'deal.b': fc.constantFrom<FieldData>(null, true, false),
    'deal.c': fc.constantFrom<FieldData>(null, 'red', 'blue', 're'),
    'deal.m': fc.oneof(
      fc.constant<FieldData>(null),
      fc.subarray(['red', 'blue', 're']).map((list): FieldData => list),
    ),
  }),
  activities: fc.array(
    fc.record(
      {
        kind: fc.constantFrom('meeting' as const, 'call' as const, 'email' as const, 'task' as const),
        label: fc.constantFrom('Demo', ' demo ', 'Other'),
        state: fc.constantFrom(
          'scheduled' as const,
          'held' as const,
          'sent' as const,
          'received' as const,
          'replied' as const,
          'completed' as const,
          'logged' as const,
        ),
        on: fc.constantFrom('2027-03-01', '2027-03-05', '2027-03-10', '2027-03-15', '2027-03-16'),
        parties,
      },
      { requiredKeys: ['kind', 'state'] },
    ),
    { maxLength: 4 },
  ),
  documents: fc.array(
    fc.record({
      name: fc.constantFrom('Plan', 'plan', 'Order'),
      state: fc.constantFrom('attached' as const, 'sent' as const, 'viewed' as const, 'signed' as const),
      parties,
    }),
    { maxLength: 2 },
  ),
  contacts: fc.array(fc.record({ buysAs: fc.constantFrom('champion', 'Champion', 'user') }), { maxLength: 2 }),
  approvals: fc.array(fc.record({ name: fc.constantFrom('Desk', 'Other'), granted: fc.boolean() }), { maxLength: 2 }),
  manual: fc.constantFrom<Record<string, boolean>>({}, { 'Is it so?': true }, { 'Is it so?': false }),
});

type Connection = Awaited<ReturnType<DuckDBInstance['connect']>>;
let database: DuckDBInstance;
beforeAll(async () => {
  database = await DuckDBInstance.create(':memory:');
});
afterAll(() => database.closeSync());

/** A fresh schema in the database, with the clock stopped. */
async function open(name: string): Promise<Connection> {
  const connection = await database.connect();
  await connection.run(`CREATE OR REPLACE SCHEMA ${name}`.replace('OR REPLACE ', ''));
  await connection.run(`USE ${name}`);
  return connection;
}

const quoted = (value: FieldData | undefined): string => {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'object') return value.length === 0 ? "''" : `';${value.join(';')};'`;
  if (typeof value === 'string')
    return `'${(value.includes('T') && value.length > 10 ? value.replace('Z', '') : value).replaceAll("'", "''")}'`;
  return String(value);
};

async function insert(
  connection: Connection,
  id: string,
  record: RecordData,
  fields: readonly string[],
): Promise<void> {
  const key = `'${id}'`;
  const columns = ['record_id', ...fields.map((field) => `"${field}"`)].join(', ');
  await connection.run(
    `INSERT INTO deal (${columns}) VALUES (${[key, ...fields.map((field) => quoted(record.fields[`deal.${field}`]))].join(', ')})`,
  );
  const list = (names: readonly string[] | undefined) => (names === undefined ? 'NULL' : `';${names.join(';')};'`);
  for (const each of record.activities ?? []) {
    await connection.run(
      `INSERT INTO record_activity VALUES (${key}, '${each.kind}', ${quoted(each.label)}, '${each.state}', ${quoted(each.on)}, ${list(each.parties)})`,
    );
  }
  for (const each of record.documents ?? [])
    await connection.run(
      `INSERT INTO record_document VALUES (${key}, '${each.name}', '${each.state}', ${list(each.parties)})`,
    );
  for (const each of record.contacts ?? [])
    await connection.run(`INSERT INTO record_contact VALUES (${key}, '${each.buysAs}')`);
  for (const each of record.approvals ?? [])
    await connection.run(`INSERT INTO record_approval VALUES (${key}, '${each.name}', ${each.granted})`);
  for (const [question, answer] of Object.entries(record.manual ?? {}))
    await connection.run(`INSERT INTO record_manual VALUES (${key}, '${question}', ${answer})`);
}

describe('the SQL views', () => {
  it('answer as the language itself does, for every kind of evidence on generated deals, in DuckDB', async () => {
    let round = 0;
    let judged = 0;
    const said = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(evidence, { minLength: 12, maxLength: 12 }),
        fc.array(deal, { minLength: 12, maxLength: 12 }),
        async (proofs, deals) => {
          const source = `${declarations}\nprocess P "P" { step S "S" { exit { ${proofs.map((proof, at) => `done "c${at}" ${at % 4 === 3 ? `when ${proofs[at - 1]} ` : ''}proof ${proof}`).join('\n')} } } won W "W" }`;
          const { model, findings } = await project(source);
          expect(findings.map((finding) => finding.message)).toEqual([]);
          const connection = await open(`round_${round++}`);
          for (const file of documents(sql.generate(model, {}))) await connection.run(file.content);
          await connection.run(
            `CREATE OR REPLACE VIEW sales_clock AS SELECT DATE '${today}' AS today, TIMESTAMP '2027-03-10 12:00:00' AS moment`,
          );
          const fields = ['t', 't2', 'n', 'n2', 'p', 'd', 'd2', 'dt', 'dt2', 'b', 'c', 'm', 'u', 'e', 'ph', 'us'];
          for (const [at, record] of deals.entries()) await insert(connection, `r${at}`, record, fields);
          const rows = (
            await connection.runAndReadAll('SELECT record_id, criterion, applies, holds FROM criteria_p')
          ).getRows();
          const answers = new Map(
            rows.map(([id, path, applies, holds]) => [
              `${id} ${path}`,
              applies === false ? 'not-applicable' : holds === null ? 'unknown' : String(holds),
            ]),
          );
          const criteria = placedCriteria(model.processes[0]!);
          for (const [at, record] of deals.entries()) {
            for (const { criterion } of criteria) {
              judged++;
              const says = {
                proof: proofs[Number(/\d+/.exec(criterion.path.slice(criterion.path.lastIndexOf('[')))?.[0])],
                verdict: evaluateCriterion(criterion, record, model),
              };
              expect({ ...says, verdict: answers.get(`r${at} ${criterion.path}`), record }).toEqual({
                ...says,
                record,
              });
            }
          }
          for (const atom of atoms) if (proofs.some((proof) => proof.includes(atom))) said.add(atom);
          connection.closeSync();
        },
      ),
      { numRuns: 25 },
    );
    expect(judged).toBe(25 * 12 * 12);
    expect(said.size).toBeGreaterThan(atoms.length * 0.8);
  });

  it('run for any project with hostile names', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(projectText, async (source) => {
        const { model } = await project(source);
        const connection = await open(`hostile_${round++}`);
        for (const file of documents(sql.generate(model, {}))) await connection.run(file.content);
        connection.closeSync();
      }),
      { numRuns: 25 },
    );
  });

  it.each(hostileProjects)('run with names such as %s', async (name, text) => {
    const { model } = await project(text);
    const connection = await open(`named_${hostileProjects.findIndex(([each]) => each === name)}`);
    for (const file of documents(sql.generate(model, {}))) await connection.run(file.content);
    connection.closeSync();
  });

  it('keep a variant to the records it is for', async () => {
    const { model } = await project(`${declarations}
      process Base "Base" { step S "S" { exit { collect deal.t } } won W "W" }
      variant Big "Big" of Base when deal.n > 100 { change step S { within 3 days } }`);
    const connection = await open('variants');
    for (const file of documents(sql.generate(model, {}))) await connection.run(file.content);
    await connection.run(`INSERT INTO deal (record_id, "n") VALUES ('small', 1), ('big', 200), ('none', NULL)`);
    const rows = (await connection.runAndReadAll('SELECT DISTINCT record_id FROM criteria_big')).getRows();
    expect(rows).toEqual([['big']]);
    expect(evaluate(model.processes[1]!.appliesWhen!, { today, fields: { 'deal.n': 200 } })).toBe('true');
    connection.closeSync();
  });
});
