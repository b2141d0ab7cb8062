import { excerpt } from '../flow.ts';
import { deletionFixes } from '../removal.ts';
import { advice, processRule } from '../rule.ts';
import { reportCues } from '../wording.ts';

/** An opinion as a fact. */
export const noJudgement = processRule({
  id: 'factual/no-judgement',
  standard: 'factual',
  levels: advice,
  basis: 'wording',
  summary: 'A criterion is a fact, not an opinion.',
  reports:
    'Words that judge instead of telling: good fit, strong champion, meaningful, clear, solid, successfully, qualified without saying by what.',
  why: 'What is good enough differs from rep to rep, so the stage means as many things as there are reps.',
  instead: 'Say what was done or measured: a number in a field, a named document, a person who attended.',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    done "There is a «good fit»" proof deal.next_step is set
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
    done "Deal amount is above 10,000" proof deal.amount > 10000
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
      ['judgement'],
      (cue) =>
        `"${excerpt(cue.words)}" reads like an opinion, which two people would not share. Say what was done or measured instead.`,
      () => true,
      (model, { step, criterion }) => deletionFixes(model, step, criterion),
    );
  },
});
