import { atomsOf } from '../../model/evidence.ts';
import type { Criterion, Step } from '../../model/model.ts';
import { excerpt } from '../flow.ts';
import { namesOwnRole } from '../involvement.ts';
import { deletionFixes } from '../removal.ts';
import { advice, processRule } from '../rule.ts';
import { cuesIn, spanWithin, statementsOf } from '../wording.ts';

/** What the buyer does unseen. */
export const noBuyerInternalAction = processRule({
  id: 'inspectable/no-buyer-internal-action',
  standard: 'inspectable',
  levels: advice,
  basis: 'wording',
  summary: 'A step is not what the buyer does unseen.',
  reports:
    'A step, action or criterion that reads as if it happened inside the buyer’s organisation: discussing internally, the buying committee meeting, thinking it over. What the buyer tells you of it, in writing or in a meeting, is visible and is not reported, nor is a criterion proven by what reaches you: a message received, a meeting held, a document signed or attached.',
  why: 'It is real, but your team takes no part in it and no record of yours shows it, so the stage rests on hope.',
  instead:
    'Name what reaches you: the email with their decision, the meeting you help to prepare, the document they send back. The buyer’s own work belongs in the journey, as `does`.',
  wrong: [
    {
      within: 'process',
      code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    done "Order form under «review by their legal team»" proof document "Order form" viewed by Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
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
    done "Finance director sent the order form back with comments" proof email "Order form" received from Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Deletes the criterion, where the step keeps an indicator without it.' },
  supersedes: [
    'required/no-empty-step',
    'required/no-redundant-step',
    'exit-criteria/*',
    'required/plan-for-stall',
    'buyer-centric/step-helps-buyer',
    'buyer-centric/buyer-takes-part',
  ],
  check({ process, steps, vocabulary, lookup, report }) {
    const told = new Set<Step>();
    for (const statement of statementsOf(process, steps)) {
      const { step, criterion, text, word } = statement;
      const cue = cuesIn(statement, ['buyer-internal'], vocabulary)[0];
      if (!cue || leavesTrace(criterion) || (step && told.has(step))) continue;
      if (namesOwnRole(text.value, step, lookup)) continue;
      if (step && word === 'step') told.add(step);
      report({
        at: spanWithin(lookup, text, cue.start, cue.end),
        path: statement.path,
        message: `"${excerpt(cue.words)}" reads like something the buyer does unseen, which no record of yours can show. Name what reaches you of it, such as their email or a signed document.`,
        fixes: (model) => deletionFixes(model, step, criterion),
      });
    }
  },
});

const reachesSeller = ['received', 'replied', 'held', 'completed', 'signed', 'attached'];

/** Whether the proof is something that reached the seller. */
function leavesTrace(criterion: Criterion | undefined): boolean {
  return atomsOf(criterion?.proof).some((atom) => 'state' in atom && reachesSeller.includes(atom.state));
}
