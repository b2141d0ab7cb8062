import type { Evidence } from '../../model/evidence.ts';
import type { Collect, CollectItem, Criterion, CriterionItem, ProjectModel } from '../../model/model.ts';
import { isProven } from '../../model/proof.ts';
import { keywordOf } from '../../model/source.ts';
import { cleanLine } from '../text/clean.ts';
import type { GateKind, SceneEnforcement, SceneGate, SceneRecord } from './scene.ts';
import { evidenceText, item, listed, refTitle, sentence, whenText } from './words.ts';

/** How each criterion is shown or enforced, by its semantic path. */
export type EnforcementIndex = ReadonlyMap<string, readonly SceneEnforcement[]>;

/** The criteria of a block as gates; alternatives of `any` follow each other. */
export function gatesOf(
  items: readonly CriterionItem[],
  model: ProjectModel,
  enforcement: EnforcementIndex,
): readonly SceneGate[] {
  const gates: SceneGate[] = [];
  for (const each of items) {
    const group = each.kind === 'any' ? each.criteria : [each];
    group.forEach((criterion, index) => {
      const lead = each.kind !== 'any' ? '' : anyLead(cleanLine(each.label?.value ?? ''), index);
      gates.push(gateOf(criterion, lead, letter(gates.length), model, enforcement));
    });
  }
  return gates;
}

function anyLead(label: string, index: number): string {
  if (index > 0) return 'or: ';
  return label === '' ? 'Either: ' : `${label}: `;
}

/** a … z, aa, ab, … */
function letter(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}

function gateOf(
  criterion: Criterion,
  lead: string,
  mark: string,
  model: ProjectModel,
  enforcement: EnforcementIndex,
): SceneGate {
  const records = recordsOf(criterion, model);
  const gate = gateKind(criterion, model);
  const text = cleanLine(lead + statement(criterion, model) + whenText(criterion.when, model));
  const enforced = enforcement.get(criterion.path) ?? [];
  const facts = [
    { term: 'Who takes part', text: gateWords[gate] },
    {
      term: 'Proof',
      text: criterion.proof ? sentence(evidenceText(criterion.proof, model)) : listed(records.map((each) => each.text)),
    },
    ...enforced.map((each) => ({ term: each.target, text: `${levelWords[each.level]}. ${cleanLine(each.how)}` })),
  ];
  return {
    ...item(criterion.path, criterion.span, keywordOf(criterion), criterion.path, text, facts),
    letter: mark,
    gate,
    records,
    enforcement: enforced,
  };
}

/** What each kind of gate means, in words. */
export const gateWords: Readonly<Record<GateKind, string>> = {
  buyer: 'The buyer takes part',
  rep: 'Only the rep acts',
  unproven: 'No record proves it',
};

/** What each level of enforcement means, in words. */
export const levelWords: Readonly<Record<SceneEnforcement['level'], string>> = {
  native: 'Native',
  helper: 'By a helper field',
  manual: 'By hand',
};

function statement(criterion: Criterion, model: ProjectModel): string {
  if (criterion.kind === 'collect') return `Collect ${listed(collected(criterion, model))}`;
  if (criterion.by.length === 0) return criterion.text.value;
  return `${criterion.text.value} (${listed(criterion.by.map((ref) => refTitle(ref, model)))})`;
}

function collected(collect: Collect, model: ProjectModel): string[] {
  return collect.items.map((each) => collectedTitle(each, model));
}

function collectedTitle(each: CollectItem, model: ProjectModel): string {
  switch (each.kind) {
    case 'field':
      return refTitle(each.field, model);
    case 'framework':
      return refTitle(each.framework, model);
    case 'document':
      return each.document ? refTitle(each.document, model) : cleanLine(each.label?.value ?? '');
    case 'text':
      return cleanLine(each.text.value);
  }
}

function recordsOf(criterion: Criterion, model: ProjectModel): readonly SceneRecord[] {
  if (criterion.proof !== undefined) return evidenceRecords(criterion.proof, model);
  if (criterion.kind !== 'collect') return [];
  return criterion.items.flatMap((each) => collectedRecords(each, model));
}

function collectedRecords(each: CollectItem, model: ProjectModel): readonly SceneRecord[] {
  switch (each.kind) {
    case 'field':
      return [{ kind: 'field', text: fieldPath(each.field.target, each.field.text), span: each.span }];
    case 'framework': {
      const framework = model.element(each.framework.target);
      if (framework?.kind !== 'framework') return [];
      return framework.fields.map((field) => ({
        kind: 'field',
        text: fieldPath(field.target, field.text),
        span: each.span,
      }));
    }
    case 'document':
      return [{ kind: 'document', text: `Document “${collectedTitle(each, model)}” attached`, span: each.span }];
    case 'text':
      return [];
  }
}

/** `deal.annual_cost`: the field as the source names it, object included. */
function fieldPath(target: string | undefined, written: string): string {
  return target?.startsWith('field:') ? target.slice('field:'.length) : written;
}

function evidenceRecords(evidence: Evidence, model: ProjectModel): readonly SceneRecord[] {
  switch (evidence.kind) {
    case 'and':
    case 'or':
      return evidence.operands.flatMap((operand) => evidenceRecords(operand, model));
    case 'not':
      return evidenceRecords(evidence.operand, model);
    case 'field': {
      const path = fieldPath(evidence.field.target, evidence.field.text);
      if (evidence.test.test === 'set') return [{ kind: 'field', text: path, span: evidence.span }];
      const label = refTitle(evidence.field, model);
      const test = evidenceText(evidence, model).slice(label.length).trim();
      return [{ kind: 'field', text: `${path} ${test}`, span: evidence.span }];
    }
    case 'activity':
      return [{ kind: evidence.activity, text: shortened(evidence, model), span: evidence.span }];
    case 'document':
    case 'contact':
    case 'approval':
      return [{ kind: evidence.kind, text: shortened(evidence, model), span: evidence.span }];
    case 'manual':
      return [{ kind: 'manual', text: `No record: ${cleanLine(evidence.text.value)}`, span: evidence.span }];
  }
}

/** `Meeting “Demo” held with …`: evidence without its verb, as a line of a list reads. */
function shortened(evidence: Evidence, model: ProjectModel): string {
  return sentence(
    evidenceText(evidence, model)
      .replace(/” is (?=\w+)/u, '” ')
      .replace(/^(\w+) is /u, '$1 '),
  );
}

function gateKind(criterion: Criterion, model: ProjectModel): GateKind {
  if (!isProven(criterion, model)) return 'unproven';
  if (criterion.kind === 'commit') return 'buyer';
  return criterion.proof !== undefined && buyerTakesPart(criterion.proof, model) ? 'buyer' : 'rep';
}

/** States that only somebody outside the seller's team brings about, where nobody is named. */
const buyerStates: ReadonlySet<string> = new Set(['held', 'received', 'replied', 'viewed', 'signed']);

function buyerTakesPart(evidence: Evidence, model: ProjectModel): boolean {
  switch (evidence.kind) {
    case 'and':
    case 'or':
      return evidence.operands.some((operand) => buyerTakesPart(operand, model));
    case 'not':
      return buyerTakesPart(evidence.operand, model);
    case 'activity':
    case 'document': {
      if (evidence.parties.length === 0) return buyerStates.has(evidence.state);
      if (!buyerStates.has(evidence.state) && evidence.state !== 'scheduled') return false;
      return evidence.parties.some((party) => model.element(party.target)?.kind === 'persona');
    }
    case 'field':
    case 'contact':
    case 'approval':
    case 'manual':
      return false;
  }
}
