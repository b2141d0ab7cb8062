import type { Formula, FormulaOperator } from '../../../server/src/crm/salesforce/formula/ast.ts';
import { parseFormula } from '../../../server/src/crm/salesforce/formula/parse.ts';

/** A whole fraction: Salesforce calculates in decimals, where 0.1 + 0.2 is 0.3. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** A value of a field or of an expression, with its type, because Salesforce mixes none. */
export type FormulaValue =
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'number'; readonly value: Fraction | null }
  | { readonly type: 'text' | 'reference'; readonly value: string | null }
  | { readonly type: 'picklist'; readonly value: string | null }
  | { readonly type: 'multipicklist'; readonly value: readonly string[] }
  /** Days since 1970. */
  | { readonly type: 'date'; readonly value: number | null }
  /** Milliseconds since 1970. */
  | { readonly type: 'datetime'; readonly value: number | null };

export interface FormulaRecord {
  readonly fields: Readonly<Record<string, FormulaValue>>;
  /** Values before the change, where they differ. */
  readonly prior?: Readonly<Record<string, FormulaValue>>;
  readonly isNew?: boolean;
  readonly today: string;
  readonly now?: string;
}

/**
 * What a Salesforce formula of the subset says of a record. A comparison with a blank is `null`: formulas must not depend
 * on it, so one whose verdict does throws, as does one that mixes types, names an unknown field or function.
 */
export function evaluateFormula(formula: string, record: FormulaRecord): boolean {
  const parsed = parseFormula(formula);
  if ('error' in parsed) throw new Error(`${parsed.error} in ${formula}`);
  const result = truth(parsed, record);
  if (result === null) throw new Error(`The verdict depends on a blank: ${formula}`);
  return result;
}

export function fraction(decimal: string | number): Fraction {
  const [whole = '0', digits = ''] = String(decimal).replace('-', '').split('.');
  const over = BigInt(whole + digits);
  return { over: String(decimal).startsWith('-') ? -over : over, under: 10n ** BigInt(digits.length) };
}

export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

function truth(formula: Formula, record: FormulaRecord): boolean | null {
  if (formula.kind === 'call') {
    const truths = () => formula.args.map((arg) => truth(arg, record));
    if (formula.name === 'AND') return truths().includes(false) ? false : truths().includes(null) ? null : true;
    if (formula.name === 'OR') return truths().includes(true) ? true : truths().includes(null) ? null : false;
    if (formula.name === 'NOT') {
      const inner = truth(only(formula.args), record);
      return inner === null ? null : !inner;
    }
  }
  if (formula.kind === 'binary')
    return compare(formula.operator, value(formula.left, record), value(formula.right, record));
  const result = value(formula, record);
  if (result.type !== 'boolean') throw new Error(`${result.type} where a truth is asked for`);
  return result.value;
}

function only(args: readonly Formula[]): Formula {
  const [first] = args;
  if (args.length !== 1 || !first) throw new Error(`${args.length} arguments instead of one`);
  return first;
}

function value(formula: Formula, record: FormulaRecord): FormulaValue {
  switch (formula.kind) {
    case 'text':
      return { type: 'text', value: formula.value };
    case 'number':
      return { type: 'number', value: fraction(formula.value) };
    case 'boolean':
      return { type: 'boolean', value: formula.value };
    case 'field':
      return fieldValue(formula.path, record.fields);
    case 'binary':
      return arithmetic(formula.operator, value(formula.left, record), value(formula.right, record));
    case 'call':
      return result(formula.name, formula.args, record);
  }
}

function fieldValue(path: string, fields: FormulaRecord['fields']): FormulaValue {
  const found = fields[path];
  if (!found) throw new Error(`There is no field ${path}`);
  return found;
}

function result(name: string, args: readonly Formula[], record: FormulaRecord): FormulaValue {
  const [first, second, third] = args;
  const is = (answer: boolean): FormulaValue => ({ type: 'boolean', value: answer });
  switch (name) {
    case 'ISNEW':
      return is(record.isNew ?? false);
    case 'TODAY':
      return { type: 'date', value: dayNumber(record.today) };
    case 'NOW':
      return { type: 'datetime', value: Date.parse(record.now ?? `${record.today}T00:00:00Z`) };
    case 'PRIORVALUE': {
      const field = only(args);
      if (field.kind !== 'field') throw new Error('PRIORVALUE of no field');
      return record.isNew
        ? fieldValue(field.path, record.fields)
        : fieldValue(field.path, { ...record.fields, ...record.prior });
    }
    case 'ISBLANK': {
      const inner = value(only(args), record);
      if (inner.type === 'picklist' || inner.type === 'boolean') throw new Error(`ISBLANK of a ${inner.type}`);
      return is(Array.isArray(inner.value) ? inner.value.length === 0 : inner.value === null || inner.value === '');
    }
    case 'ISPICKVAL': {
      const picked = value(first as Formula, record);
      if (picked.type !== 'picklist' || second?.kind !== 'text')
        throw new Error('ISPICKVAL takes a picklist and a literal');
      return is((picked.value ?? '') === second.value);
    }
    case 'INCLUDES': {
      const picked = value(first as Formula, record);
      if (picked.type !== 'multipicklist' || second?.kind !== 'text' || second.value === '')
        throw new Error('INCLUDES');
      return is(picked.value.includes(second.value));
    }
    case 'TEXT': {
      const picked = value(only(args), record);
      if (picked.type !== 'picklist') throw new Error(`TEXT of a ${picked.type}`);
      return { type: 'text', value: picked.value };
    }
    case 'CASE': {
      const picked = value(first as Formula, record);
      if (picked.type !== 'picklist') throw new Error(`CASE of a ${picked.type}`);
      for (let at = 1; at + 1 < args.length; at += 2) {
        const option = args[at];
        if (option?.kind !== 'text') throw new Error('CASE of a picklist takes literals');
        if (option.value === (picked.value ?? '')) return value(args[at + 1] as Formula, record);
      }
      return value(args.at(-1) as Formula, record);
    }
    case 'DATE': {
      const parts = [first, second, third].map((part) => (part?.kind === 'number' ? Number(part.value) : Number.NaN));
      const [year = 0, month = 0, day = 0] = parts;
      return { type: 'date', value: Date.UTC(year, month - 1, day) / 86_400_000 };
    }
    case 'DATEVALUE': {
      const moment = value(only(args), record);
      if (moment.type !== 'datetime') throw new Error(`DATEVALUE of a ${moment.type}`);
      return { type: 'date', value: moment.value === null ? null : Math.floor(moment.value / 86_400_000) };
    }
    case 'AND':
    case 'OR':
    case 'NOT': {
      const answer = truth({ kind: 'call', name, args }, record);
      if (answer === null) throw new Error('A blank in a comparison of truths');
      return is(answer);
    }
    default:
      throw new Error(`There is no function ${name}`);
  }
}

function arithmetic(operator: FormulaOperator, left: FormulaValue, right: FormulaValue): FormulaValue {
  if (left.value === null || right.value === null) {
    if (/[-+*/]/.test(operator)) return { ...left, value: null } as FormulaValue;
  }
  if (right.type === 'number' && right.value && (left.type === 'date' || left.type === 'datetime')) {
    const unit = left.type === 'date' ? 1 : 86_400_000;
    const shift = Math.round(Number(right.value.over * BigInt(unit)) / Number(right.value.under));
    if (operator === '+') return { type: left.type, value: (left.value ?? 0) + shift };
    if (operator === '-') return { type: left.type, value: (left.value ?? 0) - shift };
  }
  if (left.type === 'number' && right.type === 'number' && left.value && right.value) {
    const { over, under } = left.value;
    if (operator === '*')
      return { type: 'number', value: { over: over * right.value.over, under: under * right.value.under } };
    if (operator === '/')
      return { type: 'number', value: { over: over * right.value.under, under: under * right.value.over } };
    const sign = operator === '+' ? 1n : -1n;
    if (operator === '+' || operator === '-') {
      return {
        type: 'number',
        value: { over: over * right.value.under + sign * right.value.over * under, under: under * right.value.under },
      };
    }
  }
  throw new Error(`${left.type} ${operator} ${right.type}`);
}

function compare(operator: FormulaOperator, left: FormulaValue, right: FormulaValue): boolean | null {
  if (left.type !== right.type || left.type === 'picklist' || left.type === 'multipicklist') {
    throw new Error(`${left.type} ${operator} ${right.type}`);
  }
  if (left.type === 'boolean' && right.type === 'boolean') {
    if (operator !== '=' && operator !== '<>') throw new Error('Truths have no order');
    return (left.value === right.value) === (operator === '=');
  }
  if (left.value === null || right.value === null) return null;
  if ((left.type === 'text' || left.type === 'reference') && operator !== '=' && operator !== '<>') {
    throw new Error('Texts have no order');
  }
  const [a, b] =
    left.type === 'number' && right.type === 'number' && left.value && right.value
      ? [left.value.over * right.value.under, right.value.over * left.value.under]
      : [left.value as string | number, right.value as string | number];
  switch (operator) {
    case '=':
      return a === b;
    case '<>':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      throw new Error(`${operator} is no comparison`);
  }
}
