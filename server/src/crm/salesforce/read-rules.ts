import type { CrmSnapshot, SnapshotPipeline, SnapshotRule, SnapshotStage } from '../snapshot.ts';
import type { Formula } from './formula/ast.ts';
import { walk } from './formula/inspect.ts';
import { parseFormula } from './formula/parse.ts';
import { ASKS } from './outcomes.ts';
import { MOVES } from './process-rules.ts';
import { type RuleGate, readGate } from './rule-gate.ts';
import { BEFORE } from './rule-words.ts';
import { stageFieldOf } from './translate-rule.ts';

/**
 * Turns rules that say more than one criterion back into what they stand for: the moves that a process allows, where its
 * records may start, parking places, and reasons for losing.
 */
export function recognizeRules(snapshot: CrmSnapshot): CrmSnapshot {
  const recognizer = new Recognizer(snapshot);
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

  constructor(snapshot: CrmSnapshot) {
    this.#snapshot = snapshot;
  }

  pipeline(pipeline: SnapshotPipeline): SnapshotPipeline {
    const own = this.#snapshot.rules.flatMap((rule) => {
      const formula = rule.active ? parseFormula(rule.formula) : { error: '' };
      if ('error' in formula || !mentions(formula, pipeline.key)) return [];
      return [{ rule, gate: readGate(formula, stageFieldOf(pipeline.object)) }];
    });
    const says = (text: string) => own.find(({ rule }) => rule.message === `In ${pipeline.label}: ${text}`)?.rule;
    const [forward, noSkipping] = [says(MOVES.forwardOnly), says(MOVES.noSkipping)];
    for (const rule of [forward, noSkipping]) {
      if (!rule) continue;
      this.used.add(rule);
      if (rule.formula.includes('ISPICKVAL(PRIORVALUE')) {
        const message = `The rule ${rule.name} lets some moves pass that are not carried over: write them as branches or returns.`;
        this.notes.push({ file: '', message });
      }
    }
    const gated = own.flatMap(({ rule, gate }) => (gate ? [{ rule, gate }] : []));
    for (const { rule, gate } of gated) {
      if (!gate.hasExemptions) continue;
      const message = `The rule ${rule.name} lets some moves pass that are not carried over: write them as branches.`;
      this.notes.push({ file: '', message });
    }
    const starts = new Set(gated.flatMap(({ gate }) => gate.starts));
    for (const name of noSkipping ? startsOf(noSkipping, stageFieldOf(pipeline.object)) : []) starts.add(name);
    const stages = this.#parked(
      pipeline.stages,
      new Set([
        ...gated.flatMap(({ gate }) => (gate.stages?.except ? [] : (gate.stages?.names ?? []))),
        ...pipeline.stages
          .map(({ label }) => label)
          .filter((label) => own.some(({ rule }) => rule.message.startsWith(`${BEFORE.leaving(label)}: `))),
      ]),
      starts,
    );
    return {
      ...pipeline,
      stages: stages.map((stage) => this.#withReasons(stage, pipeline, gated)),
      ...(forward ? { forwardOnly: true } : {}),
      ...(noSkipping ? { noSkipping: true } : {}),
      ...(starts.size > 0
        ? { creationStages: stages.filter(({ label }) => starts.has(label)).map(({ key }) => key) }
        : {}),
    };
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

/** The rule is about records of that type. */
function mentions(formula: Formula, recordType: string): boolean {
  if (formula.kind === 'text') return formula.value === recordType;
  if (formula.kind === 'call') return formula.args.some((arg) => mentions(arg, recordType));
  return formula.kind === 'binary' && (mentions(formula.left, recordType) || mentions(formula.right, recordType));
}
