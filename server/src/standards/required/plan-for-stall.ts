import type { Fix } from '../../model/finding.ts';
import type { Process, ProjectModel, Step } from '../../model/model.ts';
import { keywordOf } from '../../model/source.ts';
import { nameOf, stepPath } from '../flow.ts';
import { completeness, processRule } from '../rule.ts';
import { StepEditor } from '../step-editor.ts';

/** A step without a plan for unmet exit criteria. */
export const planForStall = processRule({
  id: 'required/plan-for-stall',
  standard: 'required',
  levels: completeness,
  basis: 'declared',
  summary: 'Every step says what happens when the buyer does not move on.',
  reports: 'A step without `otherwise`, or with an empty one. Steps after the sale is won are left alone.',
  why: 'Without a plan a stalled deal waits for somebody to remember it, and dead deals stay in the forecast.',
  instead:
    'Write `otherwise` with what to do after how long: a `follow-up`, a `return to` an earlier step, `hold`, or `lose as` a reason.',
  wrong: [
    {
      within: 'process',
      code: `
step «Demo» "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
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
  otherwise {
    after 7 days follow-up "Send the recording of the demo"
    after 45 days return to Discovery
  }
}`,
    },
  ],
  options: {},
  fix: {
    safety: 'suggestion',
    does: 'Adds a plan: a follow-up after a week and, where the process has a reason for it, losing the deal after a month.',
  },
  check({ process, steps, report }) {
    for (const step of steps) {
      if (step.afterWon || (step.otherwise?.plans.length ?? 0) > 0) continue;
      report({
        at: step.otherwise ? keywordOf(step.otherwise) : step.nameSpan,
        path: stepPath(process, step),
        message: `"${nameOf(step)}" does not say what happens when a deal does not get through it, so a stalled deal just sits there. Add "otherwise" with a follow-up and the point at which to give up or go back.`,
        fixes: (model) => addPlan(model, process, step),
      });
    }
  },
});

function addPlan(model: ProjectModel, process: Process, step: Step): Fix[] {
  const file = model.file(step.span.uri);
  if (!file) return [];
  const editor = new StepEditor(file, step);
  const days = Math.max(7, Math.ceil(step.within?.unit === 'days' ? step.within.amount / 2 : 0));
  editor.addPlan(`after ${days} days follow-up "Ask the buyer what is missing to go on"`);
  const reason = process.outcomes
    .find((outcome) => outcome.outcome === 'lost')
    ?.reasons.find((each) => each.name !== '');
  if (reason) editor.addPlan(`after ${Math.max(30, days * 3)} days lose as ${reason.name}`);
  return [{ title: 'Add a plan for a stalled deal', safety: 'suggestion', edits: editor.edits() }];
}
