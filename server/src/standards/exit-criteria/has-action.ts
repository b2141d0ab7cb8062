import { nameOf } from '../flow.ts';
import { completeness, processRule } from '../rule.ts';

/** A step in which nobody does anything. */
export const hasAction = processRule({
  id: 'exit-criteria/has-action',
  standard: 'exit-criteria',
  levels: completeness,
  basis: 'declared',
  summary: 'Every step says what the rep does to help the buyer forward.',
  reports: 'A step without `do`.',
  why: 'Without an action of the sales team a step is a state the buyer is in, and the rep cannot move it.',
  instead: 'Write `do "…"`: the one thing the rep, or software, does here for the buyer.',
  wrong: [
    {
      within: 'process',
      code: `
step «Demo» "Hold the demo" {
  helps Fit
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
  fix: undefined,
  check({ process, steps, report }) {
    for (const step of steps) {
      if (step.actions.length > 0) continue;
      report({
        at: step.nameSpan,
        path: `${process.name}/${step.name}`,
        message: `Nobody does anything in "${nameOf(step)}", so the rep has no way to help the buyer out of it. Say with "do" what the rep does here.`,
      });
    }
  },
});
