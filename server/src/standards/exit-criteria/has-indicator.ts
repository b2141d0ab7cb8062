import { keywordOf } from '../../model/source.ts';
import { criteriaOf, nameOf } from '../flow.ts';
import { indicatorFor } from '../indicator.ts';
import { completeness, processRule } from '../rule.ts';
import { StepEditor } from '../step-editor.ts';

/** A step without an indicator that the rep's part is complete. */
export const hasIndicator = processRule({
  id: 'exit-criteria/has-indicator',
  standard: 'exit-criteria',
  levels: completeness,
  basis: 'declared',
  summary: 'Every step says what shows that the rep’s part is complete.',
  reports: 'A step with exit criteria but without `done`.',
  why: 'What was collected and promised does not say whether the rep did their part, so two reps would leave the step at different times.',
  instead: 'Add `done "…" proof …`: the event after which the rep’s part in this step is over.',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  «exit» {
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
  fix: { safety: 'suggestion', does: 'Adds an indicator that fits what the step is called.' },
  check({ process, steps, report }) {
    for (const step of steps) {
      const criteria = criteriaOf(step.exit);
      if (!step.exit || criteria.length === 0 || criteria.some((criterion) => criterion.kind === 'done')) continue;
      report({
        at: keywordOf(step.exit),
        path: `${process.name}/${step.name}/exit`,
        message: `Nothing shows that the rep's part in "${nameOf(step)}" is complete, so nobody can tell whose move it is. Add "done" with the event that ends it and its proof.`,
        fixes(model) {
          const file = model.file(step.span.uri);
          if (!file) return [];
          const edits = new StepEditor(file, step).addExit(indicatorFor(step)).edits();
          return [{ title: 'Add an indicator', safety: 'suggestion', edits }];
        },
      });
    }
  },
});
