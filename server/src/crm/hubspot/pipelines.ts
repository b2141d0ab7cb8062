import { labelLimit } from '../../standards/crm/hubspot.ts';
import type { ProcessStage } from '../stages.ts';
import { cut } from '../text.ts';

/** Body that creates a stage. `metadata` holds strings only. */
export interface StageBody {
  readonly label: string;
  readonly displayOrder: number;
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * Body that creates a pipeline.
 *
 * For deals, `probability` is required and lies between 0.0 and 1.0:
 * https://developers.hubspot.com/docs/api-reference/latest/crm/pipelines/guide.
 */
export interface PipelineBody {
  readonly label: string;
  readonly displayOrder: number;
  readonly stages: readonly StageBody[];
}

/** The pipeline of a process on the object whose API path is given. */
export function pipelineBody(
  label: string,
  displayOrder: number,
  stages: readonly ProcessStage[],
  object: string,
): PipelineBody {
  return {
    label,
    displayOrder,
    stages: stages.map((stage, index) => ({
      label: stageLabel(stage),
      displayOrder: index,
      ...metadata(stage, object),
    })),
  };
}

/** The stage's label within HubSpot's width. */
export function stageLabel(stage: ProcessStage): string {
  return cut(stage.label, labelLimit);
}

/** Tenths an open stage can hold: 0 and 1 would close the deal. */
export function tenths(stage: ProcessStage): number {
  if (stage.state === 'won') return 10;
  if (stage.state === 'lost') return 0;
  return Math.min(9, Math.max(1, Math.round(stage.probability / 10)));
}

function metadata(stage: ProcessStage, object: string): Pick<StageBody, 'metadata'> {
  const closed = stage.state !== 'open';
  if (object === 'deals') {
    return { metadata: { probability: (tenths(stage) / 10).toFixed(1), isClosed: String(closed) } };
  }
  if (object === 'tickets') return { metadata: { ticketState: closed ? 'CLOSED' : 'OPEN' } };
  return {};
}
