import type { Step } from '../../model/model.ts';
import { nameOf, stepPath } from '../flow.ts';
import { processRule, unwise } from '../rule.ts';

/** A probability that falls along the path. */
export const risingProbability = processRule({
  id: 'process/rising-probability',
  standard: 'process',
  levels: unwise,
  basis: 'declared',
  summary: 'A deal that moves on does not become less likely.',
  reports:
    'A CRM probability lower than that of an earlier step on the way. Parallel tracks are compared with what comes before them.',
  why: 'The weighted forecast drops when a deal advances, so nobody trusts it.',
  instead: 'Set probabilities that rise along the process, from how often deals at that step were won.',
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
  crm stage "Demo" probability 60%
}
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
  crm stage "Order" probability «40»%
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
  crm stage "Order" probability 80%
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Raises the probability to that of the step before.' },
  check({ process, steps, report }) {
    const changed = new Set(steps);
    let highest: Step | undefined;
    let group: { parallel: number; highest: Step | undefined } | undefined;
    for (const step of process.steps) {
      if (step.afterWon) break;
      if (step.parallel === undefined || step.parallel !== group?.parallel) {
        group = step.parallel === undefined ? undefined : { parallel: step.parallel, highest };
      }
      const probability = step.crm?.probability;
      if (!probability) continue;
      const before = group ? group.highest : highest;
      const earlier = before?.crm?.probability?.value ?? 0;
      if (probability.value < earlier && changed.has(step)) {
        report({
          at: probability.span,
          path: stepPath(process, step),
          message: `The probability falls to ${probability.value}% here from ${earlier}% in "${nameOf(before!)}", so the forecast drops when the deal advances. Let it rise along the process.`,
          related: [{ message: 'The higher one before', span: before!.crm!.probability!.span }],
          fixes: () => [
            {
              title: `Raise it to ${earlier}%`,
              safety: 'suggestion',
              edits: [{ span: probability.span, newText: String(earlier) }],
            },
          ],
        });
      }
      if (probability.value >= (highest?.crm?.probability?.value ?? 0)) highest = step;
    }
  },
});
