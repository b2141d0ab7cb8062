import { excerpt } from '../flow.ts';
import { deletionFixes } from '../removal.ts';
import { advice, processRule } from '../rule.ts';
import { isProvenStep, reportCues } from '../wording.ts';

/** A verb without a visible outcome. */
export const noVagueVerb = processRule({
  id: 'factual/no-vague-verb',
  standard: 'factual',
  levels: advice,
  basis: 'wording',
  summary: 'Verbs name something that can be seen.',
  reports:
    'Verbs without a named outcome: understand, explore, align, engage, discuss, unless the statement names the artefact, party or event that shows it. The label of a step is judged with its criteria.',
  why: 'Nobody can tell when understanding is complete, so the step has no end.',
  instead: 'Name the outcome: not "understand their needs" but "write the requirements list with them".',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "«Understand their needs»"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
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
    done "«Understood» their requirements" proof email "Requirements" received from Buyer
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
  do "Write the list of requirements with the operations lead"
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
  fix: { safety: 'suggestion', does: 'Deletes the criterion, where the step keeps an indicator without it.' },
  check(context) {
    reportCues(
      context,
      ['vague-verb'],
      (cue) =>
        `"${excerpt(cue.words)}" reads like something without an end that can be seen. Name what comes out of it: a document, a meeting, a figure in a field.`,
      ({ word, step }) => word !== 'step' || !isProvenStep(step),
      (model, { step, criterion }) => deletionFixes(model, step, criterion),
    );
  },
});
