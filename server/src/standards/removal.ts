import { atomsOf } from '../model/evidence.ts';
import type { Edit, Fix } from '../model/finding.ts';
import type { Collect, Criterion, CriterionBlock, ProjectModel, Step } from '../model/model.ts';
import type { Span } from '../model/source.ts';
import { removeStatement, replace } from './edits.ts';
import { criteriaOf } from './flow.ts';
import { tellsOfCommitment } from './involvement.ts';

/** Deletes a criterion; with its block where it is the only one and `withBlock` is set. */
export function removeCriterion(
  model: ProjectModel,
  criterion: Criterion,
  block: CriterionBlock,
  withBlock = false,
): Edit[] {
  const file = model.file(criterion.span.uri);
  if (!file) return [];
  const span = withBlock && block.items.length === 1 ? block.span : criterion.span;
  return removeStatement(file, span);
}

/** Offers to delete an exit criterion, where the step keeps an indicator without it. */
export function deletionFixes(model: ProjectModel, step: Step | undefined, criterion: Criterion | undefined): Fix[] {
  if (!step?.exit || !criterion || !step.exit.items.includes(criterion) || !isDispensable(criterion, step.exit))
    return [];
  return [{ title: 'Delete the criterion', safety: 'suggestion', edits: removeCriterion(model, criterion, step.exit) }];
}

/**
 * Whether an exit still has an indicator other than the seller's own approvals, and anything at all, without that
 * criterion, and loses no commitment of the buyer with it.
 */
export function isDispensable(criterion: Criterion, exit: CriterionBlock): boolean {
  const others = criteriaOf(exit).filter((each) => each !== criterion);
  const indicates = (each: Criterion) => each.kind === criterion.kind && !isApproval(each);
  const secures = (each: Criterion) => each.kind === 'commit' || tellsOfCommitment(each);
  if (secures(criterion) && !others.some(secures)) return false;
  return others.length > 0 && (criterion.kind === 'collect' || others.some(indicates));
}

function isApproval({ proof }: Criterion): boolean {
  const atoms = atomsOf(proof);
  return atoms.length > 0 && atoms.every(({ kind }) => kind === 'approval');
}

/** Deletes one item of a list of information to collect, with its comma. */
export function removeCollected(collect: Collect, index: number): Edit[] {
  const { items } = collect;
  const item = items[index];
  const after = items[index + 1];
  const before = items[index - 1];
  if (!item || (!after && !before)) return [];
  const span: Span = after
    ? { uri: item.span.uri, start: item.span.start, end: after.span.start }
    : { uri: item.span.uri, start: before!.span.end, end: item.span.end };
  return [replace(span, '')];
}
