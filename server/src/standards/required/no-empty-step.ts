import { criteriaOf, factsOf, nameOf, neighbourOf, stepPath, walkEstablished } from '../flow.ts';
import { mergeStep } from '../restructure.ts';
import { processRule, unwise } from '../rule.ts';

/** A step that can be left without anything new being true. */
export const noEmptyStep = processRule({
  id: 'required/no-empty-step',
  standard: 'required',
  levels: unwise,
  basis: 'declared',
  summary: 'Leaving a step takes something new.',
  reports: 'A step whose every exit criterion was already proven by earlier steps or holds throughout.',
  why: 'Deals pass it at once or sit in it without a reason, so its stage in the CRM tells nothing.',
  instead: 'Ask for what this step brings about, or let the step before take its place.',
  wrong: [
    {
      within: 'process',
      code: `
step «Recap» "Write the recap of the demo" {
  helps Fit
  do "Write the recap for the operations lead"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 10 days lose as NoDecision }
}`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Recap "Send the recap of the demo" {
  helps Fit
  do "Write the recap for the operations lead"
  exit {
    done "Recap sent to the operations lead" proof email "Recap" sent to Buyer
    collect deal.next_step
    commit "Operations lead names the date of the decision" proof email "Decision date" received from Buyer
  }
  otherwise { after 10 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Moves its actions into the step before and deletes it.' },
  supersedes: ['required/no-repeated-criterion', 'inspectable/one-proof-one-fact', 'required/no-redundant-step'],
  check({ process, steps, lookup, report }) {
    const changed = new Set(steps);
    walkEstablished(process, lookup, (step, established) => {
      if (!changed.has(step)) return;
      const facts = criteriaOf(step.exit).map((criterion) => factsOf(criterion, lookup));
      const nothingNew = facts.every((each) => each.length > 0 && each.every((fact) => established.has(fact.key)));
      if (facts.length === 0 || !nothingNew) return;
      report({
        at: step.nameSpan,
        path: stepPath(process, step),
        message: `Nothing new has to be true to leave "${nameOf(step)}", so a deal is no further after it than before. Ask for what this step brings about, or drop it.`,
        fixes(model) {
          const into = neighbourOf(process, step, 'before');
          const edits = into && mergeStep({ model, process }, step, into, { actions: true, criterion: () => false });
          return edits ? [{ title: `Merge it into "${nameOf(into)}"`, safety: 'suggestion', edits }] : [];
        },
      });
    });
  },
});
