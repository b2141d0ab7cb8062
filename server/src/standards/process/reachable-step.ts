import type { Fix } from '../../model/finding.ts';
import type { Process, ProjectModel, Step } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { nameOf, stepPath } from '../flow.ts';
import { dropStep } from '../restructure.ts';
import { declaredError, processRule } from '../rule.ts';
import { graphOf, reachableFrom } from './graph.ts';

/** A step that no deal ever gets to. */
export const reachableStep = processRule({
  id: 'process/reachable-step',
  standard: 'process',
  levels: declaredError,
  basis: 'declared',
  summary: 'Every step can be reached.',
  reports:
    'A step that no order, branch, return or entry point leads to, because the step before always goes elsewhere.',
  why: 'It looks like part of the sale and no deal will ever be in it, so what it should help the buyer with does not happen.',
  instead: 'Put a condition on the `then` that goes around it, lead to it from somewhere, or delete it.',
  wrong: [
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
  then Order
}
step «Trial» "Run the trial" {
  helps Fit
  do "Set up the trial for the operations lead"
  exit {
    done "Trial report sent to the operations lead" proof document "Trial report" sent to Buyer
    collect deal.next_step
    commit "Operations lead returns the trial report" proof email "Trial report" received from Buyer
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
  then Order when deal.amount < 1000
}
step Trial "Run the trial" {
  helps Fit
  do "Set up the trial for the operations lead"
  exit {
    done "Trial report sent to the operations lead" proof document "Trial report" sent to Buyer
    collect deal.next_step
    commit "Operations lead returns the trial report" proof email "Trial report" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Deletes the step, where nothing refers to it and no stuck point needs it.' },
  check({ process, steps, report }) {
    const { entries, next } = graphOf(process);
    const reached = reachableFrom(entries, next);
    for (const step of steps) {
      if (reached.has(step.id)) continue;
      report({
        at: step.nameSpan,
        path: stepPath(process, step),
        message: `Nothing leads to "${nameOf(step)}", so no deal will ever be in it. Put a condition on the "then" that goes around it, or delete it.`,
        fixes: (model) => deletionFixes(model, process, step),
      });
    }
  },
});

/** A step goes only with what nobody else needs: what it alone helps with is a reason to let deals come to it. */
function deletionFixes(model: ProjectModel, process: Process, step: Step): Fix[] {
  const others = model.processes.flatMap((each) => each.steps).filter((each) => each.id !== step.id);
  const isHelped = (id: ElementId | undefined) => others.some((each) => each.helps.some(({ target }) => target === id));
  if (process.steps.length < 2 || !step.helps.every(({ target }) => isHelped(target))) return [];
  const edits = dropStep({ model, process }, step);
  return edits ? [{ title: 'Delete the step', safety: 'suggestion', edits }] : [];
}
