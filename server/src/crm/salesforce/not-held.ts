import type { Process, ProjectModel, Step } from '../../model/model.ts';
import { titleOfRef } from '../describe.ts';
import { type NotHeld, notHeld, type Place } from '../not-held.ts';
import { oneLine } from '../text.ts';
import { committedBy } from './rule-words.ts';

/** What the processes say and neither stages, rules nor guidance of Salesforce hold. */
export function salesforceNotHeld(processes: readonly Process[], model: ProjectModel): readonly NotHeld[] {
  return notHeld(processes, model, (statement, place) => {
    switch (statement) {
      case 'commitment':
        return holdsCommitment(place, model);
      case 'branch':
        return holdsBranch(place);
      case 'track':
        // Rules say which stages have one place in the order, and behind which of them criteria are asked for.
        return (
          place.process.forwardOnly ||
          place.process.noSkipping ||
          place.process.steps.some((step) => isTrackWithRule(step))
        );
      case 'forecast':
        return place.process.object.target === 'object:deal';
      case 'closed':
      case 'disqualified':
      case 'plan':
        return true;
      case 'deadline':
        return false;
    }
  });
}

/** The description of its rule says it: alternatives share a rule, and without a proof there is none. */
function holdsCommitment({ placed }: Place, model: ProjectModel): boolean {
  const criterion = placed?.criterion;
  if (criterion?.kind !== 'commit' || placed?.any || criterion.proof === undefined) return false;
  return (
    criterion.by.length === 0 ||
    committedBy(criterion.by.map((buyer) => oneLine(titleOfRef(buyer, model)))) !== undefined
  );
}

/** Rules let a branch pass: that on skipping or moving back, and those of the stages that it passes over. */
function holdsBranch({ process, step, to }: Place): boolean {
  const at = process.steps.findIndex(({ id }) => id === step?.id);
  const found = process.steps.findIndex(({ id }) => id === to?.target);
  const target = found < 0 ? process.steps.length : found;
  if (target < at) return process.forwardOnly;
  return (
    process.noSkipping || process.steps.slice(at + 1, target).some((between) => (between.exit?.items.length ?? 0) > 0)
  );
}

function isTrackWithRule(step: Step): boolean {
  return step.parallel !== undefined && (step.exit?.items.length ?? 0) > 0;
}
