import { excerpt } from '../flow.ts';
import { deletionFixes } from '../removal.ts';
import { advice, processRule } from '../rule.ts';
import { reportCues } from '../wording.ts';

/** An amount that nobody can count. */
export const noVagueQuantity = processRule({
  id: 'factual/no-vague-quantity',
  standard: 'factual',
  levels: advice,
  basis: 'wording',
  summary: 'Amounts and times are numbers.',
  reports: 'Words for amounts and times that nobody can count: several, enough, sufficient, soon, in a timely manner.',
  why: 'Enough for one rep is not enough for another, so the same stage holds different deals.',
  instead: 'Write the number: "three contacts", "within 5 days", `at least 2 times`.',
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
    commit "Operations lead sends the security questionnaire «soon»" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
}`,
    },
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    done "Operations lead sent «several» sample files" proof email "Sample files" received from Buyer
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
    commit "Operations lead sends the security questionnaire within five days" proof email "Questionnaire" received from Buyer
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
      ['vague-quantity'],
      (cue) => `"${excerpt(cue.words)}" reads like an amount that nobody can count. Write the number or the date.`,
      () => true,
      (model, { step, criterion }) => deletionFixes(model, step, criterion),
    );
  },
});
