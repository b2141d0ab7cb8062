import { type Change, Changes } from './plan-changes.ts';
import { planFields, planRules } from './plan-fields.ts';
import { likeWords, match, moved } from './plan-match.ts';
import type { CrmSnapshot, SnapshotPipeline, SnapshotStage } from './snapshot.ts';
import { count, list } from './text.ts';

export type { Change } from './plan-changes.ts';
export type { ChangeKind } from './plan-kinds.ts';

/** The difference between an exported state and the source, by meaning. */
export interface CrmPlan {
  readonly target: string;
  readonly changes: readonly Change[];
  /** What could not be compared, and what is left alone. */
  readonly notes: readonly string[];
}

export interface PlanOptions {
  /** Records in a stage, where that is known. */
  readonly records?: (pipeline: SnapshotPipeline, stage: SnapshotStage) => number | undefined;
}

/**
 * What has to change in the CRM so that it is what the source says.
 *
 * @param desired snapshot of the generated configuration
 * @param state snapshot of what the CRM holds
 */
export function planChanges(desired: CrmSnapshot, state: CrmSnapshot, options: PlanOptions = {}): CrmPlan {
  const changes = new Changes(desired.target);
  const pipelines = match(state.pipelines, desired.pipelines, (each) => each.label, likePipelines);
  for (const pipeline of pipelines.added) {
    const stages = list(pipeline.stages.map((stage) => `“${stage.label}”`));
    changes.add('pipeline-add', pipeline.label, pipeline.label, `Add the pipeline “${pipeline.label}” with ${stages}.`);
  }
  for (const pipeline of pipelines.gone) {
    changes.add(
      'pipeline-retire',
      pipeline.label,
      pipeline.label,
      `“${pipeline.label}” is no longer in the source: retire it.`,
    );
  }
  const saysFields = state.pipelines.some((pipeline) =>
    pipeline.stages.some((stage) => stage.keyFields.length > 0 || stage.requiredToEnter !== undefined),
  );
  if (!saysFields && desired.target === 'hubspot' && state.pipelines.length > 0) {
    changes.notes.push('The export does not say which properties stages require, so these were not compared.');
  }
  for (const { before, after, renamed } of pipelines.pairs) {
    if (renamed)
      changes.add(
        'pipeline-rename',
        after.label,
        after.label,
        `Rename the pipeline “${before.label}” to “${after.label}”.`,
      );
    planMovement(before, after, changes);
    planStages(before, after, saysFields, options, changes);
  }
  if (state.fields.length === 0 && desired.fields.length > 0) {
    changes.notes.push('The export holds no fields, so fields were not compared.');
  } else planFields(desired.fields, state.fields, changes);
  planRules(desired, state, changes);
  return {
    target: desired.target,
    changes: changes.all,
    notes: [...changes.notes, ...state.notes.map((note) => `${note.file}: ${note.message}`)],
  };
}

/** A pipeline under a new name still has most of its stages, or a name that reads alike and some of them. */
function likePipelines(before: SnapshotPipeline, after: SnapshotPipeline): number {
  const labels = new Set(before.stages.map((stage) => stage.label.toLowerCase()));
  const shared = after.stages.filter((stage) => labels.has(stage.label.toLowerCase())).length;
  const stages = (2 * shared) / Math.max(1, before.stages.length + after.stages.length);
  return 0.7 * stages + 0.3 * likeWords(before.label, after.label);
}

function planMovement(before: SnapshotPipeline, after: SnapshotPipeline, changes: Changes): void {
  const rules = [
    ['records may not move backwards', before.forwardOnly, after.forwardOnly],
    ['records may not skip stages', before.noSkipping, after.noSkipping],
  ] as const;
  for (const [words, was, is] of rules) {
    if (Boolean(was) === Boolean(is)) continue;
    const text = is
      ? `From now on, ${words} in “${after.label}”.`
      : `It no longer holds in “${after.label}” that ${words}.`;
    changes.add(is ? 'movement-add' : 'movement-drop', after.label, words, text);
  }
  const starts = (pipeline: SnapshotPipeline) =>
    pipeline.stages.filter((stage) => pipeline.creationStages?.includes(stage.key)).map((stage) => `“${stage.label}”`);
  const is = starts(after);
  if (is.join() === starts(before).join()) return;
  // Stages of a new name are told as renames, not as other places to start.
  if (is.length === starts(before).length && before.noSkipping && after.noSkipping && is.length === 1) return;
  if (is.length > 0)
    changes.add(
      'movement-add',
      after.label,
      'creation',
      `Records of “${after.label}” may start in ${list(is, 'or')} only.`,
    );
  else if (!before.noSkipping)
    changes.add('movement-drop', after.label, 'creation', `Records of “${after.label}” may start in any stage.`);
}

function planStages(
  before: SnapshotPipeline,
  after: SnapshotPipeline,
  saysFields: boolean,
  options: PlanOptions,
  changes: Changes,
): void {
  const where = after.label;
  const stages = match(before.stages, after.stages, (stage) => stage.label, likeStages(before, after));
  const affected = (stage: SnapshotStage) => {
    const records = options.records?.(before, stage);
    return records === undefined ? '' : ` ${count(records, 'record')} ${records === 1 ? 'is' : 'are'} in it.`;
  };
  for (const stage of stages.added) {
    const next = after.stages[after.stages.indexOf(stage) + 1];
    const place = next === undefined ? 'at the end' : `before “${next.label}”`;
    const probability = stage.probability === undefined ? '' : ` at ${stage.probability}%`;
    changes.add('stage-add', where, stage.label, `Add the stage “${stage.label}”${probability} ${place}.`);
  }
  for (const { before: old, after: now, renamed } of stages.pairs) {
    if (renamed)
      changes.add(
        'stage-rename',
        where,
        now.label,
        `Rename the stage “${old.label}” to “${now.label}”.${affected(old)}`,
      );
  }
  const was = before.stages.filter((stage) => stages.pairs.some((pair) => pair.before === stage));
  const pairOf = new Map(stages.pairs.map((pair) => [pair.before, pair.after]));
  const order = after.stages.filter((stage) => stages.pairs.some((pair) => pair.after === stage));
  for (const stage of moved(
    was.map((each) => pairOf.get(each)),
    order,
  )) {
    if (stage === undefined) continue;
    const next = order[order.indexOf(stage) + 1];
    changes.add(
      'stage-reorder',
      where,
      stage.label,
      `Move the stage “${stage.label}” ${next === undefined ? 'to the end' : `before “${next.label}”`}.`,
    );
  }
  for (const { before: old, after: now } of stages.pairs) planStage(old, now, where, saysFields, affected, changes);
  for (const stage of stages.gone)
    changes.add('stage-retire', where, stage.label, `Retire the stage “${stage.label}”.${affected(stage)}`);
}

/** A renamed stage keeps its place between its neighbours, and most of its probability, key fields and guidance. */
function likeStages(before: SnapshotPipeline, after: SnapshotPipeline) {
  const around = (pipeline: SnapshotPipeline, stage: SnapshotStage, step: number) =>
    pipeline.stages[pipeline.stages.indexOf(stage) + step]?.label.toLowerCase() ?? '';
  return (old: SnapshotStage, now: SnapshotStage): number => {
    if (old.state !== now.state) return 0;
    const neighbours = [-1, 1].filter((step) => around(before, old, step) === around(after, now, step)).length / 2;
    const content = [
      old.probability === now.probability,
      old.keyFields.join() === now.keyFields.join(),
      (old.guidance ?? '') === (now.guidance ?? ''),
      old.rotsAfterDays === now.rotsAfterDays,
    ];
    const kept = content.filter(Boolean).length / content.length;
    return 0.4 * likeWords(old.label, now.label) + 0.3 * neighbours + 0.3 * (kept === 1 ? 1 : kept / 2);
  };
}

function planStage(
  old: SnapshotStage,
  now: SnapshotStage,
  where: string,
  saysFields: boolean,
  affected: (stage: SnapshotStage) => string,
  changes: Changes,
): void {
  const label = `“${now.label}”`;
  if (old.state !== now.state) {
    const words = { open: 'open', won: 'closed as won', lost: 'closed as lost' };
    changes.add(
      'stage-state',
      where,
      now.label,
      `${label} was ${words[old.state]} and is now ${words[now.state]}.${affected(old)}`,
    );
  }
  if (now.probability !== undefined && old.probability !== now.probability) {
    changes.add(
      'probability',
      where,
      now.label,
      `The probability of ${label} goes from ${old.probability ?? 'none'}${old.probability === undefined ? '' : '%'} to ${now.probability}%.`,
    );
  }
  if (now.forecast !== undefined && old.forecast !== undefined && old.forecast !== now.forecast) {
    changes.add(
      'forecast',
      where,
      now.label,
      `The forecast category of ${label} goes from ${old.forecast} to ${now.forecast}.`,
    );
  }
  if ((old.guidance ?? '') !== (now.guidance ?? ''))
    changes.add('guidance', where, now.label, `The guidance of ${label} changes.`);
  if ((old.description ?? '') !== (now.description ?? ''))
    changes.add('description', where, now.label, `The description of ${label} changes.`);
  if (old.rotsAfterDays !== now.rotsAfterDays) {
    const days = (number: number | undefined) => (number === undefined ? 'never' : `after ${count(number, 'day')}`);
    changes.add(
      'rotting',
      where,
      now.label,
      `Records in ${label} rot ${days(now.rotsAfterDays)} instead of ${days(old.rotsAfterDays)}.`,
    );
  }
  if (saysFields) {
    planKeyFields(old.keyFields, now.keyFields, `${label} asks for`, where, now.label, changes);
    planKeyFields(
      old.requiredToEnter ?? [],
      now.requiredToEnter ?? [],
      `Entering ${label} takes`,
      where,
      now.label,
      changes,
    );
  }
}

function planKeyFields(
  old: readonly string[],
  now: readonly string[],
  words: string,
  where: string,
  item: string,
  changes: Changes,
): void {
  const added = now.filter((name) => !old.includes(name));
  const gone = old.filter((name) => !now.includes(name));
  const parts = [
    ...(added.length > 0 ? [`${list(added)} from now on`] : []),
    ...(gone.length > 0 ? [`${list(gone)} no longer`] : []),
  ];
  if (parts.length > 0) changes.add('key-fields', where, item, `${words} ${parts.join(', and ')}.`);
}
