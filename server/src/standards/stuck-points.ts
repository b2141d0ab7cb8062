import type { Journey, Process, ProjectModel, Stage, Step, StuckPoint } from '../model/model.ts';
import { titleOf } from './flow.ts';
import { stagesOf } from './journeys.ts';
import { type Lookup, TrackedLookup } from './lookup.ts';
import { wordOverlap } from './similarity.ts';

/** A stuck point as a use of it is written, and what it says. */
export interface NamedStuckPoint {
  readonly name: string;
  readonly label: string;
  readonly stuck: StuckPoint;
}

/**
 * The stuck points a step may be for where it stands in the process, at most three: similar words first, then those that
 * no step helps yet.
 */
export function similarStuckPoints(
  model: ProjectModel,
  process: Process,
  journeys: readonly Journey[],
  step: Step,
): NamedStuckPoint[] {
  const helped = new Set(process.steps.flatMap((each) => each.helps.map((ref) => ref.target)));
  const lookup = new TrackedLookup(model);
  const text = [titleOf(step), ...step.actions.map((action) => action.text.value)].join('. ');
  return journeys
    .flatMap((journey) => journey.stages.flatMap((stage) => stage.stuck.map((stuck) => ({ journey, stage, stuck }))))
    .filter(({ stuck, stage }) => stuck.name !== '' && followsJourney(process, step, stage, lookup))
    .map(({ journey, stage, stuck }) => ({
      stuck,
      label: titleOf(stuck),
      name: isAmbiguous(model, stuck.name) ? `${journey.name}.${stage.name}.${stuck.name}` : stuck.name,
      score: wordOverlap(text, titleOf(stuck)) + (helped.has(stuck.id) ? 0 : 0.3),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 3);
}

/** Whether a step may serve a stage without running against the journey, seen from the steps around it. */
function followsJourney(process: Process, step: Step, stage: Stage, lookup: Lookup): boolean {
  return process.steps.every((other) => {
    const served = stagesOf(other, lookup).filter((each) => each.journey === stage.journey);
    const indices = served.map((each) => each.index);
    if (other.id === step.id || indices.length === 0) return true;
    return other.index < step.index ? Math.min(...indices) <= stage.index : Math.max(...indices) >= stage.index;
  });
}

/** Whether the bare name could mean another stuck point of the project. */
export function isAmbiguous(model: ProjectModel, name: string): boolean {
  let count = 0;
  for (const journey of model.journeys) {
    for (const stage of journey.stages) count += stage.stuck.filter((stuck) => stuck.name === name).length;
  }
  return count > 1;
}
