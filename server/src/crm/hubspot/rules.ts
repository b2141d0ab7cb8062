import type { Process } from '../../model/model.ts';
import type { ProcessStage } from '../stages.ts';
import { stageLabel } from './pipelines.ts';

/** Stages a movement rule covers. In the generated file, labels stand where the API takes ids; `apply.sh` swaps them. */
export interface MovementRule {
  readonly enabledForAllStages: boolean;
  readonly pipelineStageIds: readonly string[];
}

/**
 * Body that changes some rules of a pipeline and leaves the others alone:
 * https://developers.hubspot.com/docs/api-reference/2026-09-beta/crm/pipelines/pipeline-rules/guide.
 */
export interface RulesBody {
  readonly noBackwardsMovementRule?: MovementRule;
  readonly noSkippingStagesRule?: MovementRule;
  readonly objectCreationRule?: { readonly pipelineStageIds: readonly string[] };
}

/** The rules of one pipeline, found by its label. */
export interface PipelineRules {
  readonly pipeline: string;
  readonly rules: RulesBody;
}

/**
 * Rules for `moves forward-only`, `moves no-skipping` and `starts at`; `undefined` where the process asks for none.
 *
 * A process with parking places leaves them out of the movement rules, because a record comes back from there.
 */
export function pipelineRules(
  process: Process,
  label: string,
  stages: readonly ProcessStage[],
): PipelineRules | undefined {
  const parked = stages.some((stage) => stage.hold !== undefined);
  const movement: MovementRule = {
    enabledForAllStages: !parked,
    pipelineStageIds: parked ? stages.filter((stage) => stage.hold === undefined).map(stageLabel) : [],
  };
  const starts = new Set(process.startsAt.map((start) => start.step.target));
  const creation = stages.filter(
    (stage, index) => (index === 0 && stage.state === 'open') || stage.steps.some((step) => starts.has(step.id)),
  );
  const limited = (process.noSkipping || process.startsAt.length > 0) && creation.length > 0;
  const rules: RulesBody = {
    ...(process.forwardOnly ? { noBackwardsMovementRule: movement } : {}),
    ...(process.noSkipping ? { noSkippingStagesRule: movement } : {}),
    ...(limited ? { objectCreationRule: { pipelineStageIds: creation.map(stageLabel) } } : {}),
  };
  return Object.keys(rules).length === 0 ? undefined : { pipeline: label, rules };
}
