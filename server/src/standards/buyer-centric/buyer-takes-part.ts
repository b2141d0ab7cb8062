import { criteriaOf, nameOf, stepPath } from '../flow.ts';
import { involvesBuyer } from '../involvement.ts';
import { advice, processRule } from '../rule.ts';

/** A step that the buyer has no part in. */
export const buyerTakesPart = processRule({
  id: 'buyer-centric/buyer-takes-part',
  standard: 'buyer-centric',
  levels: { ...advice, audit: 'hint' },
  basis: 'wording',
  summary: 'The buyer takes part in every step.',
  reports:
    'A step with exit criteria none of which involves the buyer: no `commit`, no persona in a proof, no buyer, meeting or signature in its words. Steps after the sale is won are left alone.',
  why: 'A step the seller can complete alone shows what the seller did, not how far the buyer is.',
  instead:
    'Let a criterion show the buyer: they attend, answer, send, sign. If they do not, the step is your own housekeeping.',
  wrong: [
    {
      within: 'process',
      code: `
step «Samples» "Send the sample box" {
  helps Sizing
  do "Send the sample box"
  exit {
    done "Sample box sent" proof task "Send the sample box" completed
    collect deal.next_step
  }
  otherwise { after 10 days lose as NoDecision }
}
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
  right: [
    {
      within: 'process',
      code: `
step Discovery "Hold the discovery call" {
  helps Sizing
  do "Hold a discovery call with the operations lead"
  exit {
    done "Discovery call held with the operations lead" proof meeting "Discovery" held with Buyer
    collect deal.amount
    commit "Operations lead books the demo" proof meeting "Demo" scheduled with Buyer
  }
  otherwise { after 30 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: undefined,
  supersedes: ['exit-criteria/secures-commitment'],
  check({ process, steps, lookup, report }) {
    for (const step of steps) {
      if (step.afterWon || criteriaOf(step.exit).length === 0 || involvesBuyer(step, lookup)) continue;
      report({
        at: step.nameSpan,
        path: stepPath(process, step),
        message: `No criterion of "${nameOf(step)}" involves the buyer, so it reads like work you can do alone. Add what the buyer does here, or make it a play.`,
      });
    }
  },
});
