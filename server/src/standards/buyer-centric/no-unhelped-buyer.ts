import { quote } from '../../base/strings.ts';
import type { Fix } from '../../model/finding.ts';
import type { Journey, Owner, Process, ProjectModel, Stage, Step, StuckPoint } from '../../model/model.ts';
import type { Ref } from '../../model/source.ts';
import { addBeside } from '../edits.ts';
import { nameOf, titleOf } from '../flow.ts';
import { stagesOf, stuckPath } from '../journeys.ts';
import { isNoStepByName } from '../leaving.ts';
import { TrackedLookup } from '../lookup.ts';
import { graphOf, reachableFrom } from '../process/graph.ts';
import { completeness, projectRule } from '../rule.ts';
import { StepEditor } from '../step-editor.ts';
import { isAmbiguous } from '../stuck-points.ts';
import { noVocabulary } from '../vocabulary.ts';

/** A stuck point that no step helps. */
export const noUnhelpedBuyer = projectRule({
  id: 'buyer-centric/no-unhelped-buyer',
  standard: 'buyer-centric',
  levels: completeness,
  basis: 'declared',
  summary: 'Where the buyer is stuck, a step helps.',
  reports:
    'A stuck point of a journey that no step of any process for this journey helps. Journeys without a process are left alone.',
  why: 'This is where deals stop: the buyer cannot move on without you, and your process does not meet them there.',
  instead:
    'Add a step that `helps` it, or add it to the step that already does. If the buyer manages alone, delete the stuck point.',
  wrong: [
    {
      within: 'project',
      code: `
journey Purchase "Purchase" for Buyer, Finance {
  stage Notice "Sees the cost of slow onboarding" {
    stuck Sizing "Cannot put a number on the cost without benchmark data"
  }
  stage Compare "Compares ways to fix it" {
    stuck Fit "Cannot tell whether the product covers their own workflow"
    stuck «Security» "Cannot pass their security review without vendor documents"
  }
  stage Buy "Makes the purchase" {
    stuck Terms "Cannot finalise terms without the vendor"
  }
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
    does: 'Adds a step that helps it, where the journey would have it, or lets the nearest step help it too.',
  },
  check({ model, processes, report }) {
    const helped = new Set(processes.flatMap(({ helps }) => helps));
    const served = new Set(processes.flatMap(({ journeys }) => journeys));
    for (const journey of model.journeys) {
      if (!served.has(journey.id)) continue;
      for (const stage of journey.stages) {
        for (const stuck of stage.stuck) {
          if (helped.has(stuck.id) || stuck.name === '') continue;
          report({
            at: stuck.nameSpan,
            path: stuckPath(journey, stage, stuck),
            message: `Nothing helps the buyer here: "${nameOf(stuck)}". Add a step that helps it, or delete it if the buyer manages alone.`,
            fixes: (current) => helpFixes(current, journey, stage, stuck),
          });
        }
      }
    }
  },
});

function helpFixes(model: ProjectModel, journey: Journey, stage: Stage, stuck: StuckPoint): Fix[] {
  const process = model.processes.find(
    (each) => !each.variantOf && each.journeys.some(({ target }) => target === journey.id),
  );
  const nearest = process && nearestStep(model, process, journey, stage);
  const file = nearest && model.file(nearest.span.uri);
  if (!process || !nearest || !file) return [];
  const name = isAmbiguous(model, stuck.name) ? `${journey.name}.${stage.name}.${stuck.name}` : stuck.name;
  const fixes: Fix[] = [
    {
      title: `Let "${nameOf(nearest)}" help it`,
      safety: 'suggestion',
      edits: new StepEditor(file, nearest).addHelps(name).edits(),
    },
  ];
  if (nearest.parallel === undefined && goesOn(process, nearest)) {
    const { owner } = stepAfter(process, nearest) ?? nearest;
    const source = stepSource(process, stuck, freeName(process, stuck.name), name, owner);
    const edits = [addBeside(file, nearest.span, 'after', `\n${source}`)];
    fixes.unshift({ title: `Add a step that helps with "${nameOf(stuck)}"`, safety: 'suggestion', edits });
  }
  return fixes;
}

/** The last step that serves this stage or an earlier one; else the first step. */
function nearestStep(model: ProjectModel, process: Process, journey: Journey, stage: Stage): Step | undefined {
  const lookup = new TrackedLookup(model);
  const open = process.steps.filter((step) => !step.afterWon);
  const upToHere = open.filter((step) =>
    stagesOf(step, lookup).some((each) => each.journey === journey.id && each.index <= stage.index),
  );
  return upToHere.at(-1) ?? open[0];
}

/** Whether a deal gets to a step and from there to the next. */
function goesOn(process: Process, step: Step): boolean {
  const { entries, next } = graphOf(process);
  return reachableFrom(entries, next).has(step.id) && !step.branches.some(({ when }) => when === undefined);
}

function freeName(process: Process, wanted: string): string {
  const taken = new Set([...process.steps, ...process.outcomes, ...process.holds].map((each) => each.name));
  let name = `Help${wanted}`;
  for (let number = 2; taken.has(name); number++) name = `Help${wanted}${number}`;
  return name;
}

/** The step that follows, past those that the standards do not take for steps. */
function stepAfter(process: Process, step: Step): Step | undefined {
  const after = process.flow.slice(process.flow.indexOf(step) + 1);
  return after.find((item): item is Step => item.kind !== 'parallel' && !isNoStepByName(item, noVocabulary));
}

/** @param owner of the step that follows, so that no hand-over is new */
function stepSource(
  process: Process,
  stuck: StuckPoint,
  name: string,
  reference: string,
  owner: Owner | undefined,
): string {
  const names = (refs: readonly Ref[]) => refs.map(({ text }) => text).join(', ');
  const helpers = owner && owner.with.length > 0 ? ` with ${names(owner.with)}` : '';
  const label = quote(`Help with: ${titleOf(stuck)}`);
  const reason = process.outcomes.find((outcome) => outcome.outcome === 'lost')?.reasons[0]?.name;
  return [
    `step ${name} ${label} {`,
    `  helps ${reference}`,
    ...(owner ? [`  owner ${names(owner.roles)}${helpers}`] : []),
    '  do "Send the buyer what they need to move on"',
    '  exit {',
    `    done "Answer sent to the buyer" proof email ${label} sent`,
    `    commit "Buyer replies to the answer" proof email ${label} replied`,
    '  }',
    '  otherwise {',
    `    after 7 days follow-up "Call the buyer and answer open questions"`,
    ...(reason ? [`    after 30 days lose as ${reason}`] : []),
    '  }',
    '}',
  ].join('\n');
}
