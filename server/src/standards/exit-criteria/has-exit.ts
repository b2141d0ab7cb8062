import { keywordOf } from '../../model/source.ts';
import { nameOf } from '../flow.ts';
import { commitmentFor, indicatorFor } from '../indicator.ts';
import { completeness, processRule } from '../rule.ts';
import { StepEditor } from '../step-editor.ts';

/** A step without exit criteria. */
export const hasExit = processRule({
  id: 'exit-criteria/has-exit',
  standard: 'exit-criteria',
  levels: completeness,
  basis: 'declared',
  summary: 'Every step says what has to be true to leave it.',
  reports: 'A step without `exit`, or with an empty one.',
  why: 'Without exit criteria every rep moves deals on by their own measure, and nobody sees which are going nowhere.',
  instead:
    'Ask: what shows that the rep’s part is complete (`done`), what must be known (`collect`), what does the buyer commit to (`commit`).',
  wrong: [
    {
      within: 'process',
      code: `
step «Demo» "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
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
  fix: {
    safety: 'suggestion',
    does: 'Adds an indicator that fits what the step is called and a commitment to the next step, to start from.',
  },
  supersedes: ['buyer-centric/buyer-takes-part'],
  check({ process, steps, report }) {
    for (const step of steps) {
      if ((step.exit?.items.length ?? 0) > 0) continue;
      const title = nameOf(step);
      report({
        at: step.exit ? keywordOf(step.exit) : step.nameSpan,
        path: `${process.name}/${step.name}`,
        message: `"${title}" has no exit criteria, so nobody can tell when it is complete. Say in "exit" what must be done, collected and committed to.`,
        fixes(model) {
          const file = model.file(step.span.uri);
          if (!file) return [];
          const editor = new StepEditor(file, step);
          editor.addExit(indicatorFor(step)).addExit(commitmentFor(process, step));
          return [{ title: 'Add exit criteria', safety: 'suggestion', edits: editor.edits() }];
        },
      });
    }
  },
});
