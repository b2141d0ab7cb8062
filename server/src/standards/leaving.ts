import type { Process, Step } from '../model/model.ts';
import type { CueKind } from '../prose/claims.ts';
import { neighbourOf } from './flow.ts';
import type { Vocabulary } from './vocabulary.ts';
import { cuesIn } from './wording.ts';

/** What makes of a label something that is no step of the CRM. */
const noStep: readonly CueKind[] = ['follow-up', 'wait', 'seller-internal', 'buyer-internal'];

/** Whether a step is one to fold into another by what it is called, whatever else is put right about it. */
export function isNoStepByName(step: Step, vocabulary: Vocabulary): boolean {
  return !!step.label && cuesIn({ text: step.label, kind: 'step' }, noStep, vocabulary).length > 0;
}

/** Whether a step is no step by name, or does not happen in every sale: nothing should be moved into it. */
function isLeaving(step: Step, vocabulary: Vocabulary): boolean {
  const skippable = step.label && cuesIn({ text: step.label, kind: 'step' }, ['skippable'], vocabulary).length > 0;
  return step.optional !== undefined || skippable === true || isNoStepByName(step, vocabulary);
}

/**
 * The step that takes over what another one asks for: the nearest that stays, of the same CRM stage if there is one.
 * Where none stays, the neighbour.
 *
 * @param sides where to look, in this order
 */
export function homeOf(
  process: Process,
  step: Step,
  vocabulary: Vocabulary,
  sides: readonly ('before' | 'after')[] = ['before', 'after'],
): Step | undefined {
  const stays = (other: Step) =>
    other !== step &&
    other.afterWon === step.afterWon &&
    (other.parallel === undefined || other.parallel !== step.parallel) &&
    !isLeaving(other, vocabulary);
  const candidates = sides.flatMap((side) => {
    const near =
      side === 'before'
        ? process.steps.slice(0, step.index).findLast(stays)
        : process.steps.slice(step.index + 1).find(stays);
    return near ? [near] : [];
  });
  const stage = step.crm?.label?.value;
  const same = stage === undefined ? undefined : candidates.find((other) => other.crm?.label?.value === stage);
  if (same ?? candidates[0]) return same ?? candidates[0];
  for (const side of sides) {
    const neighbour = neighbourOf(process, step, side);
    if (neighbour) return neighbour;
  }
  return undefined;
}
