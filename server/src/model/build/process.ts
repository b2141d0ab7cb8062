import type * as ast from '../../language/generated/ast.ts';
import type { FlowItem, HoldPlace, Outcome, Owner, Parallel, Process, Reason, Step } from '../model.ts';
import type { FileContext } from './context.ts';
import { buildEvidence } from './evidence.ts';
import { idOf } from './ids.ts';
import {
  buildActions,
  buildBlock,
  buildBranches,
  buildCriteria,
  buildCrmStage,
  buildHandoffs,
  buildOpens,
  buildOwner,
  buildPlans,
  buildStepParts,
} from './steps.ts';

type ProcessLike = ast.Process | ast.Variant;
type Items<Type extends string> = Extract<ast.ProcessItem | ast.VariantItem, { $type: Type }>[];

function itemsOf<Type extends string>(node: ProcessLike, type: Type): Items<Type> {
  return (node.items as (ast.ProcessItem | ast.VariantItem)[]).filter(
    (item): item is Items<Type>[number] => item.$type === type,
  );
}

/** What a process and a variant can both say about the whole. */
export function buildSettings(
  file: FileContext,
  node: ProcessLike,
): Pick<Process, 'owner' | 'throughout' | 'startsAt' | 'forwardOnly' | 'noSkipping'> {
  const owner = itemsOf(node, 'Owner').at(-1);
  const rules = itemsOf(node, 'Moves').flatMap((item) => item.rules);
  return {
    owner: owner && buildOwner(file, owner),
    throughout: buildCriteria(
      file,
      itemsOf(node, 'Throughout').flatMap((item) => item.criteria),
      `${node.name}/throughout`,
    ),
    startsAt: itemsOf(node, 'StartsAt')
      .filter((item) => item.step !== undefined)
      .map((item) => ({
        step: file.ref(item.step),
        when: buildEvidence(file, item.condition),
        span: file.spanOf(item),
      })),
    forwardOnly: rules.includes('forward-only'),
    noSkipping: rules.includes('no-skipping'),
  };
}

/** A declared process, without variants. */
export function buildProcess(file: FileContext, node: ast.Process): Process {
  const declared = file.declared('process', node);
  const settings = buildSettings(file, node);
  const builder = new FlowBuilder(file, declared.id, declared.name, settings.owner);
  const flow = builder.build(
    (node.items as ast.ProcessItem[]).filter((item) => item.$type === 'Step' || item.$type === 'Parallel'),
    false,
  );
  const afterWon = builder.build(
    itemsOf(node, 'AfterWon').flatMap((item) => item.items),
    true,
  );
  return {
    ...declared,
    variantOf: undefined,
    appliesWhen: undefined,
    journeys: file.refs(node.journeys),
    object: node.object ? file.ref(node.object) : { target: 'object:deal', text: 'deal', span: declared.nameSpan },
    ...settings,
    flow,
    afterWon,
    steps: builder.steps,
    outcomes: itemsOf(node, 'Outcome').map((item) => buildOutcome(file, item, declared.id, declared.name)),
    holds: itemsOf(node, 'HoldPlace').map((item) => buildHold(file, item, declared.id)),
    changes: [],
  };
}

/** Numbers steps while it builds them. */
class FlowBuilder {
  readonly steps: Step[] = [];
  private readonly file: FileContext;
  private readonly processId: string;
  private readonly processName: string;
  private readonly owner: Owner | undefined;
  private groups = 0;

  constructor(file: FileContext, processId: string, processName: string, owner: Owner | undefined) {
    this.file = file;
    this.processId = processId;
    this.processName = processName;
    this.owner = owner;
  }

  build(items: readonly (ast.Step | ast.Parallel)[], afterWon: boolean): FlowItem[] {
    return items.map((item): FlowItem => {
      if (item.$type === 'Step') return this.step(item, afterWon, undefined);
      const group = this.groups++;
      const parallel: Parallel = {
        kind: 'parallel',
        label: this.file.optionalText(item, 'label'),
        steps: item.steps.map((step) => this.step(step, afterWon, group)),
        span: this.file.spanOf(item),
      };
      return parallel;
    });
  }

  private step(node: ast.Step, afterWon: boolean, parallel: number | undefined): Step {
    const step = buildStep(this.file, node, {
      process: this.processId,
      path: `${this.processName}/${node.name}`,
      index: this.steps.length,
      origin: 'own',
      afterWon,
      parallel,
      processOwner: this.owner,
    });
    this.steps.push(step);
    return step;
  }
}

/** Where a step stands. */
export interface StepPlace {
  readonly process: string;
  readonly path: string;
  readonly index: number;
  readonly origin: Step['origin'];
  readonly afterWon: boolean;
  readonly parallel: number | undefined;
  readonly processOwner: Owner | undefined;
}

export function buildStep(file: FileContext, node: ast.Step, place: StepPlace): Step {
  const { kind, id, name, label, doc, span, nameSpan } = file.declared('step', node);
  const parts = buildStepParts(file, node.items, place.path);
  // Written out: objects that others are spread into take a third more memory, and there are tens of thousands of steps.
  return {
    kind,
    id,
    name,
    label,
    doc,
    span,
    nameSpan,
    process: place.process,
    index: place.index,
    origin: place.origin,
    afterWon: place.afterWon,
    parallel: place.parallel,
    hasBlock: file.hasBlock(node),
    helps: parts.helps,
    during: parts.during,
    owner: parts.owner,
    actions: parts.actions,
    enter: parts.enter,
    exit: parts.exit,
    within: parts.within,
    otherwise: parts.otherwise,
    plays: parts.plays,
    branches: parts.branches,
    crm: parts.crm,
    handoffs: parts.handoffs,
    opens: parts.opens,
    irreversible: parts.irreversible,
    optional: parts.optional,
    effectiveOwner: parts.owner ?? place.processOwner,
  };
}

function buildOutcome(file: FileContext, node: ast.Outcome, process: string, processName: string): Outcome {
  const of = <Type extends ast.OutcomeItem['$type']>(type: Type) =>
    node.items.filter((item): item is Extract<ast.OutcomeItem, { $type: Type }> => item.$type === type);
  const id = idOf(node) ?? 'outcome:';
  return {
    ...file.declared('outcome', node),
    outcome: node.outcome,
    process,
    reasons: of('Reason').map(
      (reason): Reason => ({ ...file.declared('reason', reason), outcome: id, needsNote: reason.needsNote === true }),
    ),
    enter: buildBlock(file, of('Enter'), `${processName}/${node.name}/enter`),
    actions: buildActions(file, of('Action')),
    plans: buildPlans(file, of('Plan')),
    crm: buildCrmStage(file, of('CrmStage')),
    handoffs: buildHandoffs(file, of('Handoff')),
    opens: buildOpens(file, of('Opens')),
    irreversible: of('Irreversible').map((item) => file.spanOf(item))[0],
  };
}

function buildHold(file: FileContext, node: ast.HoldPlace, process: string): HoldPlace {
  const of = <Type extends ast.HoldItem['$type']>(type: Type) =>
    node.items.filter((item): item is Extract<ast.HoldItem, { $type: Type }> => item.$type === type);
  return {
    ...file.declared('hold', node),
    process,
    actions: buildActions(file, of('Action')),
    plans: buildPlans(file, of('Plan')),
    branches: buildBranches(file, of('Then')),
    crm: buildCrmStage(file, of('CrmStage')),
  };
}
