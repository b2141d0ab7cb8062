import { quote } from '../../../base/strings.ts';
import type { FieldType } from '../../../model/model.ts';
import { type Formula, not, sameFormula } from './ast.ts';

/** How fields and choices of Salesforce are called in the language. */
export interface SourceNames {
  /** Such as `deal.amount` for `Amount`. */
  field(path: string): { readonly reference: string; readonly type: FieldType; readonly label: string } | undefined;
  /** The name of a choice by its API value; `undefined` where the field has no such choice. */
  choice(path: string, value: string): string | undefined;
  /** The activity whose date the field holds, as evidence, perhaps within so many days before today. */
  activity(path: string, within?: string): string | undefined;
}

/**
 * Evidence in the language that is true exactly when the formula is; `undefined` where the language cannot say it.
 *
 * With `strict` a comparison has to be guarded against blanks, as it is in formulas that this tool writes; without, a bare
 * comparison is taken for what its author meant by it.
 */
export function translateFormula(formula: Formula, names: SourceNames, strict: boolean): string | undefined {
  return new Translator(names, strict).all(formula);
}

class Translator {
  readonly #names: SourceNames;
  readonly #strict: boolean;

  constructor(names: SourceNames, strict: boolean) {
    this.#names = names;
    this.#strict = strict;
  }

  all(formula: Formula): string | undefined {
    if (formula.kind === 'call' && formula.name === 'OR') return this.#alternatives(formula.args);
    const parts = formula.kind === 'call' && formula.name === 'AND' ? formula.args : [formula];
    return this.#conjunction(parts);
  }

  /** That an activity did not happen is several alternatives of its date together. */
  #alternatives(args: readonly Formula[]): string | undefined {
    const groups: Formula[][] = [];
    let activity: string | undefined;
    for (const arg of args) {
      const [path, ...others] = new Set(pathsOf(arg));
      const own =
        path !== undefined && others.length === 0 && this.#names.activity(path) !== undefined ? path : undefined;
      if (own !== undefined && own === activity) groups.at(-1)?.push(arg);
      else groups.push([arg]);
      activity = own;
    }
    const said = groups.map((group) => {
      if (group.length === 1 && group[0]) return this.#operand(group[0], 'or');
      const happened = this.#conjunction(group.map(not));
      return happened === undefined ? undefined : `not (${happened})`;
    });
    return said.includes(undefined) ? undefined : said.join(' or ');
  }

  #operand(formula: Formula, within: 'and' | 'or'): string | undefined {
    const said = this.all(formula);
    const isOther = formula.kind === 'call' && formula.name === (within === 'and' ? 'OR' : 'AND');
    return said !== undefined && isOther && / (and|or) /.test(said) ? `(${said})` : said;
  }

  /** Guards are taken together with what they guard. */
  #conjunction(parts: readonly Formula[]): string | undefined {
    const guards = new Set(parts.flatMap((part) => guardOf(part) ?? []));
    const used = new Set<string>();
    const said: string[] = [];
    const pending: { readonly path: string; readonly at: number }[] = [];
    for (const [index, part] of parts.entries()) {
      const guard = guardOf(part);
      if (guard !== undefined) {
        pending.push({ path: guard, at: said.length });
        said.push('');
        continue;
      }
      const range = this.#within(parts, index);
      if (range === 'end') continue;
      const isNested = part.kind === 'call' && /^(AND|OR)$/.test(part.name);
      const atom =
        range ?? (isNested ? this.#operand(part, 'and') : (this.#guarded(part, guards, used) ?? this.#atom(part)));
      if (atom === undefined) return undefined;
      if (range !== undefined) used.add(pathsOf(part)[0] ?? '');
      said.push(atom);
    }
    for (const { path, at } of pending) {
      if (used.has(path)) continue;
      const field = this.#names.field(path);
      const whole = this.#names.activity(path) ?? (field && `${field.reference} is set`);
      if (whole === undefined) return undefined;
      said[at] = whole;
    }
    const whole = said.filter((item) => item !== '').join(' and ');
    return whole === '' ? undefined : whole;
  }

  /** `F >= TODAY()` followed by `F <= TODAY() + n`, or from n days ago until today: the first stands for both, the second is the end. */
  #within(parts: readonly Formula[], index: number): string | 'end' | undefined {
    const [from, until] = [parts[index], parts[index + 1]];
    if (daysBetween(parts[index - 1], from)) return 'end';
    const span = daysBetween(from, until);
    if (!span) return undefined;
    const [length, field] = [`${span.days} days`, this.#names.field(span.path)];
    const activity = this.#names.activity(span.path, length);
    if (activity !== undefined) return activity;
    return span.ahead ? field && `${field.reference} is within ${length}` : undefined;
  }

  /** A comparison whose fields are guarded by the same conjunction, or that needs no guard. */
  #guarded(part: Formula, guards: ReadonlySet<string>, used: Set<string>): string | undefined {
    const paths = pathsOf(part);
    const isGuarded = paths.every((path) => guards.has(path) || this.#names.field(path)?.type === 'yesno');
    if (part.kind === 'binary') {
      if (this.#strict && !isGuarded) return undefined;
      const said = this.#comparison(part);
      if (said !== undefined) for (const path of paths) used.add(path);
      return said;
    }
    // `is not X` needs its field to be filled in, `is X` says so.
    const inner = negated(part);
    const choice = inner && this.#choice(inner);
    if (!choice) return undefined;
    if (!isGuarded)
      return this.#strict
        ? undefined
        : `(${choice.reference} is not set or ${choice.reference} is not ${choice.value})`;
    used.add(choice.path);
    return `${choice.reference} is not ${choice.value}`;
  }

  #choice(formula: Formula): { reference: string; value: string; path: string } | undefined {
    if (formula.kind !== 'call' || (formula.name !== 'ISPICKVAL' && formula.name !== 'INCLUDES')) return undefined;
    const [of, literal] = formula.args;
    if (of?.kind !== 'field' || literal?.kind !== 'text' || literal.value === '') return undefined;
    const field = this.#names.field(of.path);
    if (!field) return undefined;
    const value = /choice$/.test(field.type) ? this.#names.choice(of.path, literal.value) : quote(literal.value);
    return value === undefined ? undefined : { reference: field.reference, value, path: of.path };
  }

  #atom(formula: Formula): string | undefined {
    if (formula.kind === 'field') return this.#checkbox(formula, 'yes');
    if (formula.kind !== 'call') return undefined;
    const blank = blankOf(formula);
    if (blank !== undefined) {
      const activity = this.#names.activity(blank);
      if (activity !== undefined) return `not (${activity})`;
      const field = this.#names.field(blank);
      return field && `${field.reference} is not set`;
    }
    const choice = this.#choice(formula);
    if (choice) return `${choice.reference} is ${choice.value}`;
    const inner = negated(formula);
    return inner && this.#checkbox(inner, 'no');
  }

  #checkbox(formula: Formula, answer: 'yes' | 'no'): string | undefined {
    const field = formula.kind === 'field' ? this.#names.field(formula.path) : undefined;
    return field?.type === 'yesno' ? `${field.reference} is ${answer}` : undefined;
  }

  #comparison(formula: Extract<Formula, { kind: 'binary' }>): string | undefined {
    const { operator, right } = formula;
    const left =
      formula.left.kind === 'call' && formula.left.name === 'DATEVALUE' ? formula.left.args[0] : formula.left;
    const words: string | undefined = comparisons[operator];
    if (left?.kind !== 'field' || words === undefined) return undefined;
    const field = this.#names.field(left.path);
    if (!field) return undefined;
    const { reference } = field;
    if (right.kind === 'number') {
      if (field.type === 'percent') return `${reference} ${words} ${percent(right.value)}%`;
      return /^(number|currency)$/.test(field.type) && !right.value.startsWith('-')
        ? `${reference} ${words} ${right.value}`
        : undefined;
    }
    if (right.kind === 'text')
      return words === '=' || words === '!=' ? `${reference} ${words} ${quote(right.value)}` : undefined;
    if (right.kind === 'call' && (right.name === 'TODAY' || right.name === 'NOW')) return dayTest(reference, operator);
    if (right.kind === 'call' && right.name === 'DATE') {
      const date = dateOf(right);
      if (date === undefined) return undefined;
      return words === '<' || words === '>'
        ? `${reference} is ${words === '<' ? 'before' : 'after'} ${date}`
        : `${reference} ${words} ${date}`;
    }
    const other = right.kind === 'field' ? this.#names.field(right.path) : undefined;
    return other?.type === field.type ? `${reference} ${words} ${other.reference}` : undefined;
  }
}

/** The past and the future are without today; with it, they are the other's opposite. */
function dayTest(reference: string, operator: string): string | undefined {
  return {
    '>': `${reference} is in the future`,
    '<': `${reference} is in the past`,
    '<=': `${reference} is not in the future`,
    '>=': `${reference} is not in the past`,
  }[operator];
}

function negated(formula: Formula): Formula | undefined {
  return formula.kind === 'call' && formula.name === 'NOT' ? formula.args[0] : undefined;
}

/** The field that is blank: `ISBLANK(F)`, `ISNULL(F)` or `ISPICKVAL(F, "")`, picklists as text included. */
function blankOf(formula: Formula): string | undefined {
  if (formula.kind !== 'call') return undefined;
  const [of, literal] = formula.args;
  const inner = of?.kind === 'call' && of.name === 'TEXT' ? of.args[0] : of;
  if (inner?.kind !== 'field') return undefined;
  if (formula.name === 'ISBLANK' || formula.name === 'ISNULL') return inner.path;
  return formula.name === 'ISPICKVAL' && literal?.kind === 'text' && literal.value === '' ? inner.path : undefined;
}

function guardOf(formula: Formula): string | undefined {
  const inner = negated(formula);
  return inner && blankOf(inner);
}

function pathsOf(formula: Formula): readonly string[] {
  if (formula.kind === 'field') return [formula.path];
  if (formula.kind === 'call') return formula.args.flatMap(pathsOf);
  return formula.kind === 'binary' ? [...pathsOf(formula.left), ...pathsOf(formula.right)] : [];
}

function isToday(formula: Formula): boolean {
  return formula.kind === 'call' && (formula.name === 'TODAY' || formula.name === 'NOW');
}

/** How many days ahead of today, or up to it, two comparisons of one field span together. */
function daysBetween(
  from: Formula | undefined,
  until: Formula | undefined,
): { readonly path: string; readonly days: string; readonly ahead: boolean } | undefined {
  if (from?.kind !== 'binary' || until?.kind !== 'binary' || from.operator !== '>=' || until.operator !== '<=')
    return undefined;
  if (from.left.kind !== 'field' || !sameFormula(from.left, until.left)) return undefined;
  const ahead = isToday(from.right);
  const [day, distant] = ahead ? [from.right, until.right] : [until.right, from.right];
  if (!isToday(day) || distant.kind !== 'binary' || !isToday(distant.left)) return undefined;
  const { operator, right } = distant;
  if (operator !== (ahead ? '+' : '-') || right.kind !== 'number' || !/^\d+$/.test(right.value)) return undefined;
  return { path: from.left.path, days: right.value, ahead };
}

function dateOf(formula: Extract<Formula, { kind: 'call' }>): string | undefined {
  const parts = formula.args.map((arg) => (arg.kind === 'number' ? arg.value : ''));
  const [year = '', month = '', day = ''] = parts;
  const date = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return parts.length === 3 && !Number.isNaN(Date.parse(`${date}T00:00:00Z`)) ? date : undefined;
}

/** 0.15 is 15 %, exactly. */
function percent(decimal: string): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const digits = fraction.padEnd(2, '0');
  const rest = digits.slice(2);
  return `${`${whole}${digits.slice(0, 2)}`.replace(/^(-?)0+(?=\d)/, '$1')}${rest ? `.${rest}` : ''}`;
}

/** Comparison in the language by that of formulas. */
const comparisons: Readonly<Record<string, string>> = {
  '=': '=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
