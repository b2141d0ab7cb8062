import type { ActivityEvidence, Duration, Evidence, FieldTest, Value } from '../model/evidence.ts';
import type { CriterionItem, ProjectModel } from '../model/model.ts';
import type { Ref } from '../model/source.ts';
import { criterionText } from './criteria.ts';
import { titleOf } from './stages.ts';
import { list, oneLine } from './text.ts';

/** What is needed to look labels up. */
export type Labels = Pick<ProjectModel, 'element'>;

/** What a person calls what a reference names; the words of the reference where it does not resolve. */
export function titleOfRef(ref: Ref, model: Labels): string {
  const element = model.element(ref.target);
  return element ? titleOf(element) : ref.text;
}

/** `14 days`, `1 week`. */
export function describeDuration(duration: Duration): string {
  const { amount, unit } = duration;
  return `${number(amount)} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}

/** An item of an exit or enter block in words: a criterion, or a group of alternatives. */
export function describeItem(item: CriterionItem, model: ProjectModel): string {
  if (item.kind !== 'any') return criterionText(item, model);
  const options = item.criteria.map((criterion) => criterionText(criterion, model));
  return item.label ? `${oneLine(item.label.value)}: ${list(options, 'or')}` : list(options, 'or');
}

/** Evidence in words, such as `Annual cost is less than 10,000 and Segment is Enterprise`. */
export function describeEvidence(evidence: Evidence, model: Labels): string {
  return describe(evidence, model, 'top');
}

function describe(evidence: Evidence, model: Labels, within: 'top' | 'and' | 'or' | 'not'): string {
  switch (evidence.kind) {
    case 'and':
    case 'or': {
      const parts = evidence.operands.map((operand) => describe(operand, model, evidence.kind));
      const text = parts.join(` ${evidence.kind} `);
      return within === 'top' || within === evidence.kind ? text : `(${text})`;
    }
    case 'not':
      return `it is not so that ${describe(evidence.operand, model, 'not')}`;
    case 'field':
      return `${titleOfRef(evidence.field, model)} ${describeTest(evidence.test, model)}`;
    case 'activity':
      return describeActivity(evidence, model);
    case 'document': {
      const name = evidence.document ? titleOfRef(evidence.document, model) : (evidence.label?.value ?? '');
      return `document “${name}” is ${evidence.state}${parties(evidence, model)}`;
    }
    case 'contact':
      return `a contact is linked as ${evidence.buysAs}`;
    case 'approval':
      return `approval “${titleOfRef(evidence.approval, model)}” is granted`;
    case 'manual':
      return `“${evidence.text.value}” (by hand)`;
  }
}

function describeTest(test: FieldTest, model: Labels): string {
  switch (test.test) {
    case 'set':
      return 'is filled in';
    case 'not-set':
      return 'is empty';
    case 'compare': {
      const words = {
        '=': 'is',
        '!=': 'is not',
        '<': 'is less than',
        '<=': 'is at most',
        '>': 'is more than',
        '>=': 'is at least',
      };
      return `${words[test.operator]} ${describeValue(test.value, model)}`;
    }
    case 'one-of': {
      const values = test.values.map((value) => describeValue(value, model));
      return `is ${test.negated ? 'none of' : 'one of'} ${list(values, 'or')}`;
    }
    case 'future':
    case 'past':
      return `is ${test.negated ? 'not ' : ''}in the ${test.test}`;
    case 'within':
      return `is ${test.negated ? 'not ' : ''}within the next ${describeDuration(test.duration)}`;
    case 'before':
    case 'after':
      return `is ${test.negated ? 'not ' : ''}${test.test} ${describeValue(test.value, model)}`;
  }
}

function describeValue(value: Value, model: Labels): string {
  switch (value.kind) {
    case 'number':
      return value.percent ? `${number(value.value)} %` : number(value.value);
    case 'text':
      return `“${value.value}”`;
    case 'date':
      return value.value;
    case 'boolean':
      return value.value ? 'yes' : 'no';
    case 'choice': {
      const choice = model.element(value.choice.target);
      return choice ? titleOf(choice) : value.choice.text;
    }
    case 'field':
      return titleOfRef(value.field, model);
  }
}

function describeActivity(evidence: ActivityEvidence, model: Labels): string {
  const { activity, label, state, within, atLeast } = evidence;
  const what = label ? `${activity} “${label.value}”` : activity;
  const often = atLeast === undefined || atLeast === 1 ? '' : ` at least ${atLeast} times`;
  const when = within
    ? ` ${state === 'scheduled' ? 'within the next' : 'in the last'} ${describeDuration(within)}`
    : '';
  return `${what} is ${state}${parties(evidence, model)}${often}${when}`;
}

function parties(evidence: { parties: readonly Ref[]; preposition: string | undefined }, model: Labels): string {
  if (evidence.parties.length === 0) return '';
  const names = evidence.parties.map((party) => titleOfRef(party, model));
  return ` ${evidence.preposition ?? 'with'} ${list(names, 'and')}`;
}

/** Digits grouped by commas, whatever the machine's language. */
function number(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  const grouped = whole.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
