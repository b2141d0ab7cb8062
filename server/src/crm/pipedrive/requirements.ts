import type { PlacedRequirement } from '../placed-requirements.ts';
import type { ProcessStage } from '../stages.ts';
import type { DealFieldBody } from './fields.ts';

/** Where fields are highlighted and demanded, gathered over all pipelines. */
export class StageRequirements {
  readonly #important = new Map<string, Set<string>>();
  readonly #required = new Map<string, Set<string>>();
  readonly #statuses = new Map<string, Map<string, Set<'won' | 'lost'>>>();

  /**
   * Takes a criterion in: its fields are highlighted in the stage where they are gathered, and demanded on entering
   * the next one, or on marking the deal as won or lost.
   */
  add(
    placed: PlacedRequirement,
    pipeline: string,
    stages: readonly ProcessStage[],
    name: (stage: ProcessStage) => string,
  ): void {
    if (placed.requirement.conditional) return;
    const { where, step } = placed.placed;
    const highlighted = stages.filter(
      (stage) =>
        stage.state === 'open' &&
        stage.hold === undefined &&
        (where === 'throughout' || (where === 'exit' && stage.steps.some((each) => each.id === step?.id))),
    );
    for (const field of placed.properties) {
      for (const stage of highlighted) entry(this.#important, field).add(name(stage));
      for (const stage of placed.guards) {
        if (stage.state === 'open') entry(this.#required, field).add(name(stage));
        else {
          const statuses = this.#statuses.get(field) ?? new Map<string, Set<'won' | 'lost'>>();
          statuses.set(pipeline, (statuses.get(pipeline) ?? new Set()).add(stage.state));
          this.#statuses.set(field, statuses);
        }
      }
    }
  }

  /** Names of all fields that are highlighted or demanded somewhere. */
  get fields(): readonly string[] {
    return [...new Set([...this.#important.keys(), ...this.#required.keys(), ...this.#statuses.keys()])];
  }

  /** The settings of a field; empty where it is never asked for. */
  of(field: string): Pick<DealFieldBody, 'important_fields' | 'required_fields'> {
    const important = [...(this.#important.get(field) ?? [])].sort();
    const required = [...(this.#required.get(field) ?? [])].sort();
    const statuses = [...(this.#statuses.get(field) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      ...(important.length === 0 ? {} : { important_fields: { enabled: true, stage_ids: important } }),
      ...(required.length + statuses.length === 0
        ? {}
        : {
            required_fields: {
              enabled: true,
              stage_ids: required,
              statuses: Object.fromEntries(statuses.map(([pipeline, set]) => [pipeline, [...set].sort().reverse()])),
            },
          }),
    };
  }
}

function entry(map: Map<string, Set<string>>, key: string): Set<string> {
  const set = map.get(key) ?? new Set<string>();
  map.set(key, set);
  return set;
}
