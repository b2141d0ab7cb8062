import type { Declared, ProjectModel } from '../../model/model.ts';
import type { ElementId, Ref } from '../../model/source.ts';
import { removeStatement } from '../edits.ts';
import { nameOf } from '../flow.ts';
import { occurrences } from '../occurrences.ts';
import { advice, projectRule } from '../rule.ts';
import type { ProcessUses } from '../uses.ts';

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
  check({ model, processes, report }) {
    if (processes.length === 0) return;
    const used = usedElements(model, processes);
    const unused: readonly (Declared & { readonly kind: string })[] = [
      ...model.roles.filter((role) => !role.system),
      ...model.personas,
      ...model.journeys,
      ...model.documents,
      ...model.approvals,
      ...model.frameworks,
      ...model.objects.flatMap((object) => object.fields.filter((field) => !field.builtin)),
      ...processes.flatMap(({ isVariant, holds }) => (isVariant ? [] : holds)),
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
function usedElements(model: ProjectModel, processes: readonly ProcessUses[]): ReadonlySet<ElementId> {
  const used = new Set<ElementId>(processes.flatMap(({ refs }) => refs));
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
  for (const framework of model.frameworks) if (used.has(framework.id)) use(framework.fields);
  return used;
}
