import { atomsOf, type FieldEvidence } from '../../model/evidence.ts';
import type { Commit, Done, ProjectModel } from '../../model/model.ts';
import { flattened, nameOf, titleOf } from '../flow.ts';
import { fittingProofs } from '../proofs.ts';
import { advice, processRule } from '../rule.ts';
import { wordOverlap } from '../similarity.ts';

/** A checkbox that only repeats the criterion it is to prove. */
export const noSelfAttestedCheckbox = processRule({
  id: 'inspectable/no-self-attested-checkbox',
  standard: 'inspectable',
  levels: advice,
  basis: 'declared',
  summary: 'A criterion is not proven by a checkbox that repeats it.',
  reports: 'A criterion whose only proof is a yes/no field with a label that says the same as the criterion.',
  why: 'The rep ticks what the rep claims: the record shows the claim a second time and proves nothing.',
  instead: 'Prove it with what happened: the meeting, the document, or a date and a value somebody else can check.',
  wrong: [
    {
      within: 'project',
      code: `
object deal { field demo_held "Demo held with finance" : yesno }

process NewBusiness "New business" for Purchase {
  owner AE
  step Demo "Hold the demo" {
    helps Sizing, Fit, Terms
    do "Demonstrate the buyer's own workflow to operations and finance"
    exit {
      done "Demo held with finance" proof «deal.demo_held» is yes
      collect deal.close_on
      commit "Finance director signs the order form" proof document "Order form" signed by Finance
    }
    otherwise { after 45 days lose as NoDecision }
  }
  won ClosedWon "Closed won"
  lost ClosedLost "Closed lost" { reason NoDecision "No decision" }
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
    done "Demo held with finance" proof meeting "Demo" held with Finance
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Replaces it by a proof that fits the statement.' },
  check({ process, steps, lookup, report }) {
    for (const step of steps) {
      for (const criterion of flattened(step.exit?.items ?? [])) {
        if (criterion.kind === 'collect') continue;
        const atoms = atomsOf(criterion.proof);
        const atom = atoms[0];
        if (atoms.length !== 1 || atom?.kind !== 'field' || !asksForYes(atom)) continue;
        const field = lookup.find('field', atom.field.target);
        if (field?.type !== 'yesno' || wordOverlap(criterion.text.value, titleOf(field)) < 0.6) continue;
        report({
          at: atom.field.span,
          path: criterion.path,
          message: `"${nameOf(field)}" is a checkbox that repeats the criterion, so it shows what the rep believes. Prove it with the meeting, document or date behind it.`,
          related: [{ message: 'The checkbox', span: field.nameSpan }],
          fixes: (model) => proofFixes(model, criterion, atom),
        });
      }
    }
    function proofFixes(model: ProjectModel, criterion: Done | Commit, atom: FieldEvidence) {
      return fittingProofs(model, process, undefined, criterion)
        .filter((proof) => !/ is set$/.test(proof))
        .map((proof) => ({
          title: `Prove it with ${proof}`,
          safety: 'suggestion' as const,
          edits: [{ span: atom.span, newText: proof }],
        }));
    }
  },
});

function asksForYes({ test }: FieldEvidence): boolean {
  if (test.test === 'set') return true;
  return test.test === 'compare' && test.operator === '=' && test.value.kind === 'boolean' && test.value.value;
}
