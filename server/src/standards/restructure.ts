import { quote } from '../base/strings.ts';
import { atomsOf } from '../model/evidence.ts';
import type { Edit } from '../model/finding.ts';
import type { Criterion, CriterionItem, Process, ProjectModel, Step } from '../model/model.ts';
import type { Ref, SourceFile, Span } from '../model/source.ts';
import { addBeside, removeStatement, replace } from './edits.ts';
import { criteriaOf, factsOf, flattened, titleOf } from './flow.ts';
import { TrackedLookup } from './lookup.ts';
import { occurrences } from './occurrences.ts';
import { addToStep, StepEditor, sourceOf } from './step-editor.ts';

/**
 * Edits that change the shape of a process. Each returns `undefined` where it cannot be done without breaking
 * something: a step that other files or variants build on, or steps written in different files.
 */
export interface Restructure {
  readonly model: ProjectModel;
  readonly process: Process;
}

/** What of a step that goes is kept in the step that takes its place. */
export interface Keep {
  readonly actions?: boolean;
  /** Exit criteria to keep; all but those already there by default. */
  readonly criterion?: (criterion: Criterion) => boolean;
  readonly plans?: boolean;
  /** Plans to add, as source. */
  readonly addPlans?: readonly string[];
  /** Exit criteria to add, as source. */
  readonly addExit?: readonly string[];
  /** Other items to add, as source. */
  readonly addItems?: readonly string[];
}

/** Moves what counts of one step into another and deletes it. */
export function mergeStep({ model, process }: Restructure, from: Step, into: Step, keep: Keep): Edit[] | undefined {
  const file = model.file(from.span.uri);
  if (!file || from.span.uri !== into.span.uri || process.variantOf) return undefined;
  // Branches are decisions of their own: a step that goes elsewhere, or is gone to from its new home, stays.
  const goesThere = into.branches.some(({ to }) => to.target === from.id) || returnsTo(into, from);
  if (from.branches.length > 0 || goesThere) return undefined;
  const retargeted = retarget(model, process, from, into.name);
  if (!retargeted) return undefined;
  const editor = new StepEditor(file, into);
  const moved: Span[] = [];
  const move = (span: Span): string => {
    moved.push(span);
    return sourceOf(file, span);
  };
  const helped = new Set(into.helps.map((ref) => ref.target));
  for (const ref of from.helps) if (ref.target !== undefined && !helped.has(ref.target)) editor.addHelps(ref.text);
  if (keep.actions) for (const action of from.actions) editor.addAction(move(action.span));
  const lookup = new TrackedLookup(model);
  const present = new Set(flattened(into.exit?.items ?? []).flatMap((each) => keysOf(each, lookup)));
  for (const item of from.exit?.items ?? []) {
    if (isNew(item, present, lookup) && keeps(item, keep)) editor.addExit(move(item.span));
  }
  for (const criterion of keep.addExit ?? []) editor.addExit(criterion);
  for (const plan of keep.addPlans ?? []) editor.addPlan(plan);
  if (keep.plans) {
    const known = new Set((into.otherwise?.plans ?? []).map((plan) => sourceOf(file, plan.span)));
    for (const plan of from.otherwise?.plans ?? [])
      if (!known.has(sourceOf(file, plan.span))) editor.addPlan(move(plan.span));
  }
  for (const item of keep.addItems ?? []) editor.addItem(item);
  for (const play of from.plays) editor.addItem(move(play.span));
  if (into.handoffs.length === 0) for (const handoff of from.handoffs) editor.addItem(move(handoff.span));
  const names = occurrences(file, from.name);
  if (moved.some((span) => names.some((end) => span.start < end && end <= span.end))) return undefined;
  return [...editor.edits(), ...removeStatement(file, from.span, moved), ...retargeted];
}

function returnsTo(step: Step, target: Step): boolean {
  return (step.otherwise?.plans ?? []).some(
    ({ action }) => action.kind === 'return' && action.step.target === target.id,
  );
}

function keeps(item: CriterionItem, keep: Keep): boolean {
  return flattened([item]).every((criterion) => keep.criterion?.(criterion) ?? true);
}

function isNew(item: CriterionItem, present: ReadonlySet<string>, lookup: TrackedLookup): boolean {
  const keys = flattened([item]).flatMap((criterion) => keysOf(criterion, lookup));
  return keys.length === 0 || keys.some((key) => !present.has(key));
}

function keysOf(criterion: Criterion, lookup: TrackedLookup): string[] {
  return factsOf(criterion, lookup).map((fact) => fact.key);
}

/** Whether a criterion is proven by what a field holds, other than a yes: it stays true whoever asks for it. */
export function isRecorded(criterion: Criterion, model: ProjectModel): boolean {
  return fieldsProving(criterion, model).length > 0;
}

/** Fields, as source, that the exit criteria of a step want filled in, but for yes/no fields. */
export function recordedFields(model: ProjectModel, step: Step): string[] {
  const collected = criteriaOf(step.exit).flatMap((criterion) =>
    criterion.kind === 'collect' ? recordedIn(criterion) : fieldsProving(criterion, model),
  );
  return [...new Set(collected)];
}

function fieldsProving({ proof }: Criterion, model: ProjectModel): string[] {
  return atomsOf(proof).flatMap((atom) => {
    const field = atom.kind === 'field' && atom.field.target ? model.element(atom.field.target) : undefined;
    return atom.kind === 'field' && field?.kind === 'field' && field.type !== 'yesno' ? [atom.field.text] : [];
  });
}

/**
 * Makes a step a play of another one: help for the rep, no longer a step of the CRM.
 *
 * @param collect fields that the other step has to collect instead
 */
export function stepToPlay(
  place: Restructure,
  step: Step,
  into: Step,
  collect: readonly string[] = [],
): Edit[] | undefined {
  const file = place.model.file(step.span.uri);
  if (!file) return undefined;
  const actions = step.actions.map((action) => `  do ${quote(action.text.value)}`);
  const label = quote(titleOf(step));
  const play = actions.length > 0 ? `play ${label} {\n${actions.join('\n')}\n}` : `play ${label}`;
  const known = new Set(criteriaOf(into.exit).flatMap((criterion) => recordedIn(criterion)));
  const fields = collect.filter((field) => !known.has(field));
  return mergeStep(place, step, into, {
    criterion: () => false,
    addExit: fields.length > 0 ? [`collect ${fields.join(', ')}`] : [],
    addItems: [play],
  });
}

function recordedIn(criterion: Criterion): string[] {
  if (criterion.kind !== 'collect') return [];
  return criterion.items.flatMap((item) => (item.kind === 'field' ? [item.field.text] : []));
}

/** Deletes a step, or `undefined` where something still refers to it. */
export function dropStep({ model, process }: Restructure, step: Step): Edit[] | undefined {
  const file = model.file(step.span.uri);
  if (!file || process.variantOf || !retarget(model, process, step, undefined)) return undefined;
  return removeStatement(file, step.span);
}

/** Adds a step before or after another one. */
export function addStepBeside(file: SourceFile, step: Step, side: 'before' | 'after', source: string): Edit {
  return addBeside(file, step.span, side, source);
}

/** Adds items to a step. */
export function addItems(model: ProjectModel, step: Step, source: string): Edit[] {
  const file = model.file(step.span.uri);
  return file ? [addToStep(file, step, source)] : [];
}

/**
 * Edits that let every use of a step name another one; `undefined` where a use cannot be changed: in a variant, or one
 * that is left without a name (`name` undefined).
 */
function retarget(model: ProjectModel, process: Process, step: Step, name: string | undefined): Edit[] | undefined {
  if (step.name === '' || process.variantOf) return undefined;
  const uses = usesOf(model, step).filter((ref) => !inside(ref.span, step.span));
  const places = new Set(uses.map((ref) => `${ref.span.uri}\n${ref.span.end}`));
  for (const file of model.files) {
    for (const end of occurrences(file, step.name)) {
      const own = file.uri === step.span.uri && end > step.span.start && end <= step.span.end;
      if (!own && !places.has(`${file.uri}\n${end}`)) return undefined;
    }
  }
  if (uses.length > 0 && name === undefined) return undefined;
  return unique(uses).map((ref) => replace(ref.span, name ?? ''));
}

/** Uses of a step in branches, returns and entry points. */
function usesOf(model: ProjectModel, step: Step): Ref[] {
  const uses: Ref[] = [];
  for (const process of model.processes) {
    for (const start of process.startsAt) uses.push(start.step);
    for (const each of process.steps) {
      for (const branch of each.branches) uses.push(branch.to);
      for (const plan of each.otherwise?.plans ?? []) if (plan.action.kind === 'return') uses.push(plan.action.step);
    }
    for (const each of [...process.outcomes, ...process.holds]) {
      for (const plan of each.plans) if (plan.action.kind === 'return') uses.push(plan.action.step);
    }
    for (const hold of process.holds) for (const branch of hold.branches) uses.push(branch.to);
  }
  return uses.filter((ref) => ref.target === step.id);
}

function unique(refs: readonly Ref[]): Ref[] {
  return [...new Map(refs.map((ref) => [`${ref.span.uri}\n${ref.span.start}`, ref])).values()];
}

function inside(span: Span, outer: Span): boolean {
  return span.uri === outer.uri && outer.start <= span.start && span.end <= outer.end;
}
