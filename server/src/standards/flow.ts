import type { Evidence } from '../model/evidence.ts';
import type {
  CollectItem,
  Criterion,
  CriterionBlock,
  CriterionItem,
  Declared,
  Parallel,
  Process,
  ProjectModel,
  Step,
} from '../model/model.ts';
import type { ElementId, Ref } from '../model/source.ts';
import { conjunctsOf, documentKey, evidenceKey, fieldSetKey, isLasting } from './evidence.ts';
import type { Lookup } from './lookup.ts';
import { Memo } from './memo.ts';

/** What people call a declaration: its label, else its name. */
export function titleOf(declared: Declared): string {
  const label = declared.label?.value.trim();
  return label || declared.name || 'unnamed';
}

/** What a message calls a declaration: its title, on one line and not longer than a line holds. */
export function nameOf(declared: Declared): string {
  return excerpt(titleOf(declared));
}

/** A text as a message quotes it: on one line, cut where it gets long. */
export function excerpt(text: string): string {
  const line = text.toWellFormed().replace(/\s+/g, ' ').trim();
  return line.length <= 80 ? line : `${line.slice(0, 79).toWellFormed().trimEnd()}…`;
}

/** Semantic path of a step. */
export function stepPath(process: Process, step: Step): string {
  return `${process.name}/${step.name}`;
}

/** The criteria of a block, those within alternatives included. */
export function criteriaOf(block: CriterionBlock | undefined): readonly Criterion[] {
  return block ? flattened(block.items) : [];
}

/** Criteria, those within alternatives included. */
export function flattened(items: readonly CriterionItem[]): readonly Criterion[] {
  if (items.every((item): item is Criterion => item.kind !== 'any')) return items;
  return items.flatMap((item) => (item.kind === 'any' ? item.criteria : [item]));
}

/** Criteria that must all hold: not those within alternatives, nor those that only hold under a condition. */
export function unconditional(block: CriterionBlock | undefined): readonly Criterion[] {
  return (block?.items ?? []).filter((item): item is Criterion => item.kind !== 'any' && item.when === undefined);
}

/** The name of a step as a use of it is written. */
export function targetsOf(refs: readonly Ref[]): readonly ElementId[] {
  return refs.flatMap((ref) => (ref.target === undefined ? [] : [ref.target]));
}

/** One thing that a criterion asks to be on record, with a key that is equal for equal things. */
export interface Fact {
  readonly key: string;
  /** Whether it stays true once it was. */
  readonly lasting: boolean;
  readonly evidence: Evidence | undefined;
}

/** Facts of criteria that can be told without looking anything up. */
const knownFacts = new Memo<Criterion, readonly Fact[]>();

/** What must be on record for a criterion to hold. Empty where nothing proves it. */
export function factsOf(criterion: Criterion, lookup: Lookup): readonly Fact[] {
  let facts = knownFacts.get(criterion);
  if (!facts) {
    facts = findFacts(criterion, lookup);
    const looksUp = criterion.kind === 'collect' && criterion.items.some((item) => item.kind === 'framework');
    if (!looksUp) knownFacts.set(criterion, facts);
  }
  return facts;
}

function findFacts(criterion: Criterion, lookup: Lookup): readonly Fact[] {
  if (criterion.proof) {
    return conjunctsOf(criterion.proof).map((evidence) => ({
      key: evidenceKey(evidence),
      lasting: isLasting(evidence),
      evidence,
    }));
  }
  if (criterion.kind !== 'collect') return [];
  return criterion.items
    .flatMap((item) => keysOfItem(item, lookup))
    .map((key) => ({ key, lasting: true, evidence: undefined }));
}

function keysOfItem(item: CollectItem, lookup: Lookup): readonly string[] {
  switch (item.kind) {
    case 'field':
      return [fieldSetKey(item.field)];
    case 'framework':
      return (lookup.find('framework', item.framework.target)?.fields ?? []).map(fieldSetKey);
    case 'document':
      return [documentKey(item.document, item.label?.value)];
    case 'text':
      return [];
  }
}

/** Where something was first required. */
export interface Established {
  /** `undefined` for what must hold throughout. */
  readonly step: Step | undefined;
  readonly criterion: Criterion;
}

/**
 * Walks the steps in order and tells for each what is known to be true when it begins: what must hold throughout, and
 * what every record had to prove in a step that no branch or other entry point goes around.
 */
export function walkEstablished(
  process: Process,
  lookup: Lookup,
  visit: (step: Step, established: ReadonlyMap<string, Established>) => void,
): void {
  const established = new Map<string, Established>();
  const add = (criterion: Criterion, step: Step | undefined) => {
    for (const fact of factsOf(criterion, lookup)) {
      if (fact.lasting && !established.has(fact.key)) established.set(fact.key, { step, criterion });
    }
  };
  for (const item of process.throughout) if (item.kind !== 'any' && !item.when) add(item, undefined);
  const avoidable = avoidableSteps(process);
  for (const item of [...process.flow, ...process.afterWon]) {
    const steps = item.kind === 'parallel' ? item.steps : [item];
    for (const step of steps) visit(step, established);
    for (const step of steps) {
      if (avoidable.has(step)) continue;
      for (const criterion of unconditional(step.exit)) add(criterion, step);
    }
  }
}

/** Steps that a record can go around: optional ones, those a branch jumps over, and those before another entry point. */
export function avoidableSteps(process: Process): ReadonlySet<Step> {
  const { steps } = process;
  const byId = new Map(steps.map((step) => [step.id, step]));
  /** Per index, how many jumps begin (+1) or end (-1) there. */
  const changes = Array<number>(steps.length + 1).fill(0);
  const jumpOver = (from: number, to: number) => {
    if (to <= from) return;
    changes[from]! += 1;
    changes[to]! -= 1;
  };
  for (const start of process.startsAt) jumpOver(0, byId.get(start.step.target ?? '')?.index ?? 0);
  for (const step of steps) {
    for (const branch of step.branches) jumpOver(step.index + 1, byId.get(branch.to.target ?? '')?.index ?? 0);
  }
  const avoidable = new Set<Step>();
  let open = 0;
  steps.forEach((step, index) => {
    open += changes[index]!;
    if (open > 0 || step.optional) avoidable.add(step);
  });
  return avoidable;
}

/** The step before in the same part of the process, not on a parallel track; `undefined` for the first. */
export function neighbourOf(process: Process, step: Step, side: 'before' | 'after'): Step | undefined {
  const neighbour = process.steps[step.index + (side === 'before' ? -1 : 1)];
  if (!neighbour || neighbour.afterWon !== step.afterWon) return undefined;
  return neighbour.parallel !== undefined && neighbour.parallel === step.parallel ? undefined : neighbour;
}

/** Parallel tracks or a single step: what comes at one point of the process. */
export function stepsAt(item: Step | Parallel): readonly Step[] {
  return item.kind === 'parallel' ? item.steps : [item];
}

/** Variants of a process. */
export function variantsOf(model: ProjectModel, process: Process): readonly Process[] {
  return model.processes.filter((each) => each.variantOf?.target === process.id);
}
