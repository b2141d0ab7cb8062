import type { Fix } from '../../model/finding.ts';
import type { Process, ProjectModel, Stage, Step } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { addBeside, removeStatement } from '../edits.ts';
import { nameOf, stepPath, stepsAt } from '../flow.ts';
import { stagesOf } from '../journeys.ts';
import { TrackedLookup } from '../lookup.ts';
import { processRule, unwise } from '../rule.ts';
import { sourceOf } from '../step-editor.ts';

/** A step that comes after steps for later stages of the journey. */
export const followTheJourney = processRule({
  id: 'buyer-centric/follow-the-journey',
  standard: 'buyer-centric',
  levels: unwise,
  basis: 'declared',
  summary: 'Steps come in the order of the buyer’s journey.',
  reports:
    'A step that only helps in stages of the journey that an earlier step has left behind. Parallel tracks, and steps that a branch leads back to, are left alone.',
  why: 'The buyer has to go back to a question they thought was answered, or the deal shows a stage it has not reached.',
  instead: 'Move the step to where the buyer is stuck, or correct which stuck point it helps.',
  wrong: [
    {
      within: 'process',
      code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
}
step Benchmark "Send the benchmark data" {
  helps «Sizing»
  do "Send the benchmark data of the trade to the operations lead"
  exit {
    done "Benchmark data sent to the operations lead" proof email "Benchmark" sent to Buyer
    collect deal.next_step
    commit "Operations lead sends the own figures" proof email "Figures" received from Buyer
  }
  otherwise { after 10 days lose as NoDecision }
}`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Contract "Agree the delivery dates" {
  helps Terms
  do "Send the delivery dates to the finance director"
  exit {
    done "Delivery dates sent to the finance director" proof email "Delivery dates" sent to Finance
    collect deal.next_step
    commit "Finance director returns the delivery dates" proof email "Delivery dates" received from Finance
  }
  otherwise { after 10 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Moves the step before the first one that serves a later stage.' },
  check({ process, steps, lookup, report }) {
    const changed = new Set(steps);
    const returned = new Set(process.steps.flatMap((step) => step.branches.map((branch) => branch.to.target)));
    /** Per journey, the furthest stage that a step began at, and that step. */
    const reached = new Map<ElementId, { stage: Stage; step: Step }>();
    for (const item of [...process.flow, ...process.afterWon]) {
      const tracks = stepsAt(item).map((step) => ({ step, stages: stagesOf(step, lookup) }));
      for (const { step, stages } of tracks) {
        if (!changed.has(step) || returned.has(step.id)) continue;
        const behind = stages.map((stage) => ({ stage, ahead: reached.get(stage.journey) }));
        if (behind.length === 0 || !behind.every(({ stage, ahead }) => ahead && stage.index < ahead.stage.index))
          continue;
        const { stage, ahead } = behind[0]!;
        const ref = step.helps[0] ?? step.during[0]!;
        report({
          at: ref.span,
          path: stepPath(process, step),
          message: `"${nameOf(step)}" helps in "${nameOf(stage)}", yet "${nameOf(ahead!.step)}" before it already serves "${nameOf(ahead!.stage)}". Move it to where the buyer is stuck, or correct what it helps.`,
          related: [{ message: 'The step that is already further', span: ahead!.step.nameSpan }],
          fixes: (model) => moveFixes(model, process, step, stage),
        });
      }
      for (const { step, stages } of tracks) {
        for (const [journey, first] of firstPerJourney(stages)) {
          if (first.index > (reached.get(journey)?.stage.index ?? -1)) reached.set(journey, { stage: first, step });
        }
      }
    }
  },
});

function firstPerJourney(stages: readonly Stage[]): Map<ElementId, Stage> {
  const first = new Map<ElementId, Stage>();
  for (const stage of stages) {
    const known = first.get(stage.journey);
    if (!known || stage.index < known.index) first.set(stage.journey, stage);
  }
  return first;
}

function moveFixes(model: ProjectModel, process: Process, step: Step, stage: Stage): Fix[] {
  const file = model.file(step.span.uri);
  const lookup = new TrackedLookup(model);
  const later = process.steps.find((each) => {
    const stages = stagesOf(each, lookup).filter((other) => other.journey === stage.journey);
    return stages.length > 0 && stages.every((other) => other.index > stage.index);
  });
  const before = later && process.steps[later.index - 1];
  if (!file || !later || !before || process.variantOf || step.parallel !== undefined) return [];
  const together = [later, before].every((each) => {
    return each.parallel === undefined && each.afterWon === step.afterWon && each.span.uri === step.span.uri;
  });
  if (!together) return [];
  const edits = [
    addBeside(file, before.span, 'after', `\n${sourceOf(file, step.span)}`),
    ...removeStatement(file, step.span, [step.span]),
  ];
  return [{ title: `Move it before "${nameOf(later)}"`, safety: 'suggestion', edits }];
}
