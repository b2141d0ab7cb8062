import type { Journey, Process, Stage, Step, StuckPoint } from '../model/model.ts';
import type { Lookup } from './lookup.ts';

/** The journeys a process is written for, as far as they are declared. */
export function journeysOf(process: Process, lookup: Lookup): readonly Journey[] {
  return process.journeys.flatMap((ref) => lookup.find('journey', ref.target) ?? []);
}

/** The stages of the journey that a step serves: those of its stuck points, and those it runs `during`. */
export function stagesOf(step: Step, lookup: Lookup): readonly Stage[] {
  const stages = new Set<Stage>();
  for (const ref of step.helps) {
    const stuck = lookup.find('stuck', ref.target);
    const stage = stuck && lookup.find('stage', stuck.stage);
    if (stage) stages.add(stage);
  }
  for (const ref of step.during) {
    const stage = lookup.find('stage', ref.target);
    if (stage) stages.add(stage);
  }
  return [...stages];
}

/** Semantic path of a stuck point, such as `MidMarket/Evaluate/Fit`. */
export function stuckPath(journey: Journey, stage: Stage, stuck: StuckPoint): string {
  return [journey.name, stage.name, stuck.name].join('/');
}
