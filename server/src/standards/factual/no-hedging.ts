import { excerpt } from '../flow.ts';
import { advice, processRule } from '../rule.ts';
import { removeWords } from '../word-edits.ts';
import { reportCues } from '../wording.ts';

/** Verbs that cannot be left out of a sentence. */
const modal = /\b(?:may|might|could|can|should|would|seems?|appears?)\b/i;

/** A statement that leaves open whether it is so. */
export const noHedging = processRule({
  id: 'factual/no-hedging',
  standard: 'factual',
  levels: advice,
  basis: 'wording',
  summary: 'A criterion is answered by yes or no.',
  reports: 'Words that leave open whether something happens: may, might, probably, ideally, tries to.',
  why: 'A criterion that may be met is always met, so it holds nothing back.',
  instead: 'Say what happens. If it depends on something, say on what with `when`.',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the workflow and «try to» get the finance director to attend"
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
  do "Invite the finance director to the demo of the workflow"
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
  fix: { safety: 'suggestion', does: 'Leaves the words out, except for verbs such as "may" that the sentence needs.' },
  check(context) {
    reportCues(
      context,
      ['hedge'],
      (cue) =>
        `"${excerpt(cue.words)}" reads as if it may or may not happen, so it cannot be answered by yes or no. Say what happens, and give a condition with "when".`,
      () => true,
      (model, { text }, cue) =>
        modal.test(cue.words) ? [] : removeWords(model, text, cue, `Leave out "${excerpt(cue.words)}"`),
    );
  },
});
