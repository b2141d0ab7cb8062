import type { Fix } from '../../model/finding.ts';
import type { Process, Step } from '../../model/model.ts';
import { removeLines } from '../edits.ts';
import { criteriaOf, nameOf, stepPath } from '../flow.ts';
import { homeOf } from '../leaving.ts';
import { stepToPlay } from '../restructure.ts';
import { declaredError, processRule } from '../rule.ts';

/** A step declared optional. */
export const noOptionalStep = processRule({
  id: 'required/no-optional-step',
  standard: 'required',
  levels: declaredError,
  basis: 'declared',
  summary: 'A step happens in every sale.',
  reports: 'A step marked `optional`.',
  why: 'A stage that some deals skip says nothing about where a deal stands, and conversion rates over it mean nothing.',
  instead:
    'Make it a `play` of the step it supports, where reps use it when it helps, or drop `optional` if every buyer needs it. A step that only some segments need belongs in a `variant`.',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  «optional»
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
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
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
  play "Reference call" { do "Introduce a customer of the same trade" }
}`,
    },
  ],
  options: {},
  fix: {
    safety: 'suggestion',
    does: 'Turns the step into a play of the step before or after it; takes the word `optional` away where the step is otherwise complete.',
  },
  supersedes: [
    'required/no-follow-up-step',
    'buyer-centric/no-seller-internal-step',
    'inspectable/no-buyer-internal-action',
    'required/no-split-event',
    'required/no-empty-step',
    'required/no-redundant-step',
    'required/no-skippable-wording',
    'exit-criteria/*',
    'required/plan-for-stall',
    'buyer-centric/step-helps-buyer',
    'buyer-centric/buyer-takes-part',
  ],
  check({ process, steps, vocabulary, report }) {
    for (const step of steps) {
      if (!step.optional) continue;
      const keyword = step.optional;
      const title = nameOf(step);
      report({
        at: keyword,
        path: stepPath(process, step),
        message: `"${title}" is optional, so a deal that has not passed it is neither behind nor ahead. Make it a play of the step it supports, or part of every sale.`,
        fixes(model) {
          const fixes: Fix[] = [];
          for (const side of ['before', 'after'] as const) {
            const into = homeOf(process, step, vocabulary, [side]);
            const edits = into && stepToPlay({ model, process }, step, into);
            if (into && edits)
              fixes.push({ title: `Make it a play of "${nameOf(into)}"`, safety: 'suggestion', edits });
          }
          const file = model.file(keyword.uri);
          if (file && isComplete(process, step))
            fixes.push({
              title: 'Make it part of every sale',
              safety: 'suggestion',
              edits: removeLines(file, keyword),
            });
          return fixes;
        },
      });
    }
  },
});

/** Whether nothing else is missing, so that the step could stand as it is. */
function isComplete(process: Process, step: Step): boolean {
  const helps = step.helps.length > 0 || step.during.length > 0 || process.journeys.length === 0;
  const kinds = criteriaOf(step.exit).map((criterion) => criterion.kind);
  const exits = kinds.includes('done') && kinds.includes('commit');
  return helps && exits && step.actions.length > 0 && (step.otherwise?.plans.length ?? 0) > 0;
}
