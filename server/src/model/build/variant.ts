import type * as ast from '../../language/generated/ast.ts';
import type { CriterionBlock, FlowItem, Process, Step, VariantChange } from '../model.ts';
import type { Ref } from '../source.ts';
import type { FileContext } from './context.ts';
import { buildEvidence } from './evidence.ts';
import { idOf } from './ids.ts';
import { buildSettings, buildStep } from './process.ts';
import { buildStepParts, type StepParts } from './steps.ts';

/** A variant resolved to a whole process: the base's steps, less those dropped, changed and added to. */
export function buildVariant(file: FileContext, node: ast.Variant, base: Process | undefined): Process {
  const declared = file.declared('process', node);
  const settings = buildSettings(file, node);
  const inherited = base && rebase(base, declared.id, declared.name);
  const owner = settings.owner ?? inherited?.owner;
  const changes: VariantChange[] = [];
  let flow: FlowItem[] = (inherited?.flow ?? []).map((item) =>
    mapSteps(item, (step) => ({ ...step, origin: 'inherited' })),
  );
  let afterWon: FlowItem[] = (inherited?.afterWon ?? []).map((item) =>
    mapSteps(item, (step) => ({ ...step, origin: 'inherited' })),
  );
  const stepId = (reference: { $refText: string } | undefined) =>
    `step:${declared.name}.${reference?.$refText.split('.').at(-1) ?? ''}`;

  for (const item of node.items) {
    const span = file.spanOf(item);
    if (item.$type === 'DropStep') {
      const id = stepId(item.step);
      flow = drop(flow, id);
      afterWon = drop(afterWon, id);
      changes.push({ change: 'drop', step: base && idOf(item.step?.ref), span });
    } else if (item.$type === 'ChangeStep') {
      const id = stepId(item.step);
      const dropped = new Set(item.items.filter((part) => part.$type === 'DropItem').map((part) => part.item));
      const change = (step: Step): Step =>
        step.id === id ? changeStep(file, step, item, dropped, `${declared.name}/${step.name}`) : step;
      flow = flow.map((part) => mapSteps(part, change));
      afterWon = afterWon.map((part) => mapSteps(part, change));
      changes.push({ change: 'change', step: id, span });
    } else if (item.$type === 'AddStep') {
      if (!item.step) continue;
      const added = buildStep(file, item.step, {
        process: declared.id,
        path: `${declared.name}/${item.step.name}`,
        index: 0,
        origin: 'added',
        afterWon: false,
        parallel: undefined,
        processOwner: owner,
      });
      flow = insert(flow, toVariant(added, base?.name, declared.name), item.step, stepId(item.step.anchor));
      changes.push({ change: 'add', step: added.id, span });
    } else {
      changes.push({ change: 'process', step: undefined, span });
    }
  }

  const steps: Step[] = [];
  const number = (step: Step): Step => {
    const numbered = { ...step, index: steps.length, effectiveOwner: step.owner ?? owner };
    steps.push(numbered);
    return numbered;
  };
  flow = flow.map((item) => mapSteps(item, number));
  afterWon = afterWon.map((item) => mapSteps(item, number));
  const variantOf: Ref | undefined = file.optionalRef(node.base);
  return {
    ...declared,
    variantOf,
    appliesWhen: buildEvidence(file, node.condition),
    journeys: inherited?.journeys ?? [],
    object: inherited?.object ?? { target: 'object:deal', text: 'deal', span: declared.nameSpan },
    owner,
    throughout: [...(inherited?.throughout ?? []), ...settings.throughout],
    startsAt:
      settings.startsAt.length > 0
        ? toVariant(settings.startsAt, base?.name, declared.name)
        : (inherited?.startsAt ?? []),
    forwardOnly: settings.forwardOnly || inherited?.forwardOnly === true,
    noSkipping: settings.noSkipping || inherited?.noSkipping === true,
    flow,
    afterWon,
    steps,
    outcomes: inherited?.outcomes ?? [],
    holds: inherited?.holds ?? [],
    changes,
  };
}

/** The base as if it had been declared under the variant's name. */
function rebase(base: Process, id: string, name: string): Process {
  const copy = toVariant(base, base.name, name);
  return { ...copy, id };
}

/** Rewrites ids and paths that lie inside the base process, at any depth, to the variant's. */
function toVariant<Value>(value: Value, base: string | undefined, variant: string): Value {
  if (base === undefined) return value;
  const ids = new RegExp(`^(step|outcome|reason|hold):${escapeRegExp(base)}\\.`);
  const rewrite = (text: string, key: string): string => {
    if (key === 'path') return text.startsWith(`${base}/`) ? `${variant}${text.slice(base.length)}` : text;
    if (key === 'process') return text === `process:${base}` ? `process:${variant}` : text;
    return ids.test(text) ? text.replace(ids, `$1:${variant}.`) : text;
  };
  const visit = (current: unknown, key: string): unknown => {
    if (typeof current === 'string') return ID_KEYS.has(key) ? rewrite(current, key) : current;
    if (Array.isArray(current)) return current.map((item) => visit(item, key));
    if (current && typeof current === 'object') {
      return Object.fromEntries(Object.entries(current).map(([name, item]) => [name, visit(item, name)]));
    }
    return current;
  };
  return visit(value, '') as Value;
}

const ID_KEYS = new Set(['id', 'target', 'path', 'process', 'outcome']);

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function mapSteps(item: FlowItem, change: (step: Step) => Step): FlowItem {
  return item.kind === 'step' ? change(item) : { ...item, steps: item.steps.map(change) };
}

function drop(flow: readonly FlowItem[], id: string): FlowItem[] {
  return flow
    .filter((item) => item.kind !== 'step' || item.id !== id)
    .map((item) => (item.kind === 'parallel' ? { ...item, steps: item.steps.filter((step) => step.id !== id) } : item))
    .filter((item) => item.kind === 'step' || item.steps.length > 0);
}

function insert(flow: readonly FlowItem[], added: Step, node: ast.Step, anchor: string): FlowItem[] {
  const at = flow.findIndex((item) =>
    item.kind === 'step' ? item.id === anchor : item.steps.some((step) => step.id === anchor),
  );
  const index = at < 0 ? flow.length : node.position === 'before' ? at : at + 1;
  return [...flow.slice(0, index), added, ...flow.slice(index)];
}

/** Single items replace the inherited one; lists and blocks add to it, unless `drop` cleared it first. */
function changeStep(
  file: FileContext,
  step: Step,
  node: ast.ChangeStep,
  dropped: ReadonlySet<string>,
  path: string,
): Step {
  const change = buildStepParts(file, node.items, path);
  const kept = (item: string) => !dropped.has(item);
  const parts: StepParts = {
    helps: [...(kept('helps') ? step.helps : []), ...change.helps],
    during: [...(kept('during') ? step.during : []), ...change.during],
    owner: change.owner ?? (kept('owner') ? step.owner : undefined),
    actions: [...(kept('do') ? step.actions : []), ...change.actions],
    enter: mergeBlocks(kept('enter') ? step.enter : undefined, change.enter, `${path}/enter`),
    exit: mergeBlocks(kept('exit') ? step.exit : undefined, change.exit, `${path}/exit`),
    within: change.within ?? (kept('within') ? step.within : undefined),
    otherwise: mergePlans(kept('otherwise') ? step.otherwise : undefined, change.otherwise),
    plays: [...(kept('play') ? step.plays : []), ...change.plays],
    branches: [...(kept('then') ? step.branches : []), ...change.branches],
    crm: change.crm ?? (kept('crm') ? step.crm : undefined),
    handoffs: [...(kept('handoff') ? step.handoffs : []), ...change.handoffs],
    opens: [...(kept('opens') ? step.opens : []), ...change.opens],
    irreversible: change.irreversible ?? (kept('irreversible') ? step.irreversible : undefined),
    optional: change.optional ?? (kept('optional') ? step.optional : undefined),
  };
  const [processName = ''] = path.split('/');
  return toVariant({ ...step, ...parts, origin: 'changed' as const }, node.$container.base?.$refText, processName);
}

/** Criteria of the change are numbered after the inherited ones, so that paths stay unique. */
function mergeBlocks(
  base: CriterionBlock | undefined,
  added: CriterionBlock | undefined,
  path: string,
): CriterionBlock | undefined {
  if (!base || !added) return added ?? base;
  const counts: Record<string, number> = {};
  for (const item of base.items) counts[item.kind] = (counts[item.kind] ?? 0) + 1;
  const renumber = <Item extends CriterionBlock['items'][number]>(item: Item): Item => {
    if (item.kind === 'any') return item;
    const index = counts[item.kind] ?? 0;
    counts[item.kind] = index + 1;
    return { ...item, path: `${path}/${item.kind}[${index}]` };
  };
  return { ...base, items: [...base.items, ...added.items.map(renumber)] };
}

function mergePlans(base: Step['otherwise'], added: Step['otherwise']): Step['otherwise'] {
  return base && added ? { ...base, plans: [...base.plans, ...added.plans] } : (added ?? base);
}
