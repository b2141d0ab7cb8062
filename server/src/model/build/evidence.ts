import { propertyNode } from '../../language/cst.ts';
import type * as ast from '../../language/generated/ast.ts';
import type { ComparisonOperator, Duration, DurationUnit, Evidence, FieldTest, Value } from '../evidence.ts';
import type { FileContext } from './context.ts';
import { idOf } from './ids.ts';

/** The typed tree of a proof or condition; `undefined` where nothing, or too little, is written. */
export function buildEvidence(file: FileContext, node: ast.Evidence | undefined): Evidence | undefined {
  if (!node) return undefined;
  const span = file.spanOf(node);
  switch (node.$type) {
    case 'OrEvidence':
    case 'AndEvidence': {
      const operands = node.operands
        .map((operand) => buildEvidence(file, operand))
        .filter((operand) => operand !== undefined);
      return operands.length > 1 ? { kind: node.$type === 'OrEvidence' ? 'or' : 'and', operands, span } : operands[0];
    }
    case 'NotEvidence': {
      const operand = buildEvidence(file, node.operand);
      return operand && { kind: 'not', operand, span };
    }
    case 'FieldEvidence': {
      const field = file.fieldRef(node.field);
      const test = field && buildTest(file, node);
      return field && test && { kind: 'field', field, test, span };
    }
    case 'ActivityEvidence':
      if (!node.state) return undefined;
      return {
        kind: 'activity',
        activity: node.activity,
        label: file.optionalText(node, 'label'),
        state: node.state,
        preposition: node.preposition,
        parties: file.refs(node.parties),
        within: node.within && buildDuration(file, node.within),
        atLeast: node.atLeast,
        span,
      };
    case 'DocumentEvidence':
      if (!node.state) return undefined;
      return {
        kind: 'document',
        document: file.optionalRef(node.document),
        label: file.optionalText(node, 'label'),
        state: node.state,
        preposition: node.preposition,
        parties: file.refs(node.parties),
        span,
      };
    case 'ContactEvidence':
      return node.role ? { kind: 'contact', buysAs: node.role, span } : undefined;
    case 'ApprovalEvidence':
      return node.approval ? { kind: 'approval', approval: file.ref(node.approval), span } : undefined;
    case 'ManualEvidence':
      return { kind: 'manual', text: file.requiredText(node, 'text'), span };
  }
}

/** A length of time, its unit in the plural; `undefined` while half-written. */
export function buildDuration(file: FileContext, node: ast.Duration | undefined): Duration | undefined {
  if (!node?.unit || node.amount === undefined) return undefined;
  const unit = (node.unit.endsWith('s') ? node.unit : `${node.unit}s`) as DurationUnit;
  return { amount: node.amount, unit, span: file.spanOf(node) };
}

function buildTest(file: FileContext, node: ast.FieldEvidence): FieldTest | undefined {
  const negated = node.negated === true;
  const values = node.values.map((value) => buildValue(file, value, node)).filter((value) => value !== undefined);
  const value = values[0];
  if (node.operator) {
    return value && { test: 'compare', operator: node.operator as ComparisonOperator, value };
  }
  switch (node.test) {
    case 'set':
      return { test: negated ? 'not-set' : 'set' };
    case 'future':
    case 'past':
      return { test: node.test, negated };
    case 'within': {
      const duration = buildDuration(file, node.duration);
      return duration && { test: 'within', negated, duration };
    }
    case 'before':
    case 'after':
      return value && { test: node.test, negated, value };
    case 'one':
      return { test: 'one-of', negated, values };
    default:
      return value && { test: 'compare', operator: negated ? '!=' : '=', value };
  }
}

function buildValue(file: FileContext, node: ast.Value, test: ast.FieldEvidence): Value | undefined {
  const span = file.spanOf(node);
  switch (node.$type) {
    case 'NumberValue':
      return node.value === undefined
        ? undefined
        : { kind: 'number', value: node.value, percent: node.percent === true, span };
    case 'DateValue':
      return { kind: 'date', value: node.value, span };
    case 'TextValue':
      return textValue(node.value, span, test);
    case 'BooleanValue': {
      const choice = choiceNamed(test, node.value);
      return choice
        ? { kind: 'choice', choice: { target: idOf(choice), text: node.value, span }, span }
        : { kind: 'boolean', value: node.value === 'yes', span };
    }
    case 'FieldValue': {
      const field = file.fieldRef(node.field);
      return field && { kind: 'field', field, span };
    }
    case 'ChoiceValue':
      return (
        node.choice && { kind: 'choice', choice: file.ref(node.choice), span: file.span(propertyNode(node, 'choice')) }
      );
  }
}

/** A choice may also be written as text, for choices whose name is a word of the language. */
function textValue(value: string, span: ReturnType<FileContext['span']>, test: ast.FieldEvidence): Value {
  const choice = choiceNamed(test, value);
  return choice
    ? { kind: 'choice', choice: { target: idOf(choice), text: value, span }, span }
    : { kind: 'text', value, span };
}

function choiceNamed(test: ast.FieldEvidence, name: string): ast.Choice | undefined {
  const choices = test.field?.field?.ref?.choices;
  return choices?.find((choice) => choice.name === name) ?? choices?.find((choice) => choice.label === name);
}
