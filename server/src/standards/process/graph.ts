import type { PlanAction, Process } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { stepsAt } from '../flow.ts';

/** Where a record can go from each step and parking place: ids of steps, outcomes and parking places. */
export interface FlowGraph {
  readonly entries: readonly ElementId[];
  readonly next: ReadonlyMap<ElementId, readonly ElementId[]>;
}

/** Stands for the sale being won, whether or not an outcome is declared for it. */
export const wonPlace: ElementId = 'won';

/** The moves a process allows. Parallel tracks begin together and go on together. */
export function graphOf(process: Process): FlowGraph {
  const next = new Map<ElementId, ElementId[]>();
  const won = process.outcomes.filter((outcome) => outcome.outcome === 'won').map((outcome) => outcome.id);
  const owners = new Map<ElementId, ElementId>();
  for (const outcome of process.outcomes) for (const reason of outcome.reasons) owners.set(reason.id, outcome.id);
  for (const flow of [process.flow, process.afterWon]) {
    flow.forEach((item, index) => {
      const following = flow[index + 1];
      const end = flow === process.flow ? [...won, wonPlace] : [];
      const onwards = following ? stepsAt(following).map((step) => step.id) : end;
      for (const step of stepsAt(item)) {
        const targets = step.branches.flatMap((branch) => branch.to.target ?? []);
        if (!step.branches.some((branch) => branch.when === undefined)) targets.push(...onwards);
        for (const plan of step.otherwise?.plans ?? []) targets.push(...planTargets(plan.action, owners));
        next.set(step.id, targets);
      }
    });
  }
  for (const hold of process.holds) {
    const targets = hold.branches.flatMap((branch) => branch.to.target ?? []);
    for (const plan of hold.plans) targets.push(...planTargets(plan.action, owners));
    next.set(hold.id, targets);
  }
  const first = process.flow[0];
  const afterWon = process.afterWon[0];
  const entries = [
    ...(first ? stepsAt(first).map((step) => step.id) : []),
    ...(afterWon ? stepsAt(afterWon).map((step) => step.id) : []),
    ...process.startsAt.flatMap((start) => start.step.target ?? []),
  ];
  return { entries, next };
}

function planTargets(action: PlanAction, owners: ReadonlyMap<ElementId, ElementId>): ElementId[] {
  switch (action.kind) {
    case 'return':
      return action.step.target ? [action.step.target] : [];
    case 'hold':
      return action.place?.target ? [action.place.target] : [];
    case 'lose':
    case 'disqualify': {
      const outcome = action.reason.target && owners.get(action.reason.target);
      return outcome ? [outcome] : [];
    }
    case 'follow-up':
      return [];
  }
}

/** All places that can be reached from some, themselves included. */
export function reachableFrom(
  starts: Iterable<ElementId>,
  next: ReadonlyMap<ElementId, readonly ElementId[]>,
): Set<ElementId> {
  const reached = new Set(starts);
  const open = [...reached];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    for (const target of next.get(place) ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      open.push(target);
    }
  }
  return reached;
}

/** The same moves, backwards. */
export function reversed(next: ReadonlyMap<ElementId, readonly ElementId[]>): Map<ElementId, ElementId[]> {
  const back = new Map<ElementId, ElementId[]>();
  for (const [from, targets] of next) {
    for (const to of targets) {
      const sources = back.get(to);
      if (sources) sources.push(from);
      else back.set(to, [from]);
    }
  }
  return back;
}
