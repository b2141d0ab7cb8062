import type { Evidence } from '../../model/evidence.ts';
import type { FlowItem, Process, ProjectModel, Step } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { titleOf } from '../stages.ts';

/** A box of a process picture. */
export interface ProcessNode {
  readonly id: ElementId;
  readonly kind: 'step' | 'hold' | 'won' | 'lost' | 'disqualified';
  readonly title: string;
}

/** An arrow: the order of the process, a branch, or where a plan for a stall leads. */
export interface ProcessEdge {
  readonly from: ElementId;
  readonly to: ElementId;
  readonly kind: 'next' | 'branch' | 'plan';
  readonly when: Evidence | undefined;
  readonly label: string | undefined;
}

/** Steps, parking places and outcomes, in order. */
export function processNodes(process: Process): readonly ProcessNode[] {
  return [
    ...process.steps.map((step): ProcessNode => ({ id: step.id, kind: 'step', title: titleOf(step) })),
    ...process.holds.map((hold): ProcessNode => ({ id: hold.id, kind: 'hold', title: titleOf(hold) })),
    ...process.outcomes.map(
      (outcome): ProcessNode => ({ id: outcome.id, kind: outcome.outcome, title: titleOf(outcome) }),
    ),
  ];
}

/** All moves the source states. Steps of a parallel group all follow what comes before and all lead to what comes after. */
export function processEdges(process: Process, model: ProjectModel): readonly ProcessEdge[] {
  const edges: ProcessEdge[] = [];
  const seen = new Set<string>();
  const add = (edge: ProcessEdge) => {
    const key = `${edge.from} ${edge.to} ${edge.kind}`;
    if (!seen.has(key)) edges.push(edge);
    seen.add(key);
  };
  const won = process.outcomes.filter((outcome) => outcome.outcome === 'won');
  const flow = (items: readonly FlowItem[], first: readonly ElementId[], last: readonly ElementId[]) => {
    let before = first;
    for (const item of items) {
      const steps: readonly Step[] = item.kind === 'parallel' ? item.steps : [item];
      for (const from of before)
        for (const step of steps) add({ from, to: step.id, kind: 'next', when: undefined, label: undefined });
      // A step that always branches does not go on to the next one by itself.
      before = steps
        .filter((step) => !step.branches.some((branch) => branch.when === undefined))
        .map((step) => step.id);
    }
    for (const from of before)
      for (const to of last) add({ from, to, kind: 'next', when: undefined, label: undefined });
  };
  flow(
    process.flow,
    [],
    won.map((outcome) => outcome.id),
  );
  flow(
    process.afterWon,
    won.map((outcome) => outcome.id),
    [],
  );
  for (const holder of [...process.steps, ...process.holds]) {
    for (const branch of holder.branches) {
      if (branch.to.target === undefined) continue;
      add({ from: holder.id, to: branch.to.target, kind: 'branch', when: branch.when, label: undefined });
    }
  }
  for (const holder of [...process.steps, ...process.holds]) {
    const plans = holder.kind === 'step' ? (holder.otherwise?.plans ?? []) : holder.plans;
    for (const { action } of plans) {
      const to = planTarget(action, process, model);
      if (to !== undefined) add({ from: holder.id, to: to.id, kind: 'plan', when: undefined, label: to.label });
    }
  }
  return edges;
}

function planTarget(
  action: NonNullable<Step['otherwise']>['plans'][number]['action'],
  process: Process,
  model: ProjectModel,
): { id: ElementId; label: string | undefined } | undefined {
  if (action.kind === 'return')
    return action.step.target === undefined ? undefined : { id: action.step.target, label: 'return' };
  if (action.kind === 'hold') {
    const place = action.place?.target ?? process.holds[0]?.id;
    return place === undefined ? undefined : { id: place, label: 'hold' };
  }
  if (action.kind === 'follow-up') return undefined;
  const reason = model.element(action.reason.target);
  return reason?.kind === 'reason' ? { id: reason.outcome, label: titleOf(reason) } : undefined;
}
