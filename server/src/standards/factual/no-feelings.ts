import { excerpt } from '../flow.ts';
import { deletionFixes } from '../removal.ts';
import { advice, processRule } from '../rule.ts';
import { reportCues } from '../wording.ts';

/** A mood or an attitude as a fact. */
export const noFeelings = processRule({
  id: 'factual/no-feelings',
  standard: 'factual',
  levels: advice,
  basis: 'wording',
  summary: 'A criterion is an event, not a feeling.',
  reports:
    'Words for moods and attitudes in a step, action or criterion: interested, excited, comfortable, a gut feeling. What the buyer is stuck on may be a feeling, and is not reported.',
  why: 'Two reps see two moods in the same buyer, so the stage depends on who looks.',
  instead:
    'Name what the buyer did that made you think so: they asked for a price, brought a colleague, sent their figures.',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    done "Operations lead is «excited» about the product" proof deal.next_step is set
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
    done "Operations lead asked for the price list" proof email "Price list" received from Buyer
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Deletes the criterion, where the step keeps an indicator without it.' },
  check(context) {
    reportCues(
      context,
      ['feeling'],
      (cue) =>
        `"${excerpt(cue.words)}" reads like a feeling, which two people would judge differently. Name what the buyer did that shows it.`,
      () => true,
      (model, { step, criterion }) => deletionFixes(model, step, criterion),
    );
  },
});
