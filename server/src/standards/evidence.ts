import type { Evidence, FieldTest, Value } from '../model/evidence.ts';
import type { Ref } from '../model/source.ts';

/** The parts that must all be true: the operands of `and`, or the whole. */
export function conjunctsOf(evidence: Evidence): readonly Evidence[] {
  return evidence.kind === 'and' ? evidence.operands.flatMap(conjunctsOf) : [evidence];
}

/** A text that is the same for two proofs exactly if they ask for the same. */
export function evidenceKey(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'and':
    case 'or':
      return `${evidence.kind}(${evidence.operands.map(evidenceKey).sort().join()})`;
    case 'not':
      return `not(${evidenceKey(evidence.operand)})`;
    case 'field':
      return `${keyOfRef(evidence.field)} ${testKey(evidence.test)}`;
    case 'activity': {
      const limits = `${evidence.within ? `${evidence.within.amount}${evidence.within.unit}` : ''}/${evidence.atLeast ?? ''}`;
      return `${evidence.activity} ${labelKey(evidence.label?.value)} ${evidence.state} ${parties(evidence)} ${limits}`;
    }
    case 'document':
      return documentKey(evidence.document, evidence.label?.value, `${evidence.state} ${parties(evidence)}`);
    case 'contact':
      return `contact ${evidence.buysAs}`;
    case 'approval':
      return `approval ${keyOfRef(evidence.approval)}`;
    case 'manual':
      return `manual ${labelKey(evidence.text.value)}`;
  }
}

/** The key of a field being set, as a `collect` proves it. */
export function fieldSetKey(field: Ref): string {
  return `${keyOfRef(field)} ${testKey({ test: 'set' })}`;
}

/** The key of a document being on the record, as a `collect` proves it. */
export function documentKey(document: Ref | undefined, label: string | undefined, state = 'attached '): string {
  return `document ${document ? keyOfRef(document) : labelKey(label)} ${state}`;
}

/**
 * Whether what is true once stays true and means one event: not so where the proof looks at the time that passes or at
 * what is missing, or where any activity of a kind will do, which each step may ask for anew.
 */
export function isLasting(evidence: Evidence): boolean {
  switch (evidence.kind) {
    case 'and':
    case 'or':
      return evidence.operands.every(isLasting);
    case 'not':
      return false;
    case 'field':
      return ['set', 'compare', 'one-of'].includes(evidence.test.test);
    case 'activity':
      return !evidence.within && evidence.label !== undefined;
    default:
      return true;
  }
}

function keyOfRef(ref: Ref): string {
  return ref.target ?? `?${ref.text}`;
}

function labelKey(label: string | undefined): string {
  return JSON.stringify(label?.trim().toLowerCase().replace(/\s+/g, ' ') ?? '');
}

function parties(evidence: { readonly preposition: string | undefined; readonly parties: readonly Ref[] }): string {
  return evidence.parties.length === 0 ? '' : `${evidence.preposition} ${evidence.parties.map(keyOfRef).sort().join()}`;
}

function testKey(test: FieldTest): string {
  switch (test.test) {
    case 'set':
    case 'not-set':
      return test.test;
    case 'compare':
      return `${test.operator} ${valueKey(test.value)}`;
    case 'one-of':
      return `${test.negated} of ${test.values.map(valueKey).sort().join()}`;
    case 'future':
    case 'past':
      return `${test.negated} ${test.test}`;
    case 'within':
      return `${test.negated} within ${test.duration.amount}${test.duration.unit}`;
    case 'before':
    case 'after':
      return `${test.negated} ${test.test} ${valueKey(test.value)}`;
  }
}

function valueKey(value: Value): string {
  switch (value.kind) {
    case 'choice':
      return keyOfRef(value.choice);
    case 'field':
      return keyOfRef(value.field);
    case 'number':
      return `${value.value}${value.percent ? '%' : ''}`;
    default:
      return `${value.kind} ${JSON.stringify(value.value)}`;
  }
}
