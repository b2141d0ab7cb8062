import { keywordOf } from '../../model/source.ts';
import { criteriaOf, nameOf } from '../flow.ts';
import { commitmentFor } from '../indicator.ts';
import { tellsOfCommitment } from '../involvement.ts';
import { processRule } from '../rule.ts';
import { StepEditor } from '../step-editor.ts';

/** A step that asks the buyer for nothing. */
export const securesCommitment = processRule({
  id: 'exit-criteria/secures-commitment',
  standard: 'exit-criteria',
  levels: { recommended: 'warning', strict: 'error', audit: 'hint' },
  basis: 'declared',
  summary: 'A step says what the buyer commits to.',
  reports:
    'A step with exit criteria but without `commit`, unless a `done` is proven and tells of what the buyer signs, pays, orders or asks for. Steps after the sale is won are left alone.',
  why: 'A deal in which the buyer never has to do anything looks alive long after it is dead.',
  instead: 'Add `commit "…" proof …`: a small act of the buyer that takes the next step.',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  «exit» {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    collect deal.close_on
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
  fix: { safety: 'suggestion', does: 'Asks the buyer to accept the invitation to the next step.' },
  check({ process, steps, report }) {
    for (const step of steps) {
      const criteria = criteriaOf(step.exit);
      if (!step.exit || step.afterWon || criteria.length === 0) continue;
      if (criteria.some((criterion) => criterion.kind === 'commit' || tellsOfCommitment(criterion))) continue;
      report({
        at: keywordOf(step.exit),
        path: `${process.name}/${step.name}/exit`,
        message: `The buyer commits to nothing in "${nameOf(step)}", so a dead deal passes it like a live one. Add "commit" with what the buyer does to move on.`,
        fixes(model) {
          const file = model.file(step.span.uri);
          if (!file) return [];
          const edits = new StepEditor(file, step).addExit(commitmentFor(process, step)).edits();
          return [{ title: 'Ask the buyer to take the next step', safety: 'suggestion', edits }];
        },
      });
    }
  },
});
