import { atomsOf, type Evidence } from '../model/evidence.ts';
import type { CriterionItem, Declared, PassedItem, Process } from '../model/model.ts';
import type { ElementId, Ref } from '../model/source.ts';
import { flattened } from './flow.ts';

/**
 * What rules about the whole project ask of a process, without the process: in a large project none is kept after it was
 * looked at. Plain data.
 */
export interface ProcessUses {
  readonly name: string;
  readonly isVariant: boolean;
  /** Ids of everything it refers to. */
  readonly refs: readonly ElementId[];
  /** Ids of the journeys it is for. */
  readonly journeys: readonly ElementId[];
  /** Ids of the stuck points that its steps help. */
  readonly helps: readonly ElementId[];
  /** The parking places that it declares. */
  readonly holds: readonly (Declared & { readonly kind: 'hold' })[];
}

const known = new WeakMap<Process, ProcessUses>();

/** What a process uses and declares; the same object for the same process. */
export function usesOf(process: Process): ProcessUses {
  let uses = known.get(process);
  if (!uses) {
    const refs = new Set<ElementId>();
    useProcess(process, (used) => {
      for (const ref of used) if (ref?.target !== undefined) refs.add(ref.target);
    });
    const helps = process.steps.flatMap((step) => step.helps);
    uses = {
      name: process.name,
      isVariant: process.variantOf !== undefined,
      refs: [...refs],
      journeys: targetsOf(process.journeys),
      helps: targetsOf(helps),
      holds: process.holds.map(({ kind, id, name, label, doc, span, nameSpan }) => ({
        kind,
        id,
        name,
        label,
        doc,
        span,
        nameSpan,
      })),
    };
    known.set(process, uses);
  }
  return uses;
}

function targetsOf(refs: readonly Ref[]): ElementId[] {
  return [...new Set(refs.flatMap(({ target }) => target ?? []))];
}

type Use = (refs: readonly (Ref | undefined)[]) => void;

function useProcess(process: Process, use: Use): void {
  use([...process.journeys, ...(process.owner?.roles ?? []), ...(process.owner?.with ?? [])]);
  useEvidence(process.appliesWhen, use);
  useItems(process.throughout, use);
  for (const start of process.startsAt) useEvidence(start.when, use);
  for (const place of [...process.outcomes, ...process.holds]) {
    if ('enter' in place) useItems(place.enter?.items ?? [], use);
    if ('handoffs' in place) for (const handoff of place.handoffs) usePassed(handoff.items, [handoff.to], use);
    if ('opens' in place) for (const opens of place.opens) usePassed(opens.items, [], use);
    if ('branches' in place) useBranches(place.branches, use);
    useActions(place.actions, use);
    usePlans(place.plans, use);
  }
  for (const step of process.steps) {
    use([...(step.owner?.roles ?? []), ...(step.owner?.with ?? [])]);
    useActions(step.actions, use);
    useItems([...(step.enter?.items ?? []), ...(step.exit?.items ?? [])], use);
    usePlans(step.otherwise?.plans ?? [], use);
    useBranches(step.branches, use);
    for (const play of step.plays) {
      use(play.personas);
      useActions(play.actions, use);
    }
    for (const handoff of step.handoffs) usePassed(handoff.items, [handoff.to], use);
    for (const opens of step.opens) usePassed(opens.items, [], use);
  }
}

function useActions(actions: Process['steps'][number]['actions'], use: Use): void {
  for (const action of actions) {
    use(action.by);
    useEvidence(action.when, use);
  }
}

function useBranches(branches: Process['steps'][number]['branches'], use: Use): void {
  for (const branch of branches) {
    use([branch.to]);
    useEvidence(branch.when, use);
  }
}

function usePlans(plans: Process['outcomes'][number]['plans'], use: Use): void {
  for (const { trigger, action } of plans) {
    useEvidence(trigger.when, use);
    if (action.kind === 'follow-up') use(action.by);
    if (action.kind === 'hold') use([action.place, action.until]);
  }
}

function usePassed(items: readonly PassedItem[], refs: readonly Ref[], use: Use): void {
  use(refs);
  for (const item of items) use([item.kind === 'field' ? item.field : item.document]);
}

function useItems(items: readonly CriterionItem[], use: Use): void {
  for (const criterion of flattened(items)) {
    useEvidence(criterion.when, use);
    useEvidence(criterion.proof, use);
    if (criterion.kind !== 'collect') use(criterion.by);
    else {
      for (const item of criterion.items) {
        if (item.kind === 'field') use([item.field]);
        if (item.kind === 'framework') use([item.framework]);
        if (item.kind === 'document') use([item.document]);
      }
    }
  }
}

function useEvidence(evidence: Evidence | undefined, use: Use): void {
  for (const atom of atomsOf(evidence)) {
    if (atom.kind === 'field') {
      use([atom.field]);
      const { test } = atom;
      const values = 'value' in test ? [test.value] : 'values' in test ? test.values : [];
      for (const value of values) if (value.kind === 'field') use([value.field]);
    }
    if (atom.kind === 'activity' || atom.kind === 'document') use(atom.parties);
    if (atom.kind === 'document') use([atom.document]);
    if (atom.kind === 'approval') use([atom.approval]);
  }
}
