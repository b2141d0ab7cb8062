import { atomsOf } from '../../model/evidence.ts';
import type { Fix } from '../../model/finding.ts';
import type { Criterion, Process, ProjectModel, Step } from '../../model/model.ts';
import { keywordOf } from '../../model/source.ts';
import { criteriaOf, nameOf } from '../flow.ts';
import type { Lookup } from '../lookup.ts';
import { processRule } from '../rule.ts';
import { StepEditor } from '../step-editor.ts';

/** A step that asks for no information. */
export const collectsInformation = processRule({
  id: 'exit-criteria/collects-information',
  standard: 'exit-criteria',
  levels: { recommended: 'hint', strict: 'warning', audit: 'hint' },
  basis: 'declared',
  summary: 'A step says what must be known before it is left.',
  reports:
    'A step with exit criteria but without `collect`, unless a field other than a yes/no proves one of them: then something is recorded. Steps after the sale is won are left alone.',
  why: 'What nobody has to find out is missing when the next role, or the forecast, needs it.',
  instead: 'Add `collect` with the fields that the rest of the process builds on.',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  «exit» {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
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
  fix: { safety: 'suggestion', does: 'Collects a field of the record that no step asks for yet.' },
  check({ process, steps, lookup, report }) {
    for (const step of steps) {
      const criteria = criteriaOf(step.exit);
      if (!step.exit || step.afterWon || criteria.length === 0) continue;
      if (criteria.some((criterion) => criterion.kind === 'collect' || recordsSomething(criterion, lookup))) continue;
      report({
        at: keywordOf(step.exit),
        path: `${process.name}/${step.name}/exit`,
        message: `"${nameOf(step)}" can be left without learning anything, so whoever takes the next step starts blind. Add "collect" with what the next steps need to know.`,
        fixes: (model) => collectFixes(model, process, step),
      });
    }
  },
});

/** Whether a field has to hold more than a yes for a criterion to be proven. */
function recordsSomething(criterion: Criterion, lookup: Lookup): boolean {
  return atomsOf(criterion.proof).some(
    (atom) => atom.kind === 'field' && lookup.find('field', atom.field.target)?.type !== 'yesno',
  );
}

/** Fields that software fills in are nothing to ask for. */
const keptBySoftware = ['name', 'stage', 'probability', 'owner', 'created_on', 'last_activity_on'];

function collectFixes(model: ProjectModel, process: Process, step: Step): Fix[] {
  const file = model.file(step.span.uri);
  const object = model.objects.find((each) => each.id === process.object.target);
  if (!file || !object) return [];
  const asked = new Set(
    process.steps.flatMap((each) =>
      criteriaOf(each.exit).flatMap((criterion) =>
        criterion.kind === 'collect'
          ? criterion.items.flatMap((item) => (item.kind === 'field' && item.field.target ? [item.field.target] : []))
          : [],
      ),
    ),
  );
  const free = object.fields.filter((field) => !asked.has(field.id) && !keptBySoftware.includes(field.name));
  const byChoice = [...free.filter((field) => !field.builtin), ...free.filter((field) => field.builtin)];
  return byChoice.slice(0, 3).map((field) => {
    const name = `${object.name}.${field.name}`;
    const edits = new StepEditor(file, step).addExit(`collect ${name}`).edits();
    return { title: `Collect ${name}`, safety: 'suggestion', edits };
  });
}
