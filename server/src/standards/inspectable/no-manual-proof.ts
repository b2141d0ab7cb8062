import { atomsOf } from '../../model/evidence.ts';
import type { Criterion } from '../../model/model.ts';
import { excerpt, flattened } from '../flow.ts';
import { fittingProofs } from '../proofs.ts';
import { completeness, processRule } from '../rule.ts';

/** A proof that says itself that no record exists. */
export const noManualProof = processRule({
  id: 'inspectable/no-manual-proof',
  standard: 'inspectable',
  levels: completeness,
  basis: 'declared',
  summary: 'A proof is a record, not a person’s word.',
  reports: 'A `manual` proof of a criterion.',
  why: 'It is honest, and it still means that the CRM cannot show it: the stage holds whatever the rep believes.',
  instead:
    'Find the trace it leaves: an email, a meeting, a signed or attached document, a field with a value that can be checked. If there is none, it is not a criterion.',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof «manual "Ask the rep"»
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
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Replaces it by one of up to three proofs that fit the statement.' },
  check({ process, steps, report }) {
    const judge = (criterion: Criterion, step: (typeof steps)[number] | undefined) => {
      for (const atom of atomsOf(criterion.proof)) {
        if (atom.kind !== 'manual') continue;
        report({
          at: atom.span,
          path: criterion.path,
          message: `"${excerpt(atom.text.value)}" leaves no record, so the CRM cannot show it. Name the email, meeting, document or field that does.`,
          fixes: (model) =>
            criterion.kind === 'collect'
              ? []
              : fittingProofs(model, process, step, criterion).map((proof) => ({
                  title: `Prove it with ${proof}`,
                  safety: 'suggestion',
                  edits: [{ span: atom.span, newText: proof }],
                })),
        });
      }
    };
    for (const criterion of flattened(process.throughout)) judge(criterion, undefined);
    for (const step of steps) {
      for (const block of [step.enter, step.exit]) {
        for (const criterion of flattened(block?.items ?? [])) judge(criterion, step);
      }
    }
  },
});
