import { flat } from '../../base/strings.ts';
import { propertyNode } from '../../language/cst.ts';
import type * as ast from '../../language/generated/ast.ts';
import type {
  Action,
  AnyOf,
  Branch,
  CollectItem,
  Criterion,
  CriterionBlock,
  CriterionItem,
  CrmStage,
  Handoff,
  Opens,
  Owner,
  PassedItem,
  Plan,
  PlanAction,
  PlanTrigger,
  Play,
  Step,
} from '../model.ts';
import type { Ref, Span } from '../source.ts';
import type { FileContext } from './context.ts';
import { buildDuration, buildEvidence } from './evidence.ts';

const NONE: readonly never[] = [];

/** The parts of a step, before it has a place in a process. */
export type StepParts = Pick<
  Step,
  | 'helps'
  | 'during'
  | 'owner'
  | 'actions'
  | 'enter'
  | 'exit'
  | 'within'
  | 'otherwise'
  | 'plays'
  | 'branches'
  | 'crm'
  | 'handoffs'
  | 'opens'
  | 'irreversible'
  | 'optional'
>;

/** Reads the items of a step, or of a variant's change to one; `path` is the step's semantic path. */
export function buildStepParts(
  file: FileContext,
  items: readonly (ast.StepItem | ast.DropItem)[],
  path: string,
): StepParts {
  const byType: { [Type in ast.StepItem['$type']]?: Extract<ast.StepItem, { $type: Type }>[] } = {};
  for (const item of items) {
    const type = item.$type as ast.StepItem['$type'];
    const known = byType[type] as ast.StepItem[] | undefined;
    if (known) known.push(item as ast.StepItem);
    else Object.assign(byType, { [type]: [item] });
  }
  const of = <Type extends ast.StepItem['$type']>(type: Type): readonly Extract<ast.StepItem, { $type: Type }>[] =>
    byType[type] ?? NONE;
  const otherwise = of('Otherwise');
  const within = of('Within').at(-1);
  const owner = of('Owner').at(-1);
  return {
    helps: of('Helps').flatMap((item) => file.refs(item.stuck)),
    during: of('During').flatMap((item) => file.refs(item.stages)),
    owner: owner && buildOwner(file, owner),
    actions: buildActions(file, of('Action')),
    enter: buildBlock(file, of('Enter'), `${path}/enter`),
    exit: buildBlock(file, of('Exit'), `${path}/exit`),
    within: within && buildDuration(file, within.duration),
    otherwise: otherwise[0] && {
      plans: otherwise.flatMap((item) => buildPlans(file, item.plans)),
      span: file.spanOf(otherwise[0]),
      keyword: file.keywordLength(otherwise[0]),
    },
    plays: of('Play')
      .filter((item) => item.label)
      .map((item) => buildPlay(file, item)),
    branches: buildBranches(file, of('Then')),
    crm: buildCrmStage(file, of('CrmStage')),
    handoffs: buildHandoffs(file, of('Handoff')),
    opens: buildOpens(file, of('Opens')),
    irreversible: of('Irreversible').map((item) => file.spanOf(item))[0],
    optional: of('Optional').map((item) => file.spanOf(item))[0],
  };
}

export function buildOwner(file: FileContext, node: ast.Owner): Owner {
  return { roles: file.refs(node.roles), with: file.refs(node.with), span: file.spanOf(node) };
}

export function buildActions(file: FileContext, nodes: readonly ast.Action[]): Action[] {
  return nodes
    .filter((node) => node.text)
    .map((node) => ({
      text: file.requiredText(node, 'text'),
      by: file.refs(node.by),
      when: buildEvidence(file, node.condition),
      span: file.spanOf(node),
      keyword: file.keywordLength(node),
    }));
}

/** Several blocks of a kind count as one. */
export function buildBlock(
  file: FileContext,
  nodes: readonly (ast.Enter | ast.Exit)[],
  path: string,
): CriterionBlock | undefined {
  const first = nodes[0];
  if (!first) return undefined;
  return {
    items: buildCriteria(
      file,
      nodes.flatMap((node) => node.criteria),
      path,
    ),
    span: file.spanOf(first),
    keyword: file.keywordLength(first),
  };
}

/** Criteria are numbered per kind, so that their paths survive unrelated edits. */
export function buildCriteria(file: FileContext, nodes: readonly ast.CriterionItem[], path: string): CriterionItem[] {
  const counts: Record<string, number> = {};
  const next = (kind: string) => {
    const index = counts[kind] ?? 0;
    counts[kind] = index + 1;
    return flat(`${path}/${kind}[${index}]`);
  };
  const items: CriterionItem[] = [];
  for (const node of nodes) {
    if (node.$type === 'AnyOf') {
      const group = next('any');
      items.push({
        kind: 'any',
        label: file.optionalText(node, 'label'),
        criteria: buildCriteria(file, node.criteria, group).filter(
          (item): item is Exclude<CriterionItem, AnyOf> => item.kind !== 'any',
        ),
        span: file.spanOf(node),
        keyword: file.keywordLength(node),
      });
    } else {
      const criterion = buildCriterion(file, node, next);
      if (criterion) items.push(criterion);
    }
  }
  return items;
}

function buildCriterion(file: FileContext, node: ast.Criterion, next: (kind: string) => string): Criterion | undefined {
  const when = buildEvidence(file, node.condition);
  const proof = buildEvidence(file, node.proof);
  const span = file.spanOf(node);
  const keyword = file.keywordLength(node);
  switch (node.$type) {
    case 'Done':
      if (!node.text) return undefined;
      return {
        kind: 'done',
        path: next('done'),
        text: file.requiredText(node, 'text'),
        by: file.refs(node.by),
        when,
        proof,
        span,
        keyword,
      };
    case 'Commit':
      if (!node.text) return undefined;
      return {
        kind: 'commit',
        path: next('commit'),
        text: file.requiredText(node, 'text'),
        by: file.refs(node.by),
        when,
        proof,
        span,
        keyword,
      };
    case 'Collect': {
      const items = node.items.map((item) => buildCollectItem(file, item)).filter((item) => item !== undefined);
      return items.length > 0
        ? { kind: 'collect', path: next('collect'), items, when, proof, span, keyword }
        : undefined;
    }
  }
}

function buildCollectItem(file: FileContext, node: ast.CollectItem): CollectItem | undefined {
  if (node.$type === 'CollectField') return fieldItem(file.fieldRef(node.field));
  const span = file.spanOf(node);
  switch (node.$type) {
    case 'CollectFramework':
      return node.framework && { kind: 'framework', framework: file.ref(node.framework), span };
    case 'CollectDocument':
      return {
        kind: 'document',
        document: file.optionalRef(node.document),
        label: file.optionalText(node, 'label'),
        span,
      };
    case 'CollectText':
      return { kind: 'text', text: file.requiredText(node, 'text'), span };
  }
}

export function buildPlans(file: FileContext, nodes: readonly ast.Plan[]): Plan[] {
  return nodes
    .map((node): Plan | undefined => {
      const trigger = buildTrigger(file, node.trigger);
      const action = buildPlanAction(file, node.action);
      return trigger && action && { trigger, action, span: file.spanOf(node) };
    })
    .filter((plan) => plan !== undefined);
}

function buildTrigger(file: FileContext, node: ast.Trigger | undefined): PlanTrigger | undefined {
  if (!node) return undefined;
  const when = buildEvidence(file, node.condition);
  if (node.$type === 'WhenTrigger') return when && { kind: 'when', when };
  const duration = buildDuration(file, node.duration);
  return (
    duration && { kind: node.$type === 'AfterTrigger' ? 'after' : 'every', duration, idle: node.idle === true, when }
  );
}

function buildPlanAction(file: FileContext, node: ast.PlanAction | undefined): PlanAction | undefined {
  switch (node?.$type) {
    case 'FollowUp':
      return { kind: 'follow-up', text: file.requiredText(node, 'text'), by: file.refs(node.by) };
    case 'ReturnTo':
      return node.step && { kind: 'return', step: file.ref(node.step), because: file.optionalText(node, 'reason') };
    case 'Hold':
      return { kind: 'hold', place: file.optionalRef(node.place), until: file.fieldRef(node.until) };
    case 'Lose':
      return node.reason && { kind: 'lose', reason: file.ref(node.reason) };
    case 'Disqualify':
      return node.reason && { kind: 'disqualify', reason: file.ref(node.reason) };
    default:
      return undefined;
  }
}

function buildPlay(file: FileContext, node: ast.Play): Play {
  return {
    label: file.requiredText(node, 'label'),
    personas: node.items.filter((item) => item.$type === 'PlayFor').flatMap((item) => file.refs(item.personas)),
    actions: buildActions(
      file,
      node.items.filter((item) => item.$type === 'Action'),
    ),
    uses: node.items
      .filter((item) => item.$type === 'Uses')
      .filter((item) => item.text)
      .map((item) => ({
        text: file.requiredText(item, 'text'),
        url: file.optionalText(item, 'url'),
        span: file.spanOf(item),
      })),
    span: file.spanOf(node),
    keyword: file.keywordLength(node),
  };
}

export function buildBranches(file: FileContext, nodes: readonly ast.Then[]): Branch[] {
  return nodes
    .filter((node) => node.to !== undefined)
    .map((node) => ({
      to: file.ref(node.to),
      when: buildEvidence(file, node.condition),
      automatically: node.automatically === true,
      span: file.spanOf(node),
    }));
}

/** Several `crm` lines count as one; the last word on each part holds. */
export function buildCrmStage(file: FileContext, nodes: readonly ast.CrmStage[]): CrmStage | undefined {
  const first = nodes[0];
  if (!first) return undefined;
  const labelled = nodes.filter((node) => node.label !== undefined).at(-1);
  const likely = nodes.filter((node) => node.probability !== undefined).at(-1);
  const forecast = nodes.filter((node) => node.forecast !== undefined).at(-1);
  return {
    label: labelled && file.optionalText(labelled, 'label'),
    probability: likely && {
      value: likely.probability as number,
      span: file.span(propertyNode(likely, 'probability')),
    },
    forecast: forecast?.forecast && { value: forecast.forecast, span: file.span(propertyNode(forecast, 'forecast')) },
    span: file.spanOf(first),
  };
}

export function buildHandoffs(file: FileContext, nodes: readonly ast.Handoff[]): Handoff[] {
  return nodes
    .filter((node) => node.role !== undefined)
    .map((node) => ({
      to: file.ref(node.role),
      items: buildPassed(file, node.passed),
      when: buildEvidence(file, node.condition),
      span: file.spanOf(node),
    }));
}

export function buildOpens(file: FileContext, nodes: readonly ast.Opens[]): Opens[] {
  return nodes
    .filter((node) => node.process !== undefined)
    .map((node) => ({
      process: file.ref(node.process),
      items: buildPassed(file, node.passed),
      when: buildEvidence(file, node.condition),
      span: file.spanOf(node),
    }));
}

function buildPassed(file: FileContext, nodes: readonly ast.PassedItem[]): PassedItem[] {
  return nodes
    .map((node): PassedItem | undefined =>
      node.$type === 'PassedDocument'
        ? {
            kind: 'document',
            document: file.optionalRef(node.document),
            label: file.optionalText(node, 'label'),
            span: file.spanOf(node),
          }
        : fieldItem(file.fieldRef(node.field)),
    )
    .filter((item) => item !== undefined);
}

/** A field as an item, which is nothing but the field. */
function fieldItem(field: Ref | undefined): { kind: 'field'; field: Ref; span: Span } | undefined {
  return field && { kind: 'field', field, span: field.span };
}
