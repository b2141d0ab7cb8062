import type { Location } from 'vscode-languageserver';
import type { ModelElement } from '../model/model.ts';
import { locationOf } from './convert.ts';
import { type Feature, type ServerContext, whenReady } from './feature.ts';
import { type Names, namesAt } from './names.ts';

/** Where a name is declared; an object that several files extend has several places. */
export const definition: Feature = {
  capabilities: {
    definitionProvider: true,
    declarationProvider: true,
    typeDefinitionProvider: true,
    implementationProvider: true,
  },
  register(context) {
    const { connection } = context;
    const declared = (params: Parameters<typeof namesAt>[1]) => {
      const names = namesAt(context.session, params);
      return names ? declarations(context, names) : null;
    };
    connection.onDefinition(whenReady(context, declared));
    connection.onDeclaration(whenReady(context, declared));
    connection.onTypeDefinition(
      whenReady(context, (params) => {
        const names = namesAt(context.session, params);
        return names ? typesOf(names).flatMap((element) => place(context, names, element)) : null;
      }),
    );
    connection.onImplementation(
      whenReady(context, (params) => {
        const names = namesAt(context.session, params);
        return names ? distinct(implementations(names)).flatMap((element) => place(context, names, element)) : null;
      }),
    );
  },
};

function declarations({ session }: ServerContext, { id, model, root }: Names): Location[] {
  const places = session.occurrencesOf(root, id).filter(({ declares }) => declares);
  return places.flatMap(({ span }) => locationOf((uri) => model.file(uri), span) ?? []);
}

/** Where an element is declared; one of the built-in library, where the project extends it. */
function place(context: ServerContext, names: Names, element: ModelElement): Location[] {
  const location = locationOf((uri) => names.model.file(uri), element.nameSpan);
  return location ? [location] : declarations(context, { ...names, id: element.id });
}

/** What kind of thing a name stands for, where that is declared too: a stuck point's stage, a field's object, a variant's base. */
function typesOf({ element, model }: Names): ModelElement[] {
  const ids = () => {
    switch (element?.kind) {
      case 'stuck':
        return [element.stage];
      case 'stage':
        return [element.journey];
      case 'field':
        return [element.object];
      case 'choice':
        return [element.field];
      case 'step':
      case 'outcome':
      case 'hold':
        return [element.process];
      case 'reason':
        return [element.outcome];
      case 'process':
        return element.variantOf ? [element.variantOf.target] : element.journeys.map(({ target }) => target);
      case 'journey':
        return element.personas.map(({ target }) => target);
      default:
        return [];
    }
  };
  return ids().flatMap((id) => model.element(id) ?? []);
}

/** A step that a variant changes stands where its base declares it. */
function distinct(elements: readonly ModelElement[]): ModelElement[] {
  const seen = new Set<string>();
  return elements.filter(({ nameSpan }) => {
    const key = `${nameSpan.uri} ${nameSpan.start}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** What answers a need: the steps that help a stuck point, the processes and variants that realise a journey or process. */
function implementations({ element, id, model }: Names): ModelElement[] {
  switch (element?.kind) {
    case 'stuck':
      return model.processes.flatMap(({ steps }) =>
        steps.filter((step) => step.origin !== 'inherited' && step.helps.some(({ target }) => target === id)),
      );
    case 'stage':
      return model.processes.flatMap(({ steps }) =>
        steps.filter(
          (step) =>
            step.origin !== 'inherited' &&
            (step.during.some(({ target }) => target === id) ||
              element.stuck.some((stuck) => step.helps.some(({ target }) => target === stuck.id))),
        ),
      );
    case 'journey':
      return model.processes.filter(
        (process) => !process.variantOf && process.journeys.some(({ target }) => target === id),
      );
    case 'process':
      return model.processes.filter((process) => process.variantOf?.target === id);
    default:
      return element ? [element] : [];
  }
}
