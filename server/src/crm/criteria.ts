import type { Evidence } from '../model/evidence.ts';
import type { AnyOf, Collect, Criterion, CriterionItem, Field, Process, ProjectModel, Step } from '../model/model.ts';
import type { ElementId } from '../model/source.ts';
import { titleOf } from './stages.ts';
import { list, oneLine } from './text.ts';

/** A criterion and where in the process it stands. */
export interface PlacedCriterion {
  readonly criterion: Criterion;
  /** `exit` and `enter` of a step, `throughout` of the process, or the `enter` of an outcome. */
  readonly where: 'exit' | 'enter' | 'throughout' | 'outcome';
  readonly step: Step | undefined;
  /** The alternatives it belongs to. */
  readonly any: AnyOf | undefined;
}

/** All criteria of a process: throughout, then step by step, then outcomes. */
export function placedCriteria(process: Process): readonly PlacedCriterion[] {
  return [
    ...placed(process.throughout, 'throughout', undefined),
    ...process.steps.flatMap((step) => [
      ...placed(step.enter?.items ?? [], 'enter', step),
      ...placed(step.exit?.items ?? [], 'exit', step),
    ]),
    ...process.outcomes.flatMap((outcome) => placed(outcome.enter?.items ?? [], 'outcome', undefined)),
  ];
}

function placed(
  items: readonly CriterionItem[],
  where: PlacedCriterion['where'],
  step: Step | undefined,
): readonly PlacedCriterion[] {
  return items.flatMap((item): PlacedCriterion[] =>
    item.kind === 'any'
      ? item.criteria.map((criterion) => ({ criterion, where, step, any: item }))
      : [{ criterion: item, where, step, any: undefined }],
  );
}

/** An alternative without another is no choice: it is asked for like any criterion. */
export function withoutSingleChoices(items: readonly CriterionItem[]): readonly CriterionItem[] {
  return items.map((item) =>
    item.kind === 'any' && item.criteria.length === 1 && item.criteria[0] ? item.criteria[0] : item,
  );
}

/** Fields that a `collect` asks for, those of its frameworks included, each once. */
export function collectedFields(collect: Collect, model: ProjectModel): readonly Field[] {
  const fields = new Map<ElementId, Field>();
  for (const item of collect.items) {
    const refs =
      item.kind === 'field'
        ? [item.field]
        : item.kind === 'framework'
          ? frameworkFields(item.framework.target, model)
          : [];
    for (const ref of refs) {
      const field = model.element(ref.target);
      if (field?.kind === 'field') fields.set(field.id, field);
    }
  }
  return [...fields.values()];
}

function frameworkFields(id: ElementId | undefined, model: ProjectModel) {
  const framework = model.element(id);
  return framework?.kind === 'framework' ? framework.fields : [];
}

/** Fields that evidence reads, each once, in order of appearance. */
export function evidenceFields(evidence: Evidence | undefined, model: ProjectModel): readonly Field[] {
  const fields = new Map<ElementId, Field>();
  const add = (id: ElementId | undefined) => {
    const field = model.element(id);
    if (field?.kind === 'field') fields.set(field.id, field);
  };
  const visit = (node: Evidence): void => {
    if (node.kind === 'and' || node.kind === 'or') for (const operand of node.operands) visit(operand);
    else if (node.kind === 'not') visit(node.operand);
    else if (node.kind === 'field') {
      add(node.field.target);
      const test = node.test;
      if (test.test === 'compare' || test.test === 'before' || test.test === 'after') {
        if (test.value.kind === 'field') add(test.value.field.target);
      } else if (test.test === 'one-of') {
        for (const value of test.values) if (value.kind === 'field') add(value.field.target);
      }
    }
  };
  if (evidence !== undefined) visit(evidence);
  return [...fields.values()];
}

/** Fields a criterion asks for or reads. */
export function criterionFields(criterion: Criterion, model: ProjectModel): readonly Field[] {
  const all = [
    ...(criterion.kind === 'collect' ? collectedFields(criterion, model) : []),
    ...evidenceFields(criterion.proof, model),
    ...evidenceFields(criterion.when, model),
  ];
  return [...new Map(all.map((field) => [field.id, field])).values()];
}

/** Every field that a process mentions in criteria, plans, conditions and hand-offs, each once. */
export function processFields(process: Process, model: ProjectModel): readonly Field[] {
  const fields = new Map<ElementId, Field>();
  const add = (more: readonly Field[]) => {
    for (const field of more) fields.set(field.id, field);
  };
  const byId = (id: ElementId | undefined) => {
    const field = model.element(id);
    if (field?.kind === 'field') fields.set(field.id, field);
  };
  add(evidenceFields(process.appliesWhen, model));
  for (const start of process.startsAt) add(evidenceFields(start.when, model));
  for (const { criterion } of placedCriteria(process)) add(criterionFields(criterion, model));
  for (const holder of [...process.steps, ...process.outcomes, ...process.holds]) {
    for (const action of holder.actions) add(evidenceFields(action.when, model));
    const plans = holder.kind === 'step' ? (holder.otherwise?.plans ?? []) : holder.plans;
    for (const plan of plans) {
      add(evidenceFields(plan.trigger.when, model));
      if (plan.action.kind === 'hold') byId(plan.action.until?.target);
    }
    if (holder.kind !== 'outcome') for (const branch of holder.branches) add(evidenceFields(branch.when, model));
    if (holder.kind !== 'hold') {
      for (const passing of [...holder.handoffs, ...holder.opens]) {
        for (const item of passing.items) if (item.kind === 'field') byId(item.field.target);
      }
    }
  }
  return [...fields.values()];
}

/** The criterion in words, such as `Discovery call held` or `Collect Pain summary and Annual cost`. */
export function criterionText(criterion: Criterion, model: ProjectModel): string {
  if (criterion.kind !== 'collect') return oneLine(criterion.text.value);
  const items = new Map(criterion.items.map((item) => [collectKey(item), item]));
  const names = [...items.values()].map((item) => {
    if (item.kind === 'text') return oneLine(item.text.value);
    if (item.kind === 'document' && item.document === undefined) return oneLine(item.label?.value ?? '');
    const ref = item.kind === 'field' ? item.field : item.kind === 'framework' ? item.framework : item.document;
    const element = model.element(ref?.target);
    return element === undefined ? (ref?.text ?? '') : titleOf(element);
  });
  return `Collect ${list(names.filter((name) => name !== ''))}`;
}

/** The same thing named twice is one. */
function collectKey(item: Collect['items'][number]): string {
  if (item.kind === 'text') return item.text.value;
  const ref = item.kind === 'field' ? item.field : item.kind === 'framework' ? item.framework : item.document;
  return ref?.target ?? ref?.text ?? (item.kind === 'document' ? (item.label?.value ?? '') : '');
}
