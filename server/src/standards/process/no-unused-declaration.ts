import type { Evidence } from '../../model/evidence.ts';
import type { CriterionItem, Declared, PassedItem, Process, ProjectModel } from '../../model/model.ts';
import type { ElementId, Ref } from '../../model/source.ts';
import { removeStatement } from '../edits.ts';
import { atomsOf } from '../evidence.ts';
import { flattened, nameOf } from '../flow.ts';
import { occurrences } from '../occurrences.ts';
import { advice, projectRule } from '../rule.ts';

/** A declaration that nothing refers to. */
export const noUnusedDeclaration = projectRule({
  id: 'process/no-unused-declaration',
  standard: 'process',
  levels: advice,
  basis: 'declared',
  summary: 'What is declared is used.',
  reports:
    'A role, persona, journey, document, approval, framework, field or parking place that nothing refers to. Nothing is reported in a project without processes.',
  why: 'Readers look for the part it plays, and the CRM gets fields that nobody fills in.',
  instead: 'Use it, or delete it.',
  wrong: [
    {
      within: 'project',
      code: `
role «SDR» "Sales development"
document «Datasheet» "Data sheet"
object deal { field «budget» "Budget" : currency }`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Order "Get the order form signed" {
  helps Terms
  owner AE
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: {
    safety: 'suggestion',
    does: 'Deletes the declaration, where its name stands nowhere else, not even in an unfinished statement.',
  },
  check({ model, report }) {
    if (model.processes.length === 0) return;
    const used = usedElements(model);
    const unused: readonly (Declared & { readonly kind: string })[] = [
      ...model.roles.filter((role) => !role.system),
      ...model.personas,
      ...model.journeys,
      ...model.documents,
      ...model.approvals,
      ...model.frameworks,
      ...model.objects.flatMap((object) => object.fields.filter((field) => !field.builtin)),
      ...model.processes.flatMap((process) => (process.variantOf ? [] : process.holds)),
    ].filter((declared) => declared.name !== '' && !used.has(declared.id));
    for (const declared of unused) {
      const kind = declared.kind === 'hold' ? 'parking place' : declared.kind;
      report({
        at: declared.nameSpan,
        path: declared.name,
        message: `Nothing refers to the ${kind} "${nameOf(declared)}", so readers look in vain for its part. Use it or delete it.`,
        fixes: (current) => {
          const file = current.file(declared.span.uri);
          const places = current.files.flatMap((each) => occurrences(each, declared.name));
          if (!file || places.length !== 1) return [];
          return [{ title: `Delete the ${kind}`, safety: 'suggestion', edits: removeStatement(file, declared.span) }];
        },
      });
    }
  },
});

/** Ids of everything that something refers to. */
function usedElements(model: ProjectModel): ReadonlySet<ElementId> {
  const used = new Set<ElementId>();
  const use = (refs: readonly (Ref | undefined)[]) => {
    for (const ref of refs) if (ref?.target !== undefined) used.add(ref.target);
  };
  for (const approval of model.approvals) use(approval.by);
  for (const framework of model.frameworks) use(framework.fields);
  for (const journey of model.journeys) {
    use(journey.personas);
    for (const stage of journey.stages) {
      for (const note of [...stage.does, ...stage.asks, ...stage.stuck]) use(note.personas);
    }
  }
  const seen = new Set<object>();
  for (const process of model.processes) useProcess(process, use, seen);
  for (const framework of model.frameworks) if (used.has(framework.id)) use(framework.fields);
  return used;
}

type Use = (refs: readonly (Ref | undefined)[]) => void;

function useProcess(process: Process, use: Use, seen: Set<object>): void {
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
    if (seen.has(step)) continue;
    seen.add(step);
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
