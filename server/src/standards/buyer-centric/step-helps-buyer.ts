import { quote } from '../../base/strings.ts';
import type { Fix } from '../../model/finding.ts';
import type { Process, ProjectModel, Step } from '../../model/model.ts';
import { nameOf, stepPath } from '../flow.ts';
import { journeysOf } from '../journeys.ts';
import { TrackedLookup } from '../lookup.ts';
import { completeness, processRule } from '../rule.ts';
import { prependToStep } from '../step-editor.ts';
import { similarStuckPoints } from '../stuck-points.ts';

/** A step that helps the buyer nowhere. */
export const stepHelpsBuyer = processRule({
  id: 'buyer-centric/step-helps-buyer',
  standard: 'buyer-centric',
  levels: completeness,
  basis: 'declared',
  summary: 'Every step helps the buyer where they are stuck.',
  reports: 'A step without `helps` or `during`, in a process that has a journey.',
  why: 'Steps exist only where the buyer cannot move forward alone; any other step is work for the seller’s sake.',
  instead: 'Name the stuck point it helps with `helps`. If there is none, the step is a play, an approval or nothing.',
  wrong: [
    {
      within: 'process',
      code: `
step «Intro» "Introduce the account team" {
  do "Send the introduction of the account team to the operations lead"
  exit {
    done "Introduction sent to the operations lead" proof email "Introduction" sent to Buyer
    collect deal.next_step
    commit "Operations lead accepts the invitation" proof meeting "Kick-off" scheduled with Buyer
  }
  otherwise { after 10 days lose as NoDecision }
}`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Intro "Send the benchmark data" {
  helps Sizing
  do "Send the benchmark data of the trade to the operations lead"
  exit {
    done "Benchmark data sent to the operations lead" proof email "Benchmark" sent to Buyer
    collect deal.next_step
    commit "Operations lead accepts the invitation" proof meeting "Kick-off" scheduled with Buyer
  }
  otherwise { after 10 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: {
    safety: 'suggestion',
    does: 'Names the stuck point whose wording is nearest, first those that nothing helps yet.',
  },
  check({ process, steps, lookup, report }) {
    if (journeysOf(process, lookup).length === 0) return;
    for (const step of steps) {
      if (step.helps.length > 0 || step.during.length > 0) continue;
      report({
        at: step.nameSpan,
        path: stepPath(process, step),
        message: `"${nameOf(step)}" helps the buyer nowhere on their journey, so it may be work for its own sake. Name the stuck point it helps, or make it a play or an approval.`,
        fixes: (model) => helpFixes(model, process, step),
      });
    }
  },
});

function helpFixes(model: ProjectModel, process: Process, step: Step): Fix[] {
  const file = model.file(step.span.uri);
  if (!file) return [];
  const journeys = journeysOf(process, new TrackedLookup(model));
  return similarStuckPoints(model, process, journeys, step).map(({ name, label }) => ({
    title: `It helps with ${name} (${quote(label)})`,
    safety: 'suggestion',
    edits: [prependToStep(file, step, `helps ${name}`)],
  }));
}
