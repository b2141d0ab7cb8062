import type { Evidence } from '../model/evidence.ts';
import type { Criterion, Field, ProjectModel } from '../model/model.ts';
import type { ElementId, Ref } from '../model/source.ts';
import { collectedFields, criterionText } from './criteria.ts';
import { describeEvidence } from './describe.ts';
import { titleOf } from './stages.ts';
import { list, oneLine } from './text.ts';

/** A field the CRM does not have and that stands in for evidence it cannot see: the date on which it happened. */
export interface HelperField {
  /** Label, such as `Discovery meeting held with VP Operations`. Helpers with equal labels are one field. */
  readonly label: string;
  readonly reason: 'activity' | 'document' | 'contact' | 'approval' | 'alternatives';
  readonly evidence: Evidence;
}

/**
 * What a CRM that can only demand filled-in fields makes of a criterion.
 *
 * All of it must hold. The criterion is fully enforced when `helpers` and `manual` are empty and nothing makes it
 * conditional.
 */
export interface Requirement {
  /** Fields of the process's own object that must be filled in. */
  readonly fields: readonly Field[];
  readonly helpers: readonly HelperField[];
  /** What no required field can express, each as a clause such as `Discount is more than 15 %`. */
  readonly manual: readonly string[];
  /** It applies only under a condition, or is one of several alternatives: a required field would ask too much. */
  readonly conditional: boolean;
}

/** Breaks a criterion into fields to require, helper fields and what stays manual. */
export function requirementOf(
  criterion: Criterion,
  model: ProjectModel,
  object: ElementId | undefined,
  alternative: boolean,
): Requirement {
  const parts: Parts = { fields: new Map(), helpers: new Map(), manual: [] };
  const words = { model, object };
  if (criterion.proof !== undefined) demand(criterion.proof, criterion, words, parts);
  if (criterion.kind === 'collect') {
    for (const field of collectedFields(criterion, model)) addField(field, object, model, parts);
    for (const item of criterion.items) {
      if (item.kind === 'text') parts.manual.push(`“${oneLine(item.text.value)}” is known`);
      else if (item.kind === 'document' && criterion.proof === undefined) {
        const label = `${documentName(item.document, item.label?.value, model)} attached`;
        const evidence: Evidence = {
          kind: 'document',
          document: item.document,
          label: item.label,
          state: 'attached',
          preposition: undefined,
          parties: [],
          span: item.span,
        };
        parts.helpers.set(label, { label, reason: 'document', evidence });
      }
    }
  } else if (criterion.proof === undefined) {
    parts.manual.push(`“${criterionText(criterion, model)}” is so: the source names no proof`);
  }
  return {
    fields: [...parts.fields.values()],
    helpers: [...parts.helpers.values()],
    manual: parts.manual,
    conditional: alternative || criterion.when !== undefined,
  };
}

interface Parts {
  readonly fields: Map<ElementId, Field>;
  readonly helpers: Map<string, HelperField>;
  readonly manual: string[];
}

interface Words {
  readonly model: ProjectModel;
  /** The object of the process: fields of others cannot be required on its stages. */
  readonly object: ElementId | undefined;
}

function addField(field: Field, object: ElementId | undefined, model: ProjectModel, parts: Parts): void {
  if (field.object === object) parts.fields.set(field.id, field);
  else {
    const owner = model.element(field.object);
    parts.manual.push(`“${titleOf(field)}” is filled in on the ${owner?.name ?? 'other record'}`);
  }
}

function demand(evidence: Evidence, criterion: Criterion, words: Words, parts: Parts): void {
  const helper = (label: string, reason: HelperField['reason']) => {
    if (!parts.helpers.has(label)) parts.helpers.set(label, { label, reason, evidence });
  };
  switch (evidence.kind) {
    case 'and':
      for (const operand of evidence.operands) demand(operand, criterion, words, parts);
      return;
    case 'field': {
      const field = words.model.element(evidence.field.target);
      // Every test but `is not set` can only hold of a field that is filled in, and that much can be required.
      if (evidence.test.test !== 'not-set' && field?.kind === 'field')
        addField(field, words.object, words.model, parts);
      if (evidence.test.test !== 'set') parts.manual.push(describeEvidence(evidence, words.model));
      return;
    }
    case 'activity':
      helper(activityLabel(evidence, words.model), 'activity');
      return;
    case 'document':
      helper(
        `${documentName(evidence.document, evidence.label?.value, words.model)} ${evidence.state}${parties(evidence.preposition, evidence.parties, words.model)}`,
        'document',
      );
      return;
    case 'contact':
      helper(`${capital(evidence.buysAs.replaceAll('-', ' '))} linked`, 'contact');
      return;
    case 'approval': {
      const approval = words.model.element(evidence.approval.target);
      helper(`${approval === undefined ? evidence.approval.text : titleOf(approval)} granted`, 'approval');
      return;
    }
    case 'or':
      if (onlyRecords(evidence)) helper(criterionText(criterion, words.model), 'alternatives');
      else parts.manual.push(describeEvidence(evidence, words.model));
      return;
    case 'not':
      parts.manual.push(describeEvidence(evidence, words.model));
      return;
    case 'manual':
      parts.manual.push(`“${oneLine(evidence.text.value)}”, which no record shows`);
  }
}

/** Alternatives that one date can stand for: all of them are events or filled-in fields, none compares or denies. */
function onlyRecords(evidence: Evidence): boolean {
  if (evidence.kind === 'and' || evidence.kind === 'or') return evidence.operands.every(onlyRecords);
  if (evidence.kind === 'field') return evidence.test.test === 'set';
  return evidence.kind !== 'not' && evidence.kind !== 'manual';
}

function activityLabel(evidence: Extract<Evidence, { kind: 'activity' }>, model: ProjectModel): string {
  const name = evidence.label === undefined ? '' : `${oneLine(evidence.label.value)} `;
  const often = evidence.atLeast === undefined ? '' : ` at least ${evidence.atLeast} times`;
  const recent = evidence.within === undefined ? '' : ` within ${evidence.within.amount} ${evidence.within.unit}`;
  return capital(
    `${name}${evidence.activity} ${evidence.state}${parties(evidence.preposition, evidence.parties, model)}${recent}${often}`,
  );
}

function documentName(document: Ref | undefined, label: string | undefined, model: ProjectModel): string {
  const declared = model.element(document?.target);
  return declared === undefined ? oneLine(label ?? document?.text ?? 'Document') : titleOf(declared);
}

function parties(preposition: string | undefined, refs: readonly Ref[], model: ProjectModel): string {
  if (refs.length === 0) return '';
  const names = refs.map((ref) => {
    const element = model.element(ref.target);
    return element === undefined ? ref.text : titleOf(element);
  });
  return ` ${preposition ?? 'with'} ${list(names)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
