import type { Process, ProjectModel, Step } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { cleanLine } from '../text/clean.ts';
import { placeBackstage } from './backstage.ts';
import { gatesOf } from './criteria.ts';
import type { FindingIndex } from './findings.ts';
import type { SceneOutcome } from './scene.ts';
import { sceneCrm } from './steps.ts';
import { item, listed, title } from './words.ts';

/** How the process ends and where it can wait, with the steps that lead there. */
export function outcomesOf(process: Process, model: ProjectModel, findings: FindingIndex): readonly SceneOutcome[] {
  const from = leadsTo(process, model);
  const place = (
    kind: SceneOutcome['kind'],
    each: Process['outcomes'][number] | Process['holds'][number],
  ): SceneOutcome => {
    const reasons = each.kind === 'outcome' ? each.reasons : [];
    const backstage = placeBackstage(
      each.kind === 'outcome' ? each : { ...each, handoffs: [], opens: [] },
      process,
      model,
    );
    const path = `${process.name}/${each.name}`;
    const criteria = each.kind === 'outcome' ? gatesOf(each.enter?.items ?? [], model, new Map()) : [];
    return {
      ...item(each.id, each.span, each.nameSpan, path, title(each), [
        ...criteria.map((gate) => ({ term: 'To enter', text: gate.text })),
        { term: 'Reasons', text: listed(reasons.map((reason) => title(reason))) },
        { term: 'From', text: listed((from.get(each.id) ?? []).map((number) => `step ${number}`)) },
        ...backstage.map((item) => ({ term: 'Behind the scenes', text: item.text })),
        { term: 'Note', text: cleanLine(each.doc ?? '') },
      ]),
      kind,
      reasons: reasons.map((reason) =>
        item(reason.id, reason.span, reason.nameSpan, `${path}/${reason.name}`, title(reason)),
      ),
      from: from.get(each.id) ?? [],
      backstage,
      crm: each.crm === undefined ? undefined : sceneCrm(each.crm, title(each), each.nameSpan),
      findings: findings.within(each.span),
    };
  };
  return [
    ...process.outcomes.map((outcome) => place(outcome.outcome, outcome)),
    ...process.holds.map((hold) => place('hold', hold)),
  ];
}

/** Numbers of the steps whose plans or branches lead to an outcome or parking place. */
function leadsTo(process: Process, model: ProjectModel): ReadonlyMap<ElementId, readonly string[]> {
  const from = new Map<ElementId, string[]>();
  const add = (id: ElementId | undefined, step: Step): void => {
    if (id === undefined) return;
    const list = from.get(id) ?? [];
    const number = String(step.index + 1);
    if (!list.includes(number)) from.set(id, [...list, number]);
  };
  for (const step of process.steps) {
    for (const plan of step.otherwise?.plans ?? []) {
      if (plan.action.kind === 'hold') add(plan.action.place?.target, step);
      if (plan.action.kind === 'lose' || plan.action.kind === 'disqualify') {
        const reason = model.element(plan.action.reason.target);
        add(reason?.kind === 'reason' ? reason.outcome : undefined, step);
      }
    }
    for (const branch of step.branches) add(branch.to.target, step);
  }
  return from;
}
