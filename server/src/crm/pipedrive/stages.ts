import type { Duration } from '../../model/evidence.ts';
import { nameLimit } from '../../standards/crm/pipedrive.ts';
import type { ProcessStage } from '../stages.ts';
import { cut } from '../text.ts';

/**
 * Body that creates a stage (https://developers.pipedrive.com/docs/api/v1/Stages, API v2). In the generated file the
 * pipeline's name stands where the API takes `pipeline_id`.
 */
export interface StageBody {
  readonly pipeline: string;
  readonly name: string;
  readonly deal_probability: number;
  readonly is_deal_rot_enabled: boolean;
  readonly days_to_rotten: number | null;
}

const daysOf: Readonly<Record<Duration['unit'], number>> = {
  minutes: 1 / 1440,
  hours: 1 / 24,
  days: 1,
  weeks: 7,
  months: 30,
};

/** Days a deal may stay in a stage: the deadlines of its steps together; months count 30 days. */
export function rotting(stage: ProcessStage): {
  readonly days: number | undefined;
  /** Nothing was rounded. */
  readonly exact: boolean;
  readonly deadline: Duration | undefined;
} {
  const deadlines = stage.steps.flatMap((step) => (step.within === undefined ? [] : [step.within]));
  if (deadlines.length === 0) return { days: undefined, exact: true, deadline: undefined };
  const days = deadlines.reduce((sum, each) => sum + each.amount * daysOf[each.unit], 0);
  return { days: Math.max(1, Math.ceil(days)), exact: Number.isInteger(days), deadline: deadlines[0] };
}

export function stageBody(stage: ProcessStage, pipeline: string): StageBody {
  const { days } = rotting(stage);
  return {
    pipeline,
    name: cut(stage.label, nameLimit),
    deal_probability: Math.min(100, Math.max(0, Math.round(stage.probability))),
    is_deal_rot_enabled: days !== undefined,
    days_to_rotten: days ?? null,
  };
}
