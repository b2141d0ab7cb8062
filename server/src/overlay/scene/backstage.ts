import type { Evidence } from '../../model/evidence.ts';
import type {
  Action,
  CriterionItem,
  Handoff,
  Opens,
  Parallel,
  Plan,
  Process,
  ProjectModel,
  Step,
} from '../../model/model.ts';
import { cleanLine } from '../text/clean.ts';
import type { BackstageKind, SceneBackstage, SceneLine } from './scene.ts';
import { evidenceText, item, listed, passedText, refTitle, triggerText, whenText } from './words.ts';

/** What happens behind the line of visibility in a step, in the order a reader asks for it. */
export function stepBackstage(step: Step, process: Process, model: ProjectModel): readonly SceneBackstage[] {
  const path = `${process.name}/${step.name}`;
  const make = maker(path);
  return [
    ...process.startsAt
      .filter((start) => start.step.target === step.id)
      .map((start) => make('entry', start.span, `The process may start here${whenText(start.when, model)}`)),
    ...parallelNote(step, process, make),
    ...actions(step.actions, model, make),
    ...approvals(step.exit?.items ?? [], model, make),
    ...handoffs(step.handoffs, model, make),
    ...opens(step.opens, model, make),
    ...step.branches.map((branch) => {
      const how = branch.automatically ? 'Moves by itself to' : 'Goes on to';
      return make('branch', branch.span, `${how} ${refTitle(branch.to, model)}${whenText(branch.when, model)}`);
    }),
    ...plans(step.otherwise?.plans ?? [], model, make),
  ];
}

/** The same for an outcome or a parking place. */
export function placeBackstage(
  place: {
    readonly name: string;
    readonly actions: readonly Action[];
    readonly plans: readonly Plan[];
    readonly handoffs?: readonly Handoff[];
    readonly opens?: readonly Opens[];
  },
  process: Process,
  model: ProjectModel,
): readonly SceneBackstage[] {
  const make = maker(`${process.name}/${place.name}`);
  return [
    ...place.actions.map((action) =>
      make('automation', action.span, `${action.text.value}${byText(action, model)}${whenText(action.when, model)}`),
    ),
    ...handoffs(place.handoffs ?? [], model, make),
    ...opens(place.opens ?? [], model, make),
    ...plans(place.plans, model, make),
  ];
}

type Make = (kind: BackstageKind, span: Plan['span'], text: string) => SceneBackstage;

function maker(path: string): Make {
  const counts = new Map<BackstageKind, number>();
  return (kind, span, text) => {
    const index = counts.get(kind) ?? 0;
    counts.set(kind, index + 1);
    const id = `${path}/${kind}[${index}]`;
    return { ...item(id, span, span, id, cleanLine(text)), kind };
  };
}

function byText(action: Action, model: ProjectModel): string {
  return action.by.length === 0 ? '' : ` (${listed(action.by.map((role) => refTitle(role, model)))})`;
}

/** Only what software does: what a person does is the step itself. */
function actions(all: readonly Action[], model: ProjectModel, make: Make): SceneBackstage[] {
  return all
    .filter((action) => action.by.some((ref) => isSystem(ref.target, model)))
    .map((action) =>
      make('automation', action.span, `${action.text.value}${whenText(action.when, model)} (by software)`),
    );
}

function isSystem(id: string | undefined, model: ProjectModel): boolean {
  const role = model.element(id);
  return role?.kind === 'role' && role.system;
}

/** The group a step runs side by side with other steps in; a variant may have dropped all the others. */
export function parallelGroup(step: Step, process: Process): Parallel | undefined {
  if (step.parallel === undefined) return undefined;
  const flow = step.afterWon ? process.afterWon : process.flow;
  return flow.find(
    (each): each is Parallel =>
      each.kind === 'parallel' && each.steps.length > 1 && each.steps.some((own) => own.id === step.id),
  );
}

function parallelNote(step: Step, process: Process, make: Make): SceneBackstage[] {
  const group = parallelGroup(step, process);
  if (group === undefined) return [];
  const others = group.steps.filter((other) => other.id !== step.id).map((other) => String(other.index + 1));
  const label = cleanLine(group.label?.value ?? '');
  const name = label === '' ? 'Runs' : `${label}: runs`;
  return [make('parallel', group.span, `${name} side by side with ${listed(others)}; all must exit`)];
}

function approvals(items: readonly CriterionItem[], model: ProjectModel, make: Make): SceneBackstage[] {
  const found: SceneBackstage[] = [];
  const visit = (evidence: Evidence | undefined, when: Evidence | undefined): void => {
    if (evidence === undefined) return;
    if (evidence.kind === 'and' || evidence.kind === 'or') {
      for (const operand of evidence.operands) visit(operand, when);
    } else if (evidence.kind === 'not') visit(evidence.operand, when);
    else if (evidence.kind === 'approval') {
      const approval = model.element(evidence.approval.target);
      const by = approval?.kind === 'approval' ? approval.by.map((role) => refTitle(role, model)) : [];
      const from = by.length === 0 ? '' : ` by ${listed(by)}`;
      found.push(
        make('approval', evidence.span, `${refTitle(evidence.approval, model)}${from}${whenText(when, model)}`),
      );
    }
  };
  for (const each of items) {
    for (const criterion of each.kind === 'any' ? each.criteria : [each]) visit(criterion.proof, criterion.when);
  }
  return found;
}

function handoffs(all: readonly Handoff[], model: ProjectModel, make: Make): SceneBackstage[] {
  return all.map((handoff) => {
    const passed = passedText(handoff.items, model);
    return make(
      'handoff',
      handoff.span,
      `Hand-off to ${refTitle(handoff.to, model)}${passed === '' ? '' : `: ${passed}`}`,
    );
  });
}

function opens(all: readonly Opens[], model: ProjectModel, make: Make): SceneBackstage[] {
  return all.map((each) => {
    const passed = passedText(each.items, model);
    return make('opens', each.span, `Opens ${refTitle(each.process, model)}${passed === '' ? '' : ` with ${passed}`}`);
  });
}

function plans(all: readonly Plan[], model: ProjectModel, make: Make): SceneBackstage[] {
  return all.map((plan) => make(plan.action.kind, plan.span, planText(plan, model)));
}

/** A plan as a sentence: `After 5 days: “Send the recap” (Sales development)`. */
function planText(plan: Plan, model: ProjectModel): string {
  const trigger = triggerText(plan.trigger, model);
  const { action } = plan;
  switch (action.kind) {
    case 'follow-up': {
      const by = action.by.length === 0 ? '' : ` (${listed(action.by.map((role) => refTitle(role, model)))})`;
      return `${trigger}: ${action.text.value}${by}`;
    }
    case 'return': {
      const because = action.because ? `, because ${action.because.value}` : '';
      return `${trigger}: back to ${refTitle(action.step, model)}${because}`;
    }
    case 'hold': {
      const place = action.place ? ` in ${refTitle(action.place, model)}` : '';
      const until = action.until ? ` until ${refTitle(action.until, model)}` : '';
      return `${trigger}: hold${place}${until}`;
    }
    case 'lose':
      return `${trigger}: lost, ${refTitle(action.reason, model)}`;
    case 'disqualify':
      return `${trigger}: disqualified, ${refTitle(action.reason, model)}`;
  }
}

/** The ways out of a step that are drawn as lines: returns and branches. */
export function stepLines(step: Step, process: Process, model: ProjectModel): readonly SceneLine[] {
  const lines: SceneLine[] = [];
  for (const plan of step.otherwise?.plans ?? []) {
    if (plan.action.kind !== 'return' || plan.action.step.target === undefined) continue;
    const id = `${process.name}/${step.name}/line[${lines.length}]`;
    const text = triggerText(plan.trigger, model);
    lines.push({
      ...item(id, plan.span, plan.span, id, text),
      kind: 'return',
      from: step.id,
      to: plan.action.step.target,
      automatic: false,
    });
  }
  for (const branch of step.branches) {
    if (branch.to.target === undefined) continue;
    const id = `${process.name}/${step.name}/line[${lines.length}]`;
    const text = branch.when ? `When ${evidenceText(branch.when, model)}` : 'Then';
    lines.push({
      ...item(id, branch.span, branch.span, id, text),
      kind: 'branch',
      from: step.id,
      to: branch.to.target,
      automatic: branch.automatically,
    });
  }
  return lines;
}
