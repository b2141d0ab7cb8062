import type { Field, Process, ProjectModel } from '../model/model.ts';
import type { Enforcement } from './backend.ts';
import { criterionText, type PlacedCriterion, placedCriteria } from './criteria.ts';
import { type Requirement, requirementOf } from './requirements.ts';
import type { ProcessStage } from './stages.ts';

/** How a CRM calls fields, and the helper fields made for evidence it cannot see. */
export interface FieldNames {
  of(field: Field): string;
  /** Name of a helper field with that label, the same one each time. */
  helper(label: string): string;
}

/** A criterion with what a CRM with required fields can demand of it, and the stages whose entry it guards. */
export interface PlacedRequirement {
  readonly placed: PlacedCriterion;
  readonly requirement: Requirement;
  /** Names of fields and helpers, in that order. */
  readonly properties: readonly string[];
  /** Stages that must not be entered before it holds; empty where no stage marks that moment. */
  readonly guards: readonly ProcessStage[];
}

/**
 * What each criterion demands, and where.
 *
 * CRMs ask for required fields when a record enters a stage, so leaving one step is guarded on entering the
 * next. Lost stages and parking places stay open to everyone.
 */
export function placedRequirements(
  process: Process,
  model: ProjectModel,
  stages: readonly ProcessStage[],
  names: FieldNames,
): readonly PlacedRequirement[] {
  return placedCriteria(process).map((placed) => {
    const requirement = requirementOf(placed.criterion, model, process.object.target, placed.any !== undefined);
    const properties = [
      ...requirement.fields.map((field) => names.of(field)),
      ...requirement.helpers.map((helper) => names.helper(helper.label)),
    ];
    return { placed, requirement, properties, guards: guardedStages(placed, stages) };
  });
}

/** The report for a process that a CRM has no place for: people check everything. The reason is a clause. */
export function manualEnforcement(process: Process, model: ProjectModel, reason: string): readonly Enforcement[] {
  return placedCriteria(process).map(({ criterion }) => ({
    path: criterion.path,
    text: criterionText(criterion, model),
    level: 'manual',
    how: `A person checks this: ${reason}.`,
    span: criterion.span,
  }));
}

function guardedStages(
  { where, step, criterion }: PlacedCriterion,
  stages: readonly ProcessStage[],
): readonly ProcessStage[] {
  const path = stages.filter((stage) => stage.hold === undefined && stage.state !== 'lost');
  if (where === 'throughout') return path;
  if (where === 'outcome') {
    return stages.filter((stage) =>
      stage.outcome?.enter?.items.some((item) =>
        item.kind === 'any' ? item.criteria.includes(criterion) : item === criterion,
      ),
    );
  }
  const own = path.findIndex((stage) => stage.steps.some((each) => each.id === step?.id));
  if (own === -1) return [];
  if (where === 'enter') return path.slice(own, own + 1);
  const next = path[own + 1];
  if (next === undefined) return [];
  // A process may be won in more than one way: leaving the last open stage guards them all.
  return next.state === 'won' && path[own]?.state === 'open'
    ? path.filter((stage) => stage.state === 'won' && stage.steps.length === 0)
    : [next];
}
