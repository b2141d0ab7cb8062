import type { CrmSnapshot, SnapshotPipeline, SnapshotRule, SnapshotStage } from '../snapshot.ts';
import { and, type Formula } from './formula/ast.ts';
import { isStage, walk } from './formula/inspect.ts';
import { parseFormula } from './formula/parse.ts';
import { printFormula } from './formula/print.ts';
import { OneOrder } from './one-order.ts';
import { ASKS } from './outcomes.ts';
import { MOVES } from './process-rules.ts';
import { type Exemption, exemptionOf, type RuleGate, readGate, recordTypeOfRule } from './rule-gate.ts';
import { BEFORE } from './rule-words.ts';
import { isAbout, stageFieldOf } from './translate-rule.ts';

/**
 * Turns rules that say more than one criterion back into what they stand for: the moves that a process allows, where its
 * records may start, parking places, and reasons for losing.
 *
 * @param ownPaths keys of the pipelines whose path was generated
 */
export function recognizeRules(snapshot: CrmSnapshot, ownPaths: ReadonlySet<string>): CrmSnapshot {
  const recognizer = new Recognizer(snapshot, ownPaths);
  const pipelines = snapshot.pipelines.map((pipeline) => recognizer.pipeline(pipeline));
  const { used, reasonFields, notes } = recognizer;
  return {
    ...snapshot,
    pipelines,
    fields: snapshot.fields.filter((field) => !reasonFields.has(`${field.object}.${field.name}`)),
    notes: [...snapshot.notes, ...notes],
    rules: snapshot.rules.filter((rule) => !used.has(rule)),
  };
}

class Recognizer {
  readonly used = new Set<SnapshotRule>();
  readonly notes: { file: string; message: string }[] = [];
  /** Fields that hold reasons, as `Object.Field`. */
  readonly reasonFields = new Set<string>();
  readonly #snapshot: CrmSnapshot;
  readonly #ownPaths: ReadonlySet<string>;

  constructor(snapshot: CrmSnapshot, ownPaths: ReadonlySet<string>) {
    this.#snapshot = snapshot;
    this.#ownPaths = ownPaths;
  }

  pipeline(pipeline: SnapshotPipeline): SnapshotPipeline {
    const own = this.#snapshot.rules.flatMap((rule) => {
      if (!isAbout(rule, pipeline)) return [];
      const formula = rule.active ? parseFormula(rule.formula) : { error: '' };
      if ('error' in formula) return [];
      const type = recordTypeOfRule(formula);
      if (type === undefined || type.is !== pipeline[type.by]) return [];
      return [{ rule, gate: readGate(formula, stageFieldOf(pipeline.object)) }];
    });
    const says = (text: string) => own.find(({ rule }) => rule.message === `In ${pipeline.label}: ${text}`)?.rule;
    const [forward, noSkipping] = [says(MOVES.forwardOnly), says(MOVES.noSkipping)];
    for (const rule of [forward, noSkipping]) {
      if (!rule) continue;
      this.used.add(rule);
    }
    const gated = own.flatMap(({ rule, gate }) => (gate ? [{ rule, gate }] : []));
    const field = stageFieldOf(pipeline.object);
    const exempted = [
      ...(noSkipping ? [exemptionsOf(noSkipping, field)] : []),
      ...gated.map(({ gate }) => gate.exemptions),
      ...(forward ? [exemptionsOf(forward, field)] : []),
    ];
    const branches = branchesOf(exempted, pipeline.stages);
    const starts = new Set(gated.flatMap(({ gate }) => gate.starts));
    for (const name of noSkipping ? startsOf(noSkipping, stageFieldOf(pipeline.object)) : []) starts.add(name);
    const placed = this.#parked(
      pipeline.stages,
      new Set([
        ...gated.flatMap(({ gate }) => (gate.stages?.except ? [] : (gate.stages?.names ?? []))),
        ...pipeline.stages
          .map(({ label }) => label)
          .filter((label) => own.some(({ rule }) => rule.message.startsWith(`${BEFORE.leaving(label)}: `))),
      ]),
      starts,
    );
    // What a rule on moves gives no place in the order is beside the way.
    const order = forward ?? noSkipping;
    const ranks = order ? ranksOf(order, field) : undefined;
    const stages = withTracks(
      placed.map((stage) =>
        ranks && stage.state === 'open' && !ranks.has(stage.label) ? { ...stage, parked: true } : stage,
      ),
      gated,
      [forward, noSkipping].flatMap((rule) => (rule ? [rule] : [])),
      field,
      (stage) => this.#demands(stage, pipeline),
    );
    return {
      ...pipeline,
      ...(branches.length > 0 ? { branches } : {}),
      stages: stages.map((stage) => this.#withReasons(stage, pipeline, gated)),
      ...(forward ? { forwardOnly: true } : {}),
      ...(noSkipping ? { noSkipping: true } : {}),
      ...(starts.size > 0
        ? { creationStages: stages.filter(({ label }) => starts.has(label)).map(({ key }) => key) }
        : {}),
    };
  }

  /** What the generated path of the stage shows is asked for by a rule, checkboxes aside. */
  #demands(stage: SnapshotStage, pipeline: SnapshotPipeline): boolean {
    const { object = 'Opportunity', key } = pipeline;
    const isCheckbox = (name: string) =>
      this.#snapshot.fields.some((field) => field.object === object && field.name === name && field.type === 'yesno');
    return this.#ownPaths.has(key) && stage.keyFields.some((name) => !isCheckbox(name));
  }

  /** Open stages at the end that no forecast counts and that no rule asks for are where records are parked. */
  #parked(
    stages: readonly SnapshotStage[],
    asked: ReadonlySet<string>,
    starts: ReadonlySet<string>,
  ): readonly SnapshotStage[] {
    const open = stages.filter((stage) => stage.state === 'open');
    const last = open.findLastIndex(
      ({ label, forecast }) => forecast !== 'omitted' || starts.has(label) || asked.has(label),
    );
    // A process of parking places alone would have no step.
    const parked = last < 0 ? [] : open.slice(last + 1);
    return stages.map((stage) => (parked.includes(stage) ? { ...stage, parked: true } : stage));
  }

  #withReasons(
    stage: SnapshotStage,
    pipeline: SnapshotPipeline,
    rules: readonly { readonly rule: SnapshotRule; readonly gate: RuleGate }[],
  ): SnapshotStage {
    const prefix = `${BEFORE.closing(stage.label)}: `;
    const asked = rules.find(({ rule }) => rule.message.startsWith(`${prefix}${ASKS.reason}: `));
    const reasons = asked?.gate.rest.map((part) =>
      picked(part.kind === 'call' && part.name === 'NOT' ? part.args[0] : undefined),
    );
    const field = reasons?.[0]?.field;
    if (!asked || !reasons || field === undefined || !reasons.every((reason) => reason?.field === field)) return stage;
    const noted = rules.find(({ rule }) => rule.message === `${prefix}${ASKS.note}`);
    const [which, blank] = noted?.gate.rest ?? [];
    const needNote = (which?.kind === 'call' && which.name === 'OR' ? which.args : [which]).map(
      (part) => picked(part)?.value,
    );
    const note = blank?.kind === 'call' && blank.args[0]?.kind === 'field' ? blank.args[0].path : undefined;
    this.used.add(asked.rule);
    if (noted) this.used.add(noted.rule);
    const object = pipeline.object ?? 'Opportunity';
    for (const name of [field, note]) if (name !== undefined) this.reasonFields.add(`${object}.${name}`);
    return {
      ...stage,
      keyFields: stage.keyFields.filter((name) => name !== field && name !== note),
      reasons: reasons.map((reason) => ({ label: reason?.value ?? '', needsNote: needNote.includes(reason?.value) })),
    };
  }
}

/** The moves that a rule on moves lets pass. */
function exemptionsOf(rule: SnapshotRule, stageField: string): readonly Exemption[] {
  const formula = parseFormula(rule.formula);
  const found: Exemption[] = [];
  if ('error' in formula) return found;
  walk(formula, (part) => {
    const exemption = exemptionOf(part, stageField);
    if (exemption) found.push(exemption);
  });
  return found;
}

/** Branches by the stage they leave, and in an order that all rules name them in: each rule names some of them. */
function branchesOf(
  lists: readonly (readonly Exemption[])[],
  stages: readonly SnapshotStage[],
): NonNullable<SnapshotPipeline['branches']> {
  const branches = new Map<string, { from: string; to: string; when?: string }>();
  const order = new OneOrder<string>();
  for (const list of lists) {
    let before: string | undefined;
    for (const { from, to, when } of list) {
      const condition = when.length > 0 ? { when: printFormula(and(...when)) } : {};
      const key = JSON.stringify([from, to, condition]);
      branches.set(key, { from, to, ...condition });
      if (before !== undefined) order.add(before, key);
      before = key;
    }
  }
  const place = (key: string) => stages.findIndex(({ label }) => label === branches.get(key)?.from);
  const keys = [...branches.keys()].sort((a, b) => place(a) - place(b));
  return order.sorted(keys).flatMap((key) => branches.get(key) ?? []);
}

/**
 * Marks tracks that run side by side: what their criteria are asked for begins behind the last of them, and rules on
 * moves give them one place in the order. Where nothing follows the tracks, no rule asks for what they collect.
 *
 * @param demands whether leaving the stage would be refused, if there was somewhere to go
 */
function withTracks(
  stages: readonly SnapshotStage[],
  gated: readonly { readonly rule: SnapshotRule; readonly gate: RuleGate }[],
  onMoves: readonly SnapshotRule[],
  stageField: string,
  demands: (stage: SnapshotStage) => boolean,
): readonly SnapshotStage[] {
  const way = stages.filter((stage) => (stage.state === 'open' && !stage.parked) || stage.state === 'won');
  /** Whether the stage at that place runs beside the one before it. */
  const beside = new Set<number>();
  const tie = (from: number, to: number) => {
    for (let at = from + 1; at <= to; at++) beside.add(at);
  };
  for (const { rule, gate } of gated) {
    if (!rule.ours || !gate.onMove || !gate.stages) continue;
    const { names, except } = gate.stages;
    const at = way.findIndex(({ label }) => rule.message.startsWith(`${BEFORE.leaving(label)}: `));
    const first = way.findIndex(({ label }) => names.includes(label) !== except);
    if (at >= 0 && first > at + 1) tie(at, first - 1);
  }
  for (const rule of onMoves) {
    const ranks = ranksOf(rule, stageField);
    for (const [at, { label }] of way.entries()) {
      const rank = ranks.get(label);
      if (at > 0 && rank !== undefined && rank === ranks.get(way[at - 1]?.label ?? '')) beside.add(at);
    }
  }
  const isAsked = ({ label }: SnapshotStage) =>
    gated.some(({ rule }) => rule.message.startsWith(`${BEFORE.leaving(label)}: `));
  const unasked = way.some(({ state }) => state === 'won')
    ? -1
    : way.findIndex((stage) => demands(stage) && !isAsked(stage));
  if (unasked >= 0) tie(unasked, way.length - 1);
  let group = 0;
  const groups = new Map<SnapshotStage, number>();
  for (const [at, stage] of way.entries()) {
    const before = way[at - 1];
    if (!beside.has(at) || !before) continue;
    const number = groups.get(before) ?? ++group;
    groups.set(before, number).set(stage, number);
  }
  return stages.map((stage) => {
    const parallel = groups.get(stage);
    return parallel === undefined ? stage : { ...stage, parallel };
  });
}

/** The place in the order that a rule on moves gives each stage. */
function ranksOf(rule: SnapshotRule, stageField: string): ReadonlyMap<string, string> {
  const ranks = new Map<string, string>();
  const formula = parseFormula(rule.formula);
  if ('error' in formula) return ranks;
  walk(formula, (part) => {
    if (part.kind !== 'call' || part.name !== 'CASE' || !isStage(part.args[0], stageField)) return;
    for (let index = 1; index + 1 < part.args.length; index += 2) {
      const [name, rank] = [part.args[index], part.args[index + 1]];
      if (name?.kind === 'text' && rank?.kind === 'number') ranks.set(name.value, rank.value);
    }
  });
  return ranks;
}

/** The stages in which the rule lets a new record start. */
function startsOf(rule: SnapshotRule, stageField: string): readonly string[] {
  const formula = parseFormula(rule.formula);
  const names: string[] = [];
  if ('error' in formula) return names;
  walk(formula, (part) => {
    // Elsewhere a stage stands for a branch that may be taken.
    if (part.kind !== 'call' || !part.args.some((arg) => arg.kind === 'call' && arg.name === 'ISNEW')) return;
    for (const arg of part.args) {
      const choice = arg.kind === 'call' && arg.name === 'NOT' ? picked(arg.args[0]) : undefined;
      if (choice?.field === stageField) names.push(choice.value);
    }
  });
  return names;
}

function picked(formula: Formula | undefined): { readonly field: string; readonly value: string } | undefined {
  if (formula?.kind !== 'call' || formula.name !== 'ISPICKVAL') return undefined;
  const [field, value] = formula.args;
  return field?.kind === 'field' && value?.kind === 'text' ? { field: field.path, value: value.value } : undefined;
}
