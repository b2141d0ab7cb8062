import { titleOf } from '../flow.ts';
import { processRule, unwise } from '../rule.ts';

/** More CRM stages than a team can keep apart. */
export const keepItShort = processRule({
  id: 'required/keep-it-short',
  standard: 'required',
  levels: unwise,
  basis: 'declared',
  summary: 'The CRM shows no more stages than people can keep apart.',
  reports: 'A process whose steps make more open CRM stages than configured. Steps after the sale is won do not count.',
  why: 'With many stages reps pick whichever is near, and the pipeline no longer means the same to everyone.',
  instead: 'Let consecutive steps share one CRM stage with `crm stage "…"`, or merge steps that the buyer sees as one.',
  wrong: [
    {
      within: 'project',
      options: { maxStages: 1 },
      code: `
process «NewBusiness» "New business" for Purchase {
  owner AE
  step Discovery "Hold the discovery call" {
    helps Sizing, Fit
    do "Hold a discovery call with the operations lead"
    exit {
      done "Discovery call held with the operations lead" proof meeting "Discovery" held with Buyer
      collect deal.amount
      commit "Operations lead asks for the order form" proof email "Order form" received from Buyer
    }
    otherwise { after 30 days lose as NoDecision }
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
  }
  won ClosedWon "Closed won"
  lost ClosedLost "Closed lost" { reason NoDecision "No decision" }
}`,
    },
  ],
  right: [{ within: 'process', code: '// the sample process has three stages' }],
  options: {
    maxStages: { type: 'number', default: 12, minimum: 1, description: 'Open CRM stages allowed in one process.' },
  },
  fix: undefined,
  check({ process, options, report }) {
    const stages = new Set<string>();
    for (const step of process.steps) {
      if (!step.afterWon) stages.add((step.crm?.label?.value ?? titleOf(step)).trim().toLowerCase());
    }
    if (stages.size <= options.maxStages) return;
    report({
      at: process.nameSpan,
      path: process.name,
      message: `This process has ${stages.size} open CRM stages, more than the ${options.maxStages} that people keep apart here. Let consecutive steps share a stage with "crm stage", or merge them.`,
    });
  },
});
