import { quote } from '../../base/strings.ts';
import type { Fix } from '../../model/finding.ts';
import type { ProjectModel, Step } from '../../model/model.ts';
import { nameOf } from '../flow.ts';
import { completeness, processRule } from '../rule.ts';
import { StepEditor } from '../step-editor.ts';
import { cueKinds, type Vocabulary } from '../vocabulary.ts';
import { claimsOf, cuesIn } from '../wording.ts';

/** A step in which nobody does anything. */
export const hasAction = processRule({
  id: 'exit-criteria/has-action',
  standard: 'exit-criteria',
  levels: completeness,
  basis: 'declared',
  summary: 'Every step says what the rep does to help the buyer forward.',
  reports: 'A step without `do`.',
  why: 'Without an action of the sales team a step is a state the buyer is in, and the rep cannot move it.',
  instead: 'Write `do "…"`: the one thing the rep, or software, does here for the buyer.',
  wrong: [
    {
      within: 'process',
      code: `
step «Demo» "Hold the demo" {
  helps Fit
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
  fix: {
    safety: 'suggestion',
    does: 'Writes what the step is called as what the rep does, where that names a deed of the rep.',
  },
  check({ process, steps, vocabulary, report }) {
    for (const step of steps) {
      if (step.actions.length > 0) continue;
      report({
        at: step.nameSpan,
        path: `${process.name}/${step.name}`,
        message: `Nobody does anything in "${nameOf(step)}", so the rep has no way to help the buyer out of it. Say with "do" what the rep does here.`,
        fixes: (model) => actionFixes(model, step, vocabulary),
      });
    }
  },
});

/** The label as an action, where it tells what the rep does and nothing objects to its words. */
function actionFixes(model: ProjectModel, step: Step, vocabulary: Vocabulary): Fix[] {
  const file = model.file(step.span.uri);
  if (!file || !step.label || step.label.value.includes('\n')) return [];
  const statement = { text: step.label, kind: 'action' } as const;
  const claims = claimsOf(statement);
  const first = /^\s*(\p{L}+)/u.exec(step.label.value)?.[1]?.toLowerCase();
  const isDeed =
    claims.language === 'en' &&
    claims.actor !== 'buyer' &&
    claims.deeds.some((deed) => !deed.negated && deed.lemma === first);
  if (!isDeed || cuesIn(statement, cueKinds, vocabulary).length > 0) return [];
  const edits = new StepEditor(file, step).addAction(`do ${quote(step.label.value.trim())}`).edits();
  return [{ title: 'Let the rep do what the step is called', safety: 'suggestion', edits }];
}
