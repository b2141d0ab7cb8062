import { manualReason } from './plan-manual.ts';
import { likeWords, match, moved } from './plan-match.ts';
import type { CrmSnapshot, SnapshotField, SnapshotPipeline, SnapshotRule, SnapshotStage } from './snapshot.ts';
import { count, list } from './text.ts';

/** What can change between an exported state and the source. */
export type ChangeKind =
  | 'pipeline-add'
  | 'pipeline-rename'
  | 'pipeline-retire'
  | 'movement-add'
  | 'movement-drop'
  | 'stage-add'
  | 'stage-rename'
  | 'stage-reorder'
  | 'stage-retire'
  | 'stage-state'
  | 'probability'
  | 'forecast'
  | 'guidance'
  | 'description'
  | 'key-fields'
  | 'rotting'
  | 'field-add'
  | 'field-rename'
  | 'field-type'
  | 'field-description'
  | 'field-retire'
  | 'choice-add'
  | 'choice-rename'
  | 'choice-retire'
  | 'rule-add'
  | 'rule-change'
  | 'rule-rename'
  | 'rule-retire';

/** One change that brings the CRM from its state to the source. */
export interface Change {
  readonly kind: ChangeKind;
  /** Pipeline or object it belongs to. */
  readonly where: string;
  /** The stage, field or rule. */
  readonly item: string;
  /** What changes, as one sentence. */
  readonly text: string;
  /** It can lose data, or changes what existing records mean. */
  readonly destructive: boolean;
  /** Why it must be done by hand, and how; `undefined` where deploying makes it. */
  readonly manual: string | undefined;
}

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

const destructiveKinds: ReadonlySet<ChangeKind> = new Set([
  'pipeline-retire',
  'stage-retire',
  'stage-state',
  'field-type',
  'field-retire',
  'choice-retire',
]);

/** Collects changes of one target. */
class Changes {
  readonly all: Change[] = [];
  readonly notes: string[] = [];
  readonly target: string;

  constructor(target: string) {
    this.target = target;
  }

  add(kind: ChangeKind, where: string, item: string, text: string): void {
    this.all.push({
      kind,
      where,
      item,
      text,
      destructive: destructiveKinds.has(kind),
      manual: manualReason(this.target, kind),
    });
  }
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

function planFields(desired: readonly SnapshotField[], state: readonly SnapshotField[], changes: Changes): void {
  const key = (field: SnapshotField) => `${field.object}.${field.name}`;
  const known = new Map(state.map((field) => [key(field), field]));
  for (const field of desired) {
    if (field.standard) continue;
    const old = known.get(key(field));
    const where = field.object;
    if (old === undefined) {
      changes.add('field-add', where, field.name, `Add the field ${field.name} (“${field.label}”, ${field.type}).`);
      continue;
    }
    if (old.label !== field.label)
      changes.add(
        'field-rename',
        where,
        field.name,
        `The label of ${field.name} goes from “${old.label}” to “${field.label}”.`,
      );
    if (old.type !== field.type)
      changes.add('field-type', where, field.name, `The type of ${field.name} goes from ${old.type} to ${field.type}.`);
    if ((old.description ?? '') !== (field.description ?? ''))
      changes.add('field-description', where, field.name, `The description of ${field.name} changes.`);
    planChoices(old, field, changes);
  }
  const names = new Set(desired.map(key));
  const groups = new Set(desired.map((field) => field.group?.name));
  const gone = state.filter((field) => !names.has(key(field)) && !field.standard);
  const ours = gone.filter(
    (field) => field.ours !== false || (field.group !== undefined && groups.has(field.group.name)),
  );
  for (const field of ours)
    changes.add('field-retire', field.object, field.name, `The field ${field.name} is no longer in the source.`);
  if (gone.length > ours.length) {
    const others = gone.length - ours.length;
    changes.notes.push(
      `${count(others, 'field')} that the source does not mention ${others === 1 ? 'is' : 'are'} left alone.`,
    );
  }
}

function planChoices(old: SnapshotField, field: SnapshotField, changes: Changes): void {
  const add = (kind: ChangeKind, text: string) => changes.add(kind, field.object, field.name, text);
  for (const choice of field.choices) {
    const was = old.choices.find((each) => each.value === choice.value);
    if (was === undefined) add('choice-add', `Add “${choice.label}” to the choices of ${field.name}.`);
    else if (was.label !== choice.label)
      add('choice-rename', `The choice “${was.label}” of ${field.name} is now called “${choice.label}”.`);
  }
  for (const choice of old.choices) {
    if (!field.choices.some((each) => each.value === choice.value))
      add('choice-retire', `The choice “${choice.label}” of ${field.name} goes.`);
  }
}

/** Rules by name; one that only names other stages follows from the stage changes and is told in a note. */
function planRules(desired: CrmSnapshot, state: CrmSnapshot, changes: Changes): void {
  const where = 'rules';
  const stagesChanged = changes.all.some((change) => change.kind.startsWith('stage-'));
  const following: string[] = [];
  const ours = state.rules.filter((rule) => rule.ours !== false);
  const rules = match(
    ours,
    desired.rules,
    (rule) => rule.name,
    (before, after) => (stagesChanged ? likeRules(before, after) : 0),
  );
  for (const rule of rules.added)
    changes.add('rule-add', where, rule.name, `Add the rule ${rule.name}: ${rule.message}`);
  for (const { before, after, renamed } of rules.pairs) {
    if (renamed && before.name.toLowerCase() !== after.name.toLowerCase()) {
      changes.add(
        'rule-rename',
        where,
        after.name,
        `The rule ${before.name} is now called ${after.name}: ${after.message}`,
      );
    } else if (before.active !== after.active || before.message !== after.message) {
      changes.add('rule-change', where, after.name, `The rule ${after.name} changes: ${after.message}`);
    } else if (before.formula.trim() !== after.formula.trim()) {
      if (stagesChanged) following.push(after.name);
      else changes.add('rule-change', where, after.name, `The rule ${after.name} changes: ${after.message}`);
    }
  }
  for (const rule of rules.gone.filter((each) => each.active)) {
    changes.add('rule-retire', where, rule.name, `The rule ${rule.name} is no longer in the source: ${rule.message}`);
  }
  if (following.length > 0) {
    changes.notes.push(
      `${count(following.length, 'rule')} (${list(following)}) ${following.length === 1 ? 'is' : 'are'} deployed anew because the stages they name change.`,
    );
  }
  const others = state.rules.length - ours.length;
  if (others > 0)
    changes.notes.push(
      `${count(others, 'rule')} that the source does not mention ${others === 1 ? 'is' : 'are'} left alone.`,
    );
}

/** A rule under a new name (because its stage has one) still says the same at the end of its message. */
function likeRules(before: SnapshotRule, after: SnapshotRule): number {
  const demand = (rule: SnapshotRule) => rule.message.slice(rule.message.indexOf(': ') + 1);
  return demand(before) === demand(after) ? 0.5 + likeWords(before.name, after.name) / 2 : 0;
}
