import { activityStates, durationDays, nameOf } from '../../../model/evaluate.ts';
import type {
  ActivityEvidence,
  ActivityState,
  ComparisonOperator,
  DocumentState,
  Evidence,
  FieldTest,
  Value,
} from '../../../model/evidence.ts';
import type { FieldType } from '../../../model/model.ts';
import type { Ref } from '../../../model/source.ts';
import { identifierOf, literal, type RecordTable } from './layout.ts';

/** Unknown, as a Boolean. SQL's own three-valued logic is the language's. */
const unknown = 'CAST(NULL AS BOOLEAN)';

type Kind = 'text' | 'number' | 'date' | 'moment' | 'boolean' | 'list';

/** An expression and what it holds. */
interface Operand {
  readonly kind: Kind;
  readonly sql: string;
}

const kinds: Partial<Record<FieldType, Kind>> = {
  number: 'number',
  currency: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'moment',
  yesno: 'boolean',
  multichoice: 'list',
};

/** Evidence as a Boolean expression over a row `r` of the table and the row `clock` of the clock. */
export function evidenceSql(evidence: Evidence, table: RecordTable): string {
  switch (evidence.kind) {
    case 'and':
    case 'or':
      return `(${evidence.operands.map((operand) => evidenceSql(operand, table)).join(evidence.kind === 'and' ? ' AND ' : ' OR ')})`;
    case 'not':
      return `(NOT ${evidenceSql(evidence.operand, table)})`;
    case 'field':
      return fieldSql(column(evidence.field, table), evidence.test, table);
    case 'activity':
      return activitySql(evidence);
    case 'document': {
      const name = evidence.document ? nameOf(evidence.document.target) : evidence.label?.value;
      if (name === undefined) return unknown;
      const states = documentStates.slice(documentStates.indexOf(evidence.state)).map(literal);
      return `EXISTS (SELECT 1 FROM record_document d WHERE d.record_id = r.record_id AND ${sameText('d.name', name)} AND d.state IN (${states.join(', ')})${takePart('d', evidence.parties)})`;
    }
    case 'contact':
      return `EXISTS (SELECT 1 FROM record_contact c WHERE c.record_id = r.record_id AND ${sameText('c.buys_as', evidence.buysAs)})`;
    case 'approval': {
      const name = nameOf(evidence.approval.target);
      if (name === undefined) return unknown;
      return `EXISTS (SELECT 1 FROM record_approval p WHERE p.record_id = r.record_id AND p.name = ${literal(name)} AND p.granted)`;
    }
    case 'manual':
      return `(SELECT bool_and(m.answer) FROM record_manual m WHERE m.record_id = r.record_id AND m.question = ${literal(evidence.text.value)})`;
  }
}

const documentStates: readonly DocumentState[] = ['attached', 'sent', 'viewed', 'signed'];
const allStates: readonly ActivityState[] = ['scheduled', 'held', 'sent', 'received', 'replied', 'completed', 'logged'];

function column(ref: Ref, table: RecordTable): Operand | undefined {
  const found = ref.target === undefined ? undefined : table.columns.get(ref.target);
  if (found === undefined) return undefined;
  const kind = kinds[found.field.type] ?? 'text';
  const sql = `r.${identifierOf(found.name)}`;
  // The empty text (and the list of nothing) is as good as none.
  if (kind === 'text') return { kind, sql: `NULLIF(${sql}, '')` };
  return kind === 'list' ? { kind, sql: `NULLIF(NULLIF(${sql}, ''), ';')` } : { kind, sql };
}

function operandOf(value: Value, table: RecordTable): Operand | undefined {
  switch (value.kind) {
    case 'number':
      return { kind: 'number', sql: `CAST(${value.value} AS DOUBLE PRECISION)` };
    case 'text':
      return { kind: 'text', sql: literal(value.value) };
    case 'date':
      return { kind: 'date', sql: `DATE ${literal(value.value)}` };
    case 'boolean':
      return { kind: 'boolean', sql: value.value ? 'TRUE' : 'FALSE' };
    case 'choice': {
      const name = nameOf(value.choice.target);
      return name === undefined ? undefined : { kind: 'text', sql: literal(name) };
    }
    case 'field':
      return column(value.field, table);
  }
}

function fieldSql(field: Operand | undefined, test: FieldTest, table: RecordTable): string {
  if (field === undefined) return unknown;
  switch (test.test) {
    case 'set':
      return `(${field.sql} IS NOT NULL)`;
    case 'not-set':
      return `(${field.sql} IS NULL)`;
    case 'compare':
      return compareSql(field, test.operator, operandOf(test.value, table));
    case 'one-of': {
      const any = test.values.map((value) => compareSql(field, '=', operandOf(value, table))).join(' OR ');
      return negateIf(test.negated, `(${any})`);
    }
    case 'future':
      return negateIf(test.negated, compareSql(field, '>', clock(field)));
    case 'past':
      return negateIf(test.negated, compareSql(field, '<', clock(field)));
    case 'within': {
      const days = durationDays(test.duration);
      const from = clock(field);
      const until: Operand =
        field.kind === 'moment'
          ? { kind: 'moment', sql: `(clock.moment + INTERVAL '${Math.round(days * 86_400)}' SECOND)` }
          : { kind: 'date', sql: dayPlus(Math.trunc(days)) };
      return negateIf(test.negated, `(${compareSql(field, '>=', from)} AND ${compareSql(field, '<=', until)})`);
    }
    case 'before':
      return negateIf(test.negated, compareSql(field, '<', dated(operandOf(test.value, table))));
    case 'after':
      return negateIf(test.negated, compareSql(field, '>', dated(operandOf(test.value, table))));
  }
}

function negateIf(negated: boolean, sql: string): string {
  return negated ? `(NOT ${sql})` : sql;
}

/** Only days and moments lie before or after one another. */
function dated(value: Operand | undefined): Operand | undefined {
  return value?.kind === 'date' || value?.kind === 'moment' ? value : undefined;
}

function clock(field: Operand): Operand | undefined {
  if (field.kind === 'moment') return { kind: 'moment', sql: 'clock.moment' };
  return field.kind === 'date' ? { kind: 'date', sql: 'clock.today' } : undefined;
}

/** The day that many days from today, as a date in every dialect. */
function dayPlus(days: number): string {
  return `CAST(clock.today + INTERVAL '${days}' DAY AS DATE)`;
}

function compareSql(left: Operand, operator: ComparisonOperator, right: Operand | undefined): string {
  if (right === undefined) return unknown;
  const sign = operator === '!=' ? '<>' : operator;
  const equality = operator === '=' || operator === '!=';
  if (left.kind === 'list' || right.kind === 'list') {
    if (!equality || left.kind !== 'list') return unknown;
    const held =
      right.kind === 'list'
        ? `(${left.sql} = ${right.sql})`
        : right.kind === 'text'
          ? `(POSITION((';' || ${right.sql} || ';') IN ${left.sql}) > 0)`
          : undefined;
    if (held === undefined) return unknown;
    return operator === '=' ? held : `(NOT ${held})`;
  }
  const days = (left.kind === 'date' || left.kind === 'moment') && (right.kind === 'date' || right.kind === 'moment');
  if (days && left.kind !== right.kind) return `(CAST(${left.sql} AS DATE) ${sign} CAST(${right.sql} AS DATE))`;
  if (left.kind !== right.kind || (left.kind === 'boolean' && !equality)) return unknown;
  return `(${left.sql} ${sign} ${right.sql})`;
}

function activitySql(evidence: ActivityEvidence): string {
  const states = allStates.filter((state) => activityStates(state).includes(evidence.state)).map(literal);
  const label = evidence.label === undefined ? '' : ` AND ${sameText('a.label', evidence.label.value)}`;
  const where = `a.record_id = r.record_id AND a.kind = ${literal(evidence.activity)} AND a.state IN (${states.join(', ')})${label}${takePart('a', evidence.parties)}`;
  const needed = evidence.atLeast ?? 1;
  const atLeast = (more: string) => `(SELECT COUNT(*) FROM record_activity a WHERE ${where}${more}) >= ${needed}`;
  if (evidence.within === undefined) return `(${atLeast('')})`;
  const days = Math.trunc(durationDays(evidence.within));
  const [from, until] =
    evidence.state === 'scheduled' ? ['clock.today', dayPlus(days)] : [dayPlus(-days), 'clock.today'];
  const inTime = `a.on_date >= ${from} AND a.on_date <= ${until}`;
  // An activity whose day is not known may or may not count.
  return `(CASE WHEN ${atLeast(` AND (${inTime})`)} THEN TRUE WHEN ${atLeast(` AND (a.on_date IS NULL OR (${inTime}))`)} THEN NULL ELSE FALSE END)`;
}

/** Compared without regard to case and to white space around it. */
function sameText(sql: string, text: string): string {
  return `LOWER(TRIM(${sql})) = ${literal(text.trim().toLowerCase())}`;
}

function takePart(alias: string, parties: readonly Ref[]): string {
  return parties
    .map((party) => {
      const name = nameOf(party.target);
      return name === undefined
        ? ' AND FALSE'
        : ` AND POSITION(${literal(`;${name};`)} IN COALESCE(${alias}.parties, '')) > 0`;
    })
    .join('');
}
