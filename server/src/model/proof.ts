import { effectiveProof } from './evaluate.ts';
import { atomsOf } from './evidence.ts';
import type { Criterion, ProjectModel, Step } from './model.ts';

/** Whether at least one record of the CRM, and not only somebody's word, proves a criterion. */
export function isProven(criterion: Criterion, model: Pick<ProjectModel, 'element'>): boolean {
  return atomsOf(effectiveProof(criterion, model)).some(({ kind }) => kind !== 'manual');
}

/** Whether the CRM can show that a step is done: it has exit criteria, and each of them is proven. */
export function isInspectable(step: Step, model: Pick<ProjectModel, 'element'>): boolean {
  const criteria = (step.exit?.items ?? []).flatMap((item) => (item.kind === 'any' ? item.criteria : [item]));
  return criteria.length > 0 && criteria.every((criterion) => isProven(criterion, model));
}
