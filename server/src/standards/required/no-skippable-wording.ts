import { excerpt } from '../flow.ts';
import { advice, processRule } from '../rule.ts';
import { removeWords } from '../word-edits.ts';
import { cuesIn, spanWithin, statementsOf } from '../wording.ts';

/** Words that make a part of the process optional. */
export const noSkippableWording = processRule({
  id: 'required/no-skippable-wording',
  standard: 'required',
  levels: advice,
  basis: 'wording',
  summary: 'What is in the process is not left to choice by its wording.',
  reports:
    'Words such as "if applicable", "as needed", "where possible" or "optional" in a step, action or criterion. A condition in `when` is exact and is not reported.',
  why: 'Two reps read "if applicable" in two ways, so the same stage means two things in the CRM.',
  instead:
    'Say when it applies with `when`, on a field of the record; make it a `play` if it is a matter of taste; or leave the words out if it always applies.',
  wrong: [
    {
      within: 'process',
      code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director, «if applicable»"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
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
  do "Send the order form to the finance director" when deal.amount > 1000
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Takes the words out, so that it always applies.' },
  check({ process, steps, vocabulary, lookup, report }) {
    for (const statement of statementsOf(process, steps)) {
      for (const cue of cuesIn(statement, ['skippable'], vocabulary)) {
        report({
          at: spanWithin(lookup, statement.text, cue.start, cue.end),
          path: statement.path,
          message: `"${excerpt(cue.words)}" reads as if this could be skipped, so deals in the same stage have done different things. Give the condition with "when", make it a play, or leave the words out.`,
          fixes: (model) => removeWords(model, statement.text, cue, `Leave out "${excerpt(cue.words)}"`),
        });
      }
    }
  },
});
