import { atomsOf } from '../../model/evidence.ts';
import type { Step } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { avoidableSteps, criteriaOf, stepPath } from '../flow.ts';
import { advice, processRule } from '../rule.ts';

/** More meetings for one stuck point than a team wants to ask for. */
export const noExtraMeeting = processRule({
  id: 'required/no-extra-meeting',
  standard: 'required',
  levels: advice,
  basis: 'declared',
  summary: 'One stuck point does not take meeting after meeting.',
  reports:
    'A step that asks for a meeting or call on a stuck point for which earlier steps already hold as many as allowed.',
  why: 'Each meeting costs the buyer time; one more that solves the same problem moves nothing for them.',
  instead: 'Bring the right people into the meetings there are, or solve it in writing.',
  wrong: [
    {
      within: 'process',
      options: { max: 1 },
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
}
step Workshop "Hold the workflow workshop" {
  helps «Fit»
  do "Map the workflow on a whiteboard with the operations lead"
  exit {
    done "Workshop held with the operations lead" proof meeting "Workshop" held with Buyer
    collect deal.next_step
    commit "Operations lead sends the workflow document" proof email "Workflow" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
}`,
    },
  ],
  right: [
    {
      within: 'process',
      options: { max: 1 },
      code: `
step Workshop "Send the workflow map" {
  helps Fit
  do "Draw the workflow of the operations lead and send it"
  exit {
    done "Workflow map sent to the operations lead" proof email "Workflow map" sent to Buyer
    collect deal.next_step
    commit "Operations lead returns the workflow map" proof email "Workflow map" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
}`,
    },
  ],
  options: {
    max: { type: 'number', default: 2, minimum: 1, description: 'Meetings and calls allowed for one stuck point.' },
  },
  fix: undefined,
  check({ process, steps, options, report }) {
    const changed = new Set(steps);
    const meetings = new Map<ElementId, number>();
    const avoidable = avoidableSteps(process);
    for (const step of process.steps) {
      const held = meetingsOf(step);
      if (held === 0 || avoidable.has(step)) continue;
      for (const ref of step.helps) {
        if (ref.target === undefined) continue;
        const count = (meetings.get(ref.target) ?? 0) + held;
        meetings.set(ref.target, count);
        if (count <= options.max || !changed.has(step)) continue;
        report({
          at: ref.span,
          path: stepPath(process, step),
          message: `This makes ${count} meetings for "${ref.text}", more than the ${options.max} this project allows. Settle it in the meetings there are, or in writing.`,
        });
      }
    }
  },
});

function meetingsOf(step: Step): number {
  const held = new Set<string>();
  for (const criterion of criteriaOf(step.exit)) {
    for (const atom of atomsOf(criterion.proof)) {
      if (atom.kind !== 'activity' || !['held', 'completed'].includes(atom.state)) continue;
      if (atom.activity === 'meeting' || atom.activity === 'call')
        held.add(`${atom.activity} ${atom.label?.value ?? ''}`);
    }
  }
  return held.size;
}
