import { type ActivityEvidence, atomsOf, type EvidenceAtom } from '../../model/evidence.ts';
import type { Fix } from '../../model/finding.ts';
import type { Process, ProjectModel, Step } from '../../model/model.ts';
import { criteriaOf, nameOf, neighbourOf, stepPath } from '../flow.ts';
import { gatherings } from '../gatherings.ts';
import { mergeStep } from '../restructure.ts';
import { advice, processRule } from '../rule.ts';
import { claimsOf } from '../wording.ts';

/** Scheduling, holding and logging one event as steps of their own. */
export const noSplitEvent = processRule({
  id: 'required/no-split-event',
  standard: 'required',
  levels: advice,
  basis: 'declared',
  summary: 'Scheduling, holding and logging one meeting is one step.',
  reports:
    'A step that only schedules, or only logs, the meeting, call or message that the next or previous step holds: all it has to prove is that the same activity is scheduled or logged, or its label says so of the same thing.',
  why: 'The buyer lives through one event; split over stages it inflates the pipeline without moving the deal.',
  instead:
    'Keep the step that holds it. Scheduling is the `commit` of the step before it, and what was learned is its `collect`.',
  wrong: [
    {
      within: 'process',
      code: `
step «BookDemo» "Book the demo" {
  helps Fit
  do "Offer the operations lead two dates"
  exit {
    done "Demo is on the calendar" proof meeting "Product demo" scheduled with Buyer
    collect deal.next_step
    commit "Finance accepts the invitation" proof meeting "Product demo" scheduled with Finance
  }
  otherwise { after 10 days lose as NoDecision }
}
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof meeting "Product demo" held with Buyer, Finance
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
}`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Merges the step into the one that holds the event.' },
  supersedes: [
    'inspectable/no-buyer-internal-action',
    'required/no-empty-step',
    'exit-criteria/*',
    'required/no-extra-meeting',
    'required/no-redundant-step',
    'required/plan-for-stall',
    'buyer-centric/step-helps-buyer',
    'buyer-centric/buyer-takes-part',
  ],
  check({ process, steps, report }) {
    for (const step of steps) {
      const after = neighbourOf(process, step, 'after');
      const before = neighbourOf(process, step, 'before');
      const held =
        after && isOnly(step, after, preparing, preparingVerbs)
          ? after
          : before && isOnly(step, before, recording, recordingVerbs)
            ? before
            : undefined;
      if (!held) continue;
      const what = held === after ? 'prepares' : 'records';
      report({
        at: step.nameSpan,
        path: stepPath(process, step),
        message: `"${nameOf(step)}" only ${what} what happens in "${nameOf(held)}", so the buyer's one event counts as two stages. Merge it into that step.`,
        related: [{ message: 'The event itself', span: held.nameSpan }],
        fixes: (model) => mergeFixes(model, process, step, held),
      });
    }
  },
});

const preparing: readonly ActivityEvidence['state'][] = ['scheduled'];
const recording: readonly ActivityEvidence['state'][] = ['logged'];
const holding: readonly ActivityEvidence['state'][] = ['held', 'completed'];
const preparingVerbs = ['schedule', 'book', 'arrange', 'invite', 'prepare'];
const recordingVerbs = ['log', 'record', 'document', 'enter', 'file', 'note'];

/** Whether all that a step proves, or says in its label, is one side of the event that another step holds. */
function isOnly(
  step: Step,
  holder: Step,
  states: readonly ActivityEvidence['state'][],
  verbs: readonly string[],
): boolean {
  const claims = criteriaOf(step.exit).filter((criterion) => criterion.kind !== 'collect');
  const atoms = claims.map((criterion) => atomsOf(criterion.proof));
  const isOneSide = (atom: EvidenceAtom): atom is ActivityEvidence =>
    atom.kind === 'activity' && states.includes(atom.state);
  const proven =
    atoms.length > 0 &&
    atoms.every((each) => each.length > 0 && each.every(isOneSide)) &&
    atoms.flat().every((atom) => isOneSide(atom) && holds(holder, atom));
  return proven || (claims.length <= 1 && labelSays(step, holder, verbs));
}

/** Whether a step proves that what an activity is one side of took place. */
function holds(holder: Step, side: ActivityEvidence): boolean {
  return activitiesOf(holder).some((atom) => holding.includes(atom.state) && eventKey(atom) === eventKey(side));
}

function labelSays(step: Step, holder: Step, verbs: readonly string[]): boolean {
  if (!step.label || !holder.label) return false;
  const own = claimsOf({ text: step.label, kind: 'step' });
  const other = claimsOf({ text: holder.label, kind: 'step' });
  const deeds = own.deeds.filter((deed) => deed.form !== 'thing');
  const held = new Set(other.lemmas.filter((lemma) => gatherings.has(lemma)));
  return (
    deeds.length > 0 &&
    deeds.every((deed) => verbs.includes(deed.lemma)) &&
    own.lemmas.some((lemma) => held.has(lemma)) &&
    !other.deeds.some((deed) => verbs.includes(deed.lemma))
  );
}

function activitiesOf(step: Step): ActivityEvidence[] {
  return criteriaOf(step.exit).flatMap((criterion) =>
    atomsOf(criterion.proof).filter((atom): atom is ActivityEvidence => atom.kind === 'activity'),
  );
}

function eventKey(atom: ActivityEvidence): string {
  return `${atom.activity} ${atom.label?.value.trim().toLowerCase() ?? ''}`;
}

function mergeFixes(model: ProjectModel, process: Process, step: Step, held: Step): Fix[] {
  const edits = mergeStep({ model, process }, step, held, { criterion: (criterion) => criterion.kind === 'collect' });
  return edits ? [{ title: `Merge it into "${nameOf(held)}"`, safety: 'suggestion', edits }] : [];
}
