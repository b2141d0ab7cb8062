import type { Fix } from '../../model/finding.ts';
import type { Commit, Criterion, Done, Process, ProjectModel, Step } from '../../model/model.ts';
import { keywordOf } from '../../model/source.ts';
import { excerpt, factsOf, unconditional } from '../flow.ts';
import { fittingProofs } from '../proofs.ts';
import { advice, processRule } from '../rule.ts';
import { saySame } from '../similarity.ts';

/** One field that is to prove two different statements. */
export const oneProofOneFact = processRule({
  id: 'inspectable/one-proof-one-fact',
  standard: 'inspectable',
  levels: advice,
  basis: 'declared',
  summary: 'A field proves one fact.',
  reports:
    'A criterion with exactly the proof of another criterion of the process that says something else, where the proof is a field.',
  why: 'One entry cannot show two things: once it is made for the first, the second counts as proven without having happened.',
  instead: 'Give each fact a record of its own, or drop the one that adds nothing.',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    done "Operations lead named the launch date" proof deal.next_step is set
    done "Test account was opened" proof «deal.next_step is set»
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
    done "Operations lead named the launch date" proof deal.next_step_on is set
    done "Test account was opened" proof task "Open the test account" completed
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Proves the later statement with a record that fits its words.' },
  check({ process, steps, lookup, report }) {
    const changed = new Set(steps);
    const first = new Map<string, Criterion[]>();
    for (const step of process.steps) {
      for (const criterion of unconditional(step.exit)) {
        if (criterion.kind === 'collect' || !criterion.proof) continue;
        const facts = factsOf(criterion, lookup);
        const fact = facts[0];
        if (facts.length !== 1 || fact?.evidence?.kind !== 'field' || !fact.lasting) continue;
        const others = first.get(fact.key) ?? [];
        const other = others.find((each) => each.kind !== 'collect' && !saySame(each.text.value, criterion.text.value));
        first.set(fact.key, [...others.slice(0, 3), criterion]);
        if (!other || !changed.has(step)) continue;
        report({
          at: criterion.proof.span,
          path: criterion.path,
          message: `The same entry already proves "${other.kind === 'collect' ? '' : excerpt(other.text.value)}", so it cannot show this as well. Give this fact a record of its own.`,
          related: [{ message: 'The other statement it proves', span: keywordOf(other) }],
          fixes: (model) => proofFixes(model, process, step, criterion),
        });
      }
    }
  },
});

function proofFixes(model: ProjectModel, process: Process, step: Step, criterion: Done | Commit): Fix[] {
  const { proof } = criterion;
  if (!proof) return [];
  return fittingProofs(model, process, step, criterion)
    .filter((source) => !source.endsWith(' is set'))
    .map((source) => ({
      title: `Prove it with ${source}`,
      safety: 'suggestion',
      edits: [{ span: proof.span, newText: source }],
    }));
}
