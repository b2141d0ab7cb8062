import { durationDays } from '../../../model/evaluate.ts';
import type {
  ComparisonOperator,
  Duration,
  Evidence,
  FieldEvidence,
  FieldTest,
  Value,
} from '../../../model/evidence.ts';
import type { Ref, Span } from '../../../model/source.ts';
import type { SalesforceType } from '../standard-fields.ts';
import { and, binary, call, FALSE, type Formula, field, not, number, or, TRUE, text } from './ast.ts';

/** A field as a formula on the process's object sees it. */
export interface VisibleField {
  /** Such as `Amount` or `Account.Industry`. */
  readonly path: string;
  /** For a user or reference: the path of the name of the record it points to. */
  readonly namePath?: string;
  readonly type: SalesforceType;
  /** API values of the declared choices, by element id. */
  readonly choices: ReadonlyMap<string, string>;
}

/** Evidence that no formula sees, and that a field stands in for. */
export type HelperEvidence = Exclude<Evidence, { kind: 'and' | 'or' | 'not' | 'manual' }>;

/** What the compiler asks of the configuration around the formula. */
export interface CompileContext {
  /** The field; `unreachable` where it is on a record that formulas here cannot see, `undefined` where it is unknown. */
  field(ref: Ref): VisibleField | 'unreachable' | undefined;
  /** The API name of the field that stands in for evidence: a date that says when, or a checkbox that says that. */
  helper(kind: 'date' | 'checkbox', evidence: HelperEvidence): string;
  /** Evidence that cannot be expressed; the reason is a clause such as `a long text cannot be compared`. */
  refuse(span: Span, reason: string): void;
  /** What cannot be expressed counts as this, both as true and as false. */
  readonly assume: boolean;
}

/**
 * A formula that is true exactly when the evidence is true (or, with `wanted` false, exactly when it is false).
 *
 * Evidence has three values, formulas have two: where the data is not there neither formula holds. Every comparison
 * is guarded against blank fields, so that the verdict does not depend on how an org treats blanks.
 */
export function compileEvidence(evidence: Evidence, wanted: boolean, context: CompileContext): Formula {
  switch (evidence.kind) {
    case 'and':
    case 'or': {
      const parts = evidence.operands.map((operand) => compileEvidence(operand, wanted, context));
      return (evidence.kind === 'and') === wanted ? and(...parts) : or(...parts);
    }
    case 'not':
      return compileEvidence(evidence.operand, !wanted, context);
    case 'field':
      return compileField(evidence, wanted, context);
    case 'activity': {
      const on = field(context.helper('date', evidence));
      const holds = evidence.within ? inTime(on, evidence.within, evidence.state === 'scheduled') : isSet(on);
      return wanted ? holds : not(holds);
    }
    case 'document': {
      const holds = isSet(field(context.helper('date', evidence)));
      return wanted ? holds : not(holds);
    }
    case 'contact':
    case 'approval': {
      const holds = field(context.helper('checkbox', evidence));
      return wanted ? holds : not(holds);
    }
    case 'manual':
      return context.assume ? TRUE : FALSE;
  }
}

const today = call('TODAY');
const now = call('NOW');

function isSet(formula: Formula): Formula {
  return not(call('ISBLANK', formula));
}

/** In the days up to today, or, for what is planned, in the days from today. */
function inTime(on: Formula, duration: Duration, planned: boolean): Formula {
  const days = number(Math.floor(durationDays(duration)));
  return planned
    ? and(isSet(on), binary('>=', on, today), binary('<=', on, binary('+', today, days)))
    : and(isSet(on), binary('>=', on, binary('-', today, days)), binary('<=', on, today));
}

function compileField(evidence: FieldEvidence, wanted: boolean, context: CompileContext): Formula {
  const seen = context.field(evidence.field);
  if (seen === 'unreachable') {
    const holds = field(context.helper('checkbox', evidence));
    return wanted ? holds : not(holds);
  }
  const result = seen && new FieldCompiler(seen, context).test(evidence.test, wanted);
  if (result !== undefined && typeof result !== 'string') return result;
  if (result !== undefined) context.refuse(evidence.span, result);
  return context.assume ? TRUE : FALSE;
}

/** What a test becomes: a formula, the reason why there is none, or `undefined` where a name did not resolve. */
type Compiled = Formula | string | undefined;

class FieldCompiler {
  readonly #field: VisibleField;
  readonly #context: CompileContext;

  constructor(visible: VisibleField, context: CompileContext) {
    this.#field = visible;
    this.#context = context;
  }

  test(test: FieldTest, wanted: boolean): Compiled {
    switch (test.test) {
      case 'set':
        return this.#set(wanted);
      case 'not-set':
        return this.#set(!wanted);
      case 'compare':
        return this.#compare(test.operator, test.value, wanted);
      case 'one-of':
        return this.#oneOf(test.values, wanted !== test.negated);
      case 'future':
        return this.#date((_, moment) => binary('>', moment.value, moment.now), wanted !== test.negated);
      case 'past':
        return this.#date((_, moment) => binary('<', moment.value, moment.now), wanted !== test.negated);
      case 'within':
        return this.#date(
          (isMoment, { value, now: from }) =>
            and(
              binary('>=', value, from),
              binary('<=', value, binary('+', from, isMoment ? fraction(test.duration) : wholeDays(test.duration))),
            ),
          wanted !== test.negated,
        );
      case 'before':
        return this.#compare('<', test.value, wanted !== test.negated);
      case 'after':
        return this.#compare('>', test.value, wanted !== test.negated);
    }
  }

  #set(wanted: boolean): Compiled {
    const blank = this.#blank(this.#field);
    if (typeof blank === 'string') return blank;
    return wanted ? not(blank) : blank;
  }

  #blank(visible: VisibleField): Formula | string {
    switch (visible.type) {
      case 'checkbox':
        return 'a checkbox is never empty in Salesforce, so it cannot show that the question was answered';
      case 'compound':
        return 'an address is several fields in Salesforce, and formulas see only its parts';
      case 'picklist':
        return call('ISPICKVAL', field(visible.path), text(''));
      default:
        return call('ISBLANK', field(visible.path));
    }
  }

  #date(
    holds: (isMoment: boolean, moment: { readonly value: Formula; readonly now: Formula }) => Formula,
    wanted: boolean,
  ): Compiled {
    const { type, path } = this.#field;
    if (type !== 'date' && type !== 'datetime') return 'only a date lies in the past or the future';
    const formula = holds(type === 'datetime', { value: field(path), now: type === 'datetime' ? now : today });
    return and(isSet(field(path)), wanted ? formula : not(formula));
  }

  #oneOf(values: readonly Value[], wanted: boolean): Compiled {
    const parts: Formula[] = [];
    for (const value of values) {
      const part = this.#compare('=', value, wanted);
      if (part === undefined || typeof part === 'string') return part;
      parts.push(part);
    }
    return wanted ? or(...parts) : and(...parts);
  }

  #compare(operator: ComparisonOperator, value: Value, wanted: boolean): Compiled {
    if (value.kind === 'field') return this.#compareFields(operator, value.field, wanted);
    switch (this.#field.type) {
      case 'longtext':
        return 'a long text cannot be compared in a formula, only be filled in or empty';
      case 'compound':
      case 'reference':
        return 'a formula cannot compare this kind of field with a value';
      case 'picklist':
      case 'multipicklist':
        return this.#compareChoice(operator, value, wanted);
      case 'checkbox': {
        if (value.kind !== 'boolean' || !isEquality(operator)) return 'a checkbox is only yes or no';
        return value.value === ((operator === '=') === wanted) ? field(this.#field.path) : not(field(this.#field.path));
      }
      default:
        return this.#compareLiteral(operator, value, wanted);
    }
  }

  #compareChoice(operator: ComparisonOperator, value: Value, wanted: boolean): Compiled {
    if (!isEquality(operator)) return 'choices have no order';
    const name = value.kind === 'choice' ? this.#field.choices.get(value.choice.target ?? '') : undefined;
    if (value.kind === 'choice' && name === undefined) return undefined;
    if (value.kind !== 'choice' && value.kind !== 'text') return 'a choice is only compared with a choice';
    const literal = name ?? (value.kind === 'text' ? value.value : '');
    const path = field(this.#field.path);
    const blank = this.#blank(this.#field);
    if (typeof blank === 'string') return blank;
    const equal = (operator === '=') === wanted;
    // No value of a picklist is the empty text: it is never that, and something else as soon as it is filled in.
    if (literal === '') return equal ? FALSE : not(blank);
    const has = call(this.#field.type === 'picklist' ? 'ISPICKVAL' : 'INCLUDES', path, text(literal));
    return equal ? has : and(not(blank), not(has));
  }

  #compareLiteral(operator: ComparisonOperator, value: Value, wanted: boolean): Compiled {
    const { type } = this.#field;
    const path = field(type === 'user' ? (this.#field.namePath ?? this.#field.path) : this.#field.path);
    const compared = (left: Formula, right: Formula) => {
      const formula = binary(operators[operator], left, right);
      return and(isSet(path), wanted ? formula : not(formula));
    };
    switch (type) {
      case 'text':
      case 'user':
        if (value.kind !== 'text') return 'a text is only compared with a text';
        if (!isEquality(operator)) return 'texts have no order in a formula';
        return compared(path, text(value.value));
      case 'number':
        return value.kind === 'number'
          ? compared(path, number(value.value))
          : 'a number is only compared with a number';
      case 'percent':
        // A formula sees 15 % as 0.15.
        return value.kind === 'number'
          ? compared(path, number(value.value, 2))
          : 'a percentage is only compared with one';
      case 'date':
      case 'datetime': {
        if (value.kind !== 'date') return 'a date is only compared with a date';
        const [year = '', month = '', day = ''] = value.value.split('-');
        const literal = call('DATE', number(Number(year)), number(Number(month)), number(Number(day)));
        return compared(type === 'datetime' ? call('DATEVALUE', path) : path, literal);
      }
      default:
        return 'a formula cannot compare this kind of field with a value';
    }
  }

  #compareFields(operator: ComparisonOperator, ref: Ref, wanted: boolean): Compiled {
    const other = this.#context.field(ref);
    if (other === undefined) return undefined;
    if (other === 'unreachable') return 'a formula here cannot see the field on the right';
    const mine = this.#field;
    if (mine.choices.size > 0 && other.choices.size > 0) return this.#compareChoices(operator, other, wanted);
    const pair = comparable(mine, other, operator);
    if (typeof pair === 'string') return pair;
    const formula = binary(operators[operator], pair[0], pair[1]);
    const guards = [this.#blankOf(mine), this.#blankOf(other)];
    return and(...guards.map(not), wanted ? formula : not(formula));
  }

  /** Two choices are the same when their declared names are, whatever the values are called in Salesforce. */
  #compareChoices(operator: ComparisonOperator, other: VisibleField, wanted: boolean): Compiled {
    const mine = this.#field;
    if (!isEquality(operator)) return 'choices have no order';
    if (mine.type !== 'picklist' || other.type !== 'picklist')
      return 'two lists of choices cannot be compared in a formula';
    const equal: Formula[] = [];
    for (const [id, value] of mine.choices) {
      for (const [otherId, otherValue] of other.choices) {
        if (lastName(id) !== lastName(otherId)) continue;
        equal.push(
          and(call('ISPICKVAL', field(mine.path), text(value)), call('ISPICKVAL', field(other.path), text(otherValue))),
        );
      }
    }
    const same = or(...equal);
    if ((operator === '=') === wanted) return same;
    return and(not(this.#blankOf(mine)), not(this.#blankOf(other)), not(same));
  }

  #blankOf(visible: VisibleField): Formula {
    if (visible.type === 'checkbox') return FALSE;
    const blank = this.#blank(visible);
    return typeof blank === 'string' ? FALSE : blank;
  }
}

const operators = { '=': '=', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' } as const;

function isEquality(operator: ComparisonOperator): boolean {
  return operator === '=' || operator === '!=';
}

function lastName(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

function wholeDays(duration: Duration): Formula {
  return number(Math.floor(durationDays(duration)));
}

/** Parts of a day are a fraction: `5 / 24` for five hours. */
function fraction(duration: Duration): Formula {
  const perDay = { minutes: 1440, hours: 24 } as const;
  const { unit, amount } = duration;
  if (unit === 'minutes' || unit === 'hours') return binary('/', number(amount), number(perDay[unit]));
  return number(durationDays(duration));
}

/** Both sides in one unit, or the reason why they cannot be compared. */
function comparable(
  left: VisibleField,
  right: VisibleField,
  operator: ComparisonOperator,
): readonly [Formula, Formula] | string {
  const kinds = [left.type, right.type];
  const paths = [field(left.path), field(right.path)] as const;
  const both = (...types: readonly SalesforceType[]) => kinds.every((kind) => types.includes(kind));
  if (both('number') || both('percent') || both('date') || both('datetime')) return paths;
  if (both('number', 'percent')) {
    const points = ([formula, type]: readonly [Formula, SalesforceType]) =>
      type === 'percent' ? binary('*', formula, number(100)) : formula;
    return [points([paths[0], left.type]), points([paths[1], right.type])];
  }
  if (both('date', 'datetime')) {
    const day = ([formula, type]: readonly [Formula, SalesforceType]) =>
      type === 'datetime' ? call('DATEVALUE', formula) : formula;
    return [day([paths[0], left.type]), day([paths[1], right.type])];
  }
  if (!isEquality(operator)) return 'a formula knows no order of these fields';
  if (left.choices.size > 0 || right.choices.size > 0) return 'a choice is only compared with a choice';
  if (both('checkbox')) return paths;
  if (both('user')) return paths;
  if (both('text', 'picklist', 'user')) {
    const words = (visible: VisibleField): Formula => {
      if (visible.type === 'picklist') return call('TEXT', field(visible.path));
      return field(visible.type === 'user' ? (visible.namePath ?? visible.path) : visible.path);
    };
    return [words(left), words(right)];
  }
  return 'a formula cannot compare these two fields';
}
