import type { PlacedRequirement } from '../placed-requirements.ts';
import type { ProcessStage } from '../stages.ts';
import { stageLabel } from './pipelines.ts';

/** Required properties of one pipeline, as ticked by hand in the settings of each stage. */
export interface RequiredProperties {
  readonly pipeline: string;
  readonly stages: readonly { readonly stage: string; readonly properties: readonly string[] }[];
}

/** The properties that can be required as they are: no condition, no alternative. */
export function requiredProperties(
  pipeline: string,
  stages: readonly ProcessStage[],
  placed: readonly PlacedRequirement[],
): RequiredProperties {
  return {
    pipeline,
    stages: stages.flatMap((stage) => {
      const properties = new Set<string>();
      for (const each of placed) {
        if (each.requirement.conditional || !each.guards.includes(stage)) continue;
        for (const property of each.properties) properties.add(property);
      }
      return properties.size === 0 ? [] : [{ stage: stageLabel(stage), properties: [...properties].sort() }];
    }),
  };
}
