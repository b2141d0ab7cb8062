import type { Fix } from '../../model/finding.ts';
import type { Process, ProjectModel, Step } from '../../model/model.ts';
import { evidenceKey, isLasting } from '../evidence.ts';
import { avoidableSteps, criteriaOf, nameOf, targetsOf } from '../flow.ts';
import { mergeStep } from '../restructure.ts';
import { advice, processRule } from '../rule.ts';
import { claimsOf, statementsOfStep } from '../wording.ts';

/** Two steps that do the same for the same stuck point. */
export const noRedundantStep = processRule({
  id: 'required/no-redundant-step',
  standard: 'required',
  levels: advice,
  basis: 'declared',
  summary: 'Two steps do not do the same for the buyer.',
  reports:
    'A step that helps a stuck point an earlier step already helps, and does so with the same action on the same thing, or is proven by the same record. Steps that a branch goes around are alternatives and are left alone.',
  why: 'The second step asks for the buyer’s time again and moves them no further.',
  instead: 'Merge the two, or say what the later one does for the buyer that the earlier one does not.',
  wrong: [
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
}
step «SecondDemo» "Repeat the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo recording sent to finance" proof email "Recording" sent to Finance
    collect deal.next_step
    commit "Operations lead names the date of the decision" proof email "Decision date" received from Buyer
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
    does: 'Merges the step into the earlier one, with the criteria, plans and plays that are new.',
  },
  supersedes: [
    'required/no-repeated-criterion',
    'required/no-extra-meeting',
    'required/plan-for-stall',
    'exit-criteria/*',
  ],
  check({ process, steps, report }) {
    const changed = new Set(steps);
    const avoidable = avoidableSteps(process);
    const seen = new Map<string, Step>();
    for (const step of process.steps) {
      if (avoidable.has(step)) continue;
      const keys = purposesOf(process, step);
      const earlier = keys.map((key) => seen.get(key)).find((other) => other && !areTracks(other, step));
      if (earlier && changed.has(step)) {
        report({
          at: step.nameSpan,
          path: `${process.name}/${step.name}`,
          message: `"${nameOf(step)}" does for the buyer what "${nameOf(earlier)}" has already done for the same stuck point. Merge the two, or say what this step adds.`,
          related: [{ message: 'The earlier step', span: earlier.nameSpan }],
          fixes: (model) => mergeFixes(model, process, step, earlier),
        });
      }
      for (const key of keys) if (!seen.has(key)) seen.set(key, step);
    }
  },
});

/** What a step is for and how: each stuck point with each action on a named thing and each proof. */
function purposesOf(process: Process, step: Step): string[] {
  const stuck = targetsOf(step.helps);
  if (stuck.length === 0) return [];
  const means = new Set<string>();
  for (const statement of statementsOfStep(process, step)) {
    if (statement.word !== 'step' && statement.word !== 'do') continue;
    const { deeds, parties } = claimsOf(statement);
    const people = parties
      .map((party) => party.name)
      .sort()
      .join();
    for (const deed of deeds) {
      if (deed.form !== 'thing' && deed.observable && !deed.negated && deed.object)
        means.add(`${deed.lemma} ${deed.object} ${people}`);
    }
  }
  for (const criterion of criteriaOf(step.exit)) {
    if (criterion.kind !== 'collect' && criterion.proof && isLasting(criterion.proof))
      means.add(evidenceKey(criterion.proof));
  }
  return stuck.flatMap((point) => [...means].map((mean) => `${point}\n${mean}`));
}

function areTracks(a: Step, b: Step): boolean {
  return a.parallel !== undefined && a.parallel === b.parallel && a.afterWon === b.afterWon;
}

function mergeFixes(model: ProjectModel, process: Process, step: Step, earlier: Step): Fix[] {
  const edits = mergeStep({ model, process }, step, earlier, { plans: !earlier.otherwise });
  return edits ? [{ title: `Merge it into "${nameOf(earlier)}"`, safety: 'suggestion', edits }] : [];
}
