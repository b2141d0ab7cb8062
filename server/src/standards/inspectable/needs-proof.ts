import type { Fix } from '../../model/finding.ts';
import type { Criterion, Process, ProjectModel, Step } from '../../model/model.ts';
import { keywordOf } from '../../model/source.ts';
import { excerpt, flattened } from '../flow.ts';
import { fittingProofs } from '../proofs.ts';
import { completeness, processRule, type Report } from '../rule.ts';

/** A criterion that nothing in the CRM proves. */
export const needsProof = processRule({
  id: 'inspectable/needs-proof',
  standard: 'inspectable',
  levels: completeness,
  basis: 'declared',
  summary: 'Every criterion is proven by a record in the CRM.',
  reports:
    'A `done` or `commit` without `proof`, and information to `collect` that is given as a text instead of a field or document. Collected fields prove themselves.',
  why: 'What no record shows can only be believed, so a manager has to ask the rep about every deal.',
  instead:
    'Add `proof` with the record that shows it: a meeting held, a document signed, a field set, an approval granted.',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    «done» "Demo held with operations and finance"
    collect deal.close_on, «"List of open questions"»
    «commit» "Operations lead sends the security questionnaire"
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
    collect deal.close_on, document "List of open questions"
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: {
    safety: 'suggestion',
    does: 'Adds one of up to three proofs that fit the statement, or makes a collected text a document.',
  },
  check({ process, steps, report }) {
    for (const criterion of flattened(process.throughout)) judge(process, undefined, criterion, report);
    for (const step of steps) {
      for (const block of [step.enter, step.exit]) {
        for (const criterion of flattened(block?.items ?? [])) judge(process, step, criterion, report);
      }
    }
  },
});

function judge(process: Process, step: Step | undefined, criterion: Criterion, report: (report: Report) => void): void {
  if (criterion.proof) return;
  const { path } = criterion;
  if (criterion.kind === 'collect') {
    for (const item of criterion.items) {
      if (item.kind !== 'text') continue;
      report({
        at: item.span,
        path,
        message: `No field or document holds "${excerpt(item.text.value)}", so nobody can see whether it was collected. Name the field, or the document it stands in.`,
        fixes: () => [
          {
            title: 'Collect it as a document',
            safety: 'suggestion',
            edits: [{ span: { ...item.span, end: item.span.start }, newText: 'document ' }],
          },
        ],
      });
    }
    return;
  }
  report({
    at: keywordOf(criterion),
    path,
    message: `Nothing in the CRM proves "${excerpt(criterion.text.value)}", so it can only be taken on trust. Add "proof" with the record that shows it.`,
    fixes: (model) => proofFixes(model, process, step, criterion),
  });
}

function proofFixes(model: ProjectModel, process: Process, step: Step | undefined, criterion: Criterion): Fix[] {
  if (criterion.kind === 'collect') return [];
  return fittingProofs(model, process, step, criterion).map((proof) => ({
    title: `Prove it with ${proof}`,
    safety: 'suggestion',
    edits: [{ span: { ...criterion.span, start: criterion.span.end }, newText: ` proof ${proof}` }],
  }));
}
