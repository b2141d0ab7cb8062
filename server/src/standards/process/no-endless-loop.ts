import { nameOf, stepPath } from '../flow.ts';
import { declaredError, processRule } from '../rule.ts';
import { graphOf, reachableFrom, reversed, wonPlace } from './graph.ts';

/** Steps that a deal can never leave. */
export const noEndlessLoop = processRule({
  id: 'process/no-endless-loop',
  standard: 'process',
  levels: declaredError,
  basis: 'declared',
  summary: 'Every step leads to an outcome in the end.',
  reports:
    'A step from which branches lead round in a circle and neither the end of the process nor any outcome can be reached.',
  why: 'Deals in it stay open for ever, whatever the buyer does.',
  instead:
    'Put a condition on the branch that leads back, or add a way out: a `then` or a plan that loses or parks the deal.',
  wrong: [
    {
      within: 'process',
      code: `
step «Order» "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days follow-up "Call the finance director" }
  then Order
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
  then Demo when deal.amount > 100000
}`,
    },
  ],
  options: {},
  fix: undefined,
  check({ process, steps, report }) {
    const { next } = graphOf(process);
    const ends = [wonPlace, ...process.outcomes.map((outcome) => outcome.id)];
    if (process.afterWon.length > 0) {
      for (const step of process.steps) if (step.afterWon && (next.get(step.id) ?? []).length === 0) ends.push(step.id);
    }
    const leads = reachableFrom(ends, reversed(next));
    for (const step of steps) {
      if (leads.has(step.id)) continue;
      report({
        at: step.nameSpan,
        path: stepPath(process, step),
        message: `From "${nameOf(step)}" a deal only goes round in a circle and never ends. Put a condition on the branch that leads back, or add a way out.`,
      });
    }
  },
});
