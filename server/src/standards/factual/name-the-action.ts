import type { Criterion } from '../../model/model.ts';
import { type Word, wordsOf } from '../../prose/words.ts';
import { atomsOf } from '../evidence.ts';
import { excerpt } from '../flow.ts';
import type { Lookup } from '../lookup.ts';
import { advice, processRule } from '../rule.ts';
import { cueKinds } from '../vocabulary.ts';
import { claimsOf, cuesIn, statementsOf } from '../wording.ts';

/** A statement without an event. */
export const nameTheAction = processRule({
  id: 'factual/name-the-action',
  standard: 'factual',
  levels: advice,
  basis: 'wording',
  summary: 'What is done is named by a verb.',
  reports:
    'A `do` or `done` in English that names no action at all, such as "Stakeholders". A criterion with a proof other than a person’s word or a checkbox is left alone, and so is a statement that another wording rule already reports.',
  why: 'Whether "Stakeholders" is complete is anybody’s guess; an action is done or it is not.',
  instead: 'Say who does what: "Finance director attended the demo".',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do «"Stakeholders"»
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
  do "Invite the finance director to the demo"
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
  fix: undefined,
  check({ process, steps, vocabulary, lookup, report }) {
    for (const statement of statementsOf(process, steps)) {
      if (statement.word !== 'do' && statement.word !== 'done') continue;
      const claims = claimsOf(statement);
      if (claims.language !== 'en' || claims.event || claims.deeds.length > 0) continue;
      if (isProven(statement.criterion, lookup) || cuesIn(statement, cueKinds, vocabulary).length > 0) continue;
      if (wordsOf(claims.text).some(mayBeVerb)) continue;
      report({
        at: statement.text.span,
        path: statement.path,
        message: `"${excerpt(statement.text.value)}" reads like a topic, not an action, so nobody can say whether it is done. Say who does what.`,
      });
    }
  },
});

function isProven(criterion: Criterion | undefined, lookup: Lookup): boolean {
  return atomsOf(criterion?.proof).some((atom) => {
    return atom.kind === 'field' ? lookup.find('field', atom.field.target)?.type !== 'yesno' : atom.kind !== 'manual';
  });
}

/** Whether a word is a verb, or could be one: then this rule does not know better. */
function mayBeVerb({ pos, verb, word }: Word): boolean {
  return pos === 'VERB' || pos === 'AUX' || verb === word;
}
