import { effectiveProof } from './evaluate.ts';
import type { Evidence } from './evidence.ts';
import type { Criterion, ProjectModel, Step } from './model.ts';

/** Whether at least one record of the CRM, and not only somebody's word, proves a criterion. */
export function isProven(criterion: Criterion, model: Pick<ProjectModel, 'element'>): boolean {
  const proof = effectiveProof(criterion, model);
  return proof !== undefined && hasRecord(proof);
}

/** Whether the CRM can show that a step is done: it has exit criteria, and each of them is proven. */
export function isInspectable(step: Step, model: Pick<ProjectModel, 'element'>): boolean {
  const criteria = (step.exit?.items ?? []).flatMap((item) => (item.kind === 'any' ? item.criteria : [item]));
  return criteria.length > 0 && criteria.every((criterion) => isProven(criterion, model));
}

function hasRecord(evidence: Evidence): boolean {
  switch (evidence.kind) {
    case 'and':
    case 'or':
      return evidence.operands.some(hasRecord);
    case 'not':
      return hasRecord(evidence.operand);
    case 'manual':
      return false;
    default:
      return true;
  }
}
