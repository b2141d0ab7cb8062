import { atomsOf } from '../../model/evidence.ts';
import type { Criterion } from '../../model/model.ts';
import type { Claims, Predicate } from '../../prose/claims.ts';
import { excerpt } from '../flow.ts';
import type { Lookup } from '../lookup.ts';
import { advice, processRule } from '../rule.ts';
import { cueKinds } from '../vocabulary.ts';
import { claimsOf, cuesIn, isProvenStep, spanWithin, statementsOf } from '../wording.ts';

/** A statement that tells of no event. */
export const nameTheAction = processRule({
  id: 'factual/name-the-action',
  standard: 'factual',
  levels: advice,
  basis: 'wording',
  summary: 'What is done is named by a verb.',
  reports:
    'A statement in English that names nothing that happens: a topic ("Stakeholders"), a state ("Customer is price sensitive"), something that goes on ("Keep in contact"). A criterion with a proof other than a person’s word or a checkbox is left alone, and so are the label of a step with such a proof and a statement that another wording rule already reports.',
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
      const claims = claimsOf(statement);
      if (claims.language !== 'en' || claims.event) continue;
      if (statement.word === 'step' && isProvenStep(statement.step)) continue;
      if (isProven(statement.criterion, lookup) || cuesIn(statement, cueKinds, vocabulary).length > 0) continue;
      const said = claims.predicates.find((p) => p.says === 'state' || p.says === 'ongoing');
      report({
        at: said ? spanWithin(lookup, statement.text, said.start, said.end) : statement.text.span,
        path: statement.path,
        message: message(excerpt(statement.text.value), claims, said),
      });
    }
  },
});

function message(text: string, claims: Claims, said: Predicate | undefined): string {
  const words = said === undefined ? '' : claims.text.slice(said.start, said.end);
  if (said?.says === 'ongoing')
    return `"${words}" reads as if it went on without an end, so nobody can say whether "${text}" is done. Name what completes it.`;
  return said === undefined || claims.deeds.length === 0
    ? `"${text}" reads like a topic, not an action, so nobody can say whether it is done. Say who does what.`
    : `"${words}" reads like how things stand, so two people may answer "${text}" differently. Name what happens and who does it.`;
}

function isProven(criterion: Criterion | undefined, lookup: Lookup): boolean {
  return atomsOf(criterion?.proof).some((atom) => {
    return atom.kind === 'field' ? lookup.find('field', atom.field.target)?.type !== 'yesno' : atom.kind !== 'manual';
  });
}
