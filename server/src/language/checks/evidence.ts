import { nearest } from '../../base/nearest.ts';
import { keywordNode, propertyNode } from '../cst.ts';
import type * as ast from '../generated/ast.ts';
import { type Problem, problemAt } from './problem.ts';

type FieldType = NonNullable<ast.Field['type']>;

const ORDERED: ReadonlySet<FieldType> = new Set(['number', 'currency', 'percent', 'date', 'datetime']);
const NUMERIC: ReadonlySet<FieldType> = new Set(['number', 'currency', 'percent']);
const DATES: ReadonlySet<FieldType> = new Set(['date', 'datetime']);

/** States that each kind of activity can be in. */
export const ACTIVITY_STATES: Readonly<
  Record<ast.ActivityEvidence['activity'], readonly ast.ActivityEvidence['state'][]>
> = {
  meeting: ['scheduled', 'held', 'completed', 'logged'],
  call: ['scheduled', 'held', 'completed', 'received', 'logged'],
  email: ['scheduled', 'sent', 'received', 'replied', 'logged'],
  task: ['scheduled', 'completed', 'logged'],
};

/** Checks one test of a field against the field's type, at the operand that is wrong. */
export function checkFieldEvidence(node: ast.FieldEvidence): Problem[] {
  const field = node.field?.field?.ref;
  if (!field) return [];
  const type: FieldType = field.type ?? 'text';
  const name = `\`${node.field.object.$refText}.${field.name}\``;
  if (
    node.test === 'future' ||
    node.test === 'past' ||
    node.test === 'within' ||
    node.test === 'before' ||
    node.test === 'after'
  ) {
    if (!DATES.has(type)) {
      return [
        problemAt(
          'language/wrong-type',
          node.field.$cstNode,
          `${name} is ${a(type)}, and only a date can be tested this way. ${usable(type)}`,
        ),
      ];
    }
    if (node.test !== 'before' && node.test !== 'after') return [];
    return node.values.flatMap((value) => checkValue(value, field, type, name));
  }
  if (node.operator && node.operator !== '=' && node.operator !== '!=' && !ORDERED.has(type)) {
    return [
      problemAt(
        'language/wrong-type',
        propertyNode(node, 'operator'),
        `${name} is ${a(type)}, which has no order. ${usable(type)}`,
        ['=', '!='],
      ),
    ];
  }
  return node.values.flatMap((value) => checkValue(value, field, type, name));
}

function checkValue(value: ast.Value, field: ast.Field, type: FieldType, name: string): Problem[] {
  switch (value.$type) {
    case 'FieldValue':
      return checkFieldValue(value, field, type, name);
    case 'DateValue':
      if (!DATES.has(type)) return [mismatch(value, type, name, 'a date')];
      return isCalendarDate(value.value)
        ? []
        : [
            problemAt(
              'language/wrong-value',
              value.$cstNode,
              `There is no day ${value.value}. Write a date that exists, as year-month-day.`,
            ),
          ];
    case 'NumberValue':
      if (!NUMERIC.has(type)) return [mismatch(value, type, name, 'a number')];
      if (value.percent && type !== 'percent') {
        return [
          problemAt(
            'language/wrong-type',
            value.$cstNode,
            `${name} is ${a(type)}, not a percentage. Write the number without \`%\`.`,
            [String(value.value)],
          ),
        ];
      }
      return [];
    case 'BooleanValue':
    case 'ChoiceValue':
    case 'TextValue':
      return checkWord(value, field, type, name);
  }
}

function checkWord(
  value: ast.BooleanValue | ast.ChoiceValue | ast.TextValue,
  field: ast.Field,
  type: FieldType,
  name: string,
): Problem[] {
  const word = value.$type === 'ChoiceValue' ? value.choice?.$refText : value.value;
  if (word === undefined) return [];
  if (type === 'choice' || type === 'multichoice') {
    if (field.choices.some((choice) => choice.name === word || (value.$type === 'TextValue' && choice.label === word)))
      return [];
    const names = field.choices.map((choice) => choice.name).filter((choice) => choice);
    const near = nearest(word, names);
    const known =
      names.length === 0 ? 'It has no choices yet.' : `It can be ${names.map((choice) => `\`${choice}\``).join(', ')}.`;
    return [
      problemAt(
        'language/wrong-value',
        value.$cstNode,
        `${name} has no choice \`${word}\`. ${known}`,
        near.length > 0 ? near : names.slice(0, 3),
      ),
    ];
  }
  if (type === 'yesno') {
    if (value.$type === 'BooleanValue') return [];
    return [problemAt('language/wrong-type', value.$cstNode, `${name} is yes or no, not \`${word}\`.`, ['yes', 'no'])];
  }
  if (value.$type === 'TextValue' && !NUMERIC.has(type) && !DATES.has(type)) return [];
  const found = value.$type === 'TextValue' ? 'a text' : `\`${word}\``;
  if (value.$type !== 'TextValue' && !NUMERIC.has(type) && !DATES.has(type)) {
    return [
      problemAt(
        'language/wrong-type',
        value.$cstNode,
        `${name} is ${a(type)} and has no choices. Put the text in double quotes.`,
        [`"${word}"`],
      ),
    ];
  }
  return [mismatch(value, type, name, found)];
}

function checkFieldValue(value: ast.FieldValue, field: ast.Field, type: FieldType, name: string): Problem[] {
  const other = value.field?.field?.ref;
  if (!other) return [];
  const otherName = `\`${value.field.object.$refText}.${other.name}\``;
  if (other === field) {
    return [
      problemAt(
        'language/wrong-value',
        value.$cstNode,
        `${name} is compared with itself, which says nothing. Name the other field or a value.`,
      ),
    ];
  }
  const otherType: FieldType = other.type ?? 'text';
  const same = family(type) === family(otherType);
  return same
    ? []
    : [
        problemAt(
          'language/wrong-type',
          value.$cstNode,
          `${otherName} is ${a(otherType)} and ${name} is ${a(type)}: they cannot be compared. Name a field of the same type.`,
        ),
      ];
}

/** Types whose values can be compared with each other. */
function family(type: FieldType): string {
  if (NUMERIC.has(type)) return 'number';
  if (DATES.has(type)) return 'date';
  if (type === 'choice' || type === 'multichoice' || type === 'yesno' || type === 'user') return type;
  return 'text';
}

function mismatch(value: ast.Value, type: FieldType, name: string, found: string): Problem {
  return problemAt(
    'language/wrong-type',
    value.$cstNode,
    `${name} is ${a(type)} and is compared with ${found}. ${usable(type)}`,
  );
}

function a(type: FieldType): string {
  switch (type) {
    case 'yesno':
      return 'a yes-or-no field';
    case 'multichoice':
      return 'a field of several choices';
    case 'currency':
      return 'an amount of money';
    case 'email':
      return 'an email address';
    case 'datetime':
      return 'a date with time';
    case 'longtext':
      return 'a long text';
    default:
      return `a ${type}`;
  }
}

function usable(type: FieldType): string {
  if (NUMERIC.has(type)) return 'Compare it with a number, such as `> 1000`, or ask `is set`.';
  if (DATES.has(type)) return 'Ask `is in the future`, `is in the past`, `is before 2027-01-31` or `is set`.';
  if (type === 'yesno') return 'Ask `is yes`, `is no` or `is set`.';
  if (type === 'choice' || type === 'multichoice') return 'Ask `is` with one of its choices, or `is set`.';
  return 'Ask `is set`, or compare it with a text in double quotes.';
}

/** Checks what is said of an activity: that its kind can be in that state, and that counts and times are possible. */
export function checkActivity(node: ast.ActivityEvidence): Problem[] {
  const problems: Problem[] = [];
  const states = ACTIVITY_STATES[node.activity] ?? [];
  if (node.state && !states.includes(node.state)) {
    const article = node.activity === 'email' ? 'An' : 'A';
    problems.push(
      problemAt(
        'language/wrong-value',
        propertyNode(node, 'state'),
        `${article} ${node.activity} cannot be \`${node.state}\`. It can be ${states.join(', ')}.`,
        states,
      ),
    );
  }
  if (node.atLeast !== undefined && (node.atLeast < 1 || !Number.isInteger(node.atLeast))) {
    problems.push(
      problemAt('language/wrong-value', propertyNode(node, 'atLeast'), 'Count whole times, from 1.', ['1']),
    );
  }
  return problems;
}

export function checkDuration(node: ast.Duration): Problem[] {
  if (node.amount === undefined || (node.amount > 0 && node.amount <= 36_500)) return [];
  return [
    problemAt(
      'language/wrong-value',
      propertyNode(node, 'amount'),
      'A duration is more than 0 and at most 36500. Write how long it should take.',
    ),
  ];
}

function isCalendarDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export function checkProbability(node: ast.CrmStage): Problem[] {
  const value = node.probability;
  if (value === undefined || (value >= 0 && value <= 100)) return [];
  return [
    problemAt(
      'language/wrong-value',
      propertyNode(node, 'probability'),
      `A probability lies between 0% and 100%, not at ${value}%.`,
    ),
  ];
}

/** A variant says what it is a variant of; an added step may say where it goes. */
export function checkVariant(node: ast.Variant): Problem[] {
  if (node.base || !node.name) return [];
  return [
    problemAt(
      'language/incomplete',
      propertyNode(node, 'name') ?? keywordNode(node, 'variant'),
      `The variant \`${node.name}\` does not say what it varies. Add \`of\` and the process's name.`,
    ),
  ];
}
