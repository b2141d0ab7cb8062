import { nameOf } from '../flow.ts';
import { completeness, processRule } from '../rule.ts';

/** A process without a buyer's journey. */
export const journeyDefined = processRule({
  id: 'buyer-centric/journey-defined',
  standard: 'buyer-centric',
  levels: completeness,
  basis: 'declared',
  summary: 'A process is laid over the journey its buyer takes.',
  reports: 'A process without `for` a journey, or a journey without stages.',
  why: 'Without the buyer’s journey nobody can tell which steps help the buyer and which only keep the seller busy.',
  instead: 'Declare the `journey`, its stages and where the buyer is stuck, and write the process `for` it.',
  wrong: [
    {
      within: 'project',
      code: `
process «Renewal» "Renewal" {
  owner AE
  step Offer "Send the renewal offer" {
    do "Send the renewal offer to the operations lead"
    exit {
      done "Renewal offer sent to the operations lead" proof document "Renewal offer" sent to Buyer
      collect deal.description
      commit "Operations lead signs the renewal offer" proof document "Renewal offer" signed by Buyer
    }
    otherwise { after 30 days lose as Left }
  }
  won Renewed "Renewed"
  lost Lapsed "Lapsed" { reason Left "Left for another product" }
}`,
    },
  ],
  right: [
    {
      within: 'file',
      code: `
persona Owner "Shop owner"
journey Visit "Visit" for Owner {
  stage Look "Looks around" { stuck Choice "Cannot choose between two models without trying both" }
}
process Sale "Sale" for Visit {
  step Try "Let the owner try both models" {
    helps Choice
    do "Set up both models for the shop owner"
    exit {
      done "Trial session held with the shop owner" proof meeting "Trial" held with Owner
      collect deal.amount
      commit "Shop owner signs the order" proof document "Order" signed by Owner
    }
    otherwise { after 14 days lose as NoDecision }
  }
  won Sold "Sold"
  lost Lost "Lost" { reason NoDecision "No decision" }
}`,
    },
  ],
  options: {},
  fix: undefined,
  check({ process, lookup, report }) {
    if (process.variantOf) return;
    if (process.journeys.length === 0) {
      report({
        at: process.nameSpan,
        path: process.name,
        message: `"${nameOf(process)}" is not laid over a buyer's journey, so nobody can tell which steps help the buyer. Declare the journey and write the process "for" it.`,
      });
      return;
    }
    for (const ref of process.journeys) {
      const journey = lookup.find('journey', ref.target);
      if (!journey || journey.stages.length > 0) continue;
      report({
        at: ref.span,
        path: process.name,
        message: `The journey "${nameOf(journey)}" has no stages, so no step can help the buyer along it. Write down its stages and where the buyer is stuck.`,
        related: [{ message: 'The journey', span: journey.nameSpan }],
      });
    }
  },
});
