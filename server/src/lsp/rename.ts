import { LSPErrorCodes, type Range, ResponseError, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { ModelElement, ProjectModel } from '../model/model.ts';
import { rangeOf } from './convert.ts';
import { NOUNS } from './describe.ts';
import { type Feature, whenReady } from './feature.ts';
import { whenSettled } from './long-request.ts';
import { type Names, namesAt } from './names.ts';

const NAME = /^(?=.*[\p{L}_])[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u;

/** Renames everywhere, qualifiers included, and refuses a name that is taken. */
export const rename: Feature = {
  capabilities: { renameProvider: { prepareProvider: true, workDoneProgress: true } },
  register(context) {
    const { connection, session } = context;
    connection.onPrepareRename(
      whenReady(context, (params): { range: Range; placeholder: string } | null => {
        const names = namesAt(session, params);
        const file = names?.model.file(names.occurrence.span.uri);
        if (!names || !file) return null;
        refuseBuiltin(names);
        const { span } = names.occurrence;
        return { range: rangeOf(file, span), placeholder: file.text.slice(span.start, span.end) };
      }),
    );
    connection.onRenameRequest(
      whenSettled(context, 'Renaming', (params): WorkspaceEdit | null => {
        const names = namesAt(session, params);
        if (!names) return null;
        const newName = params.newName.trim();
        refuseBuiltin(names);
        refuseBadName(newName);
        refuseTaken(names, newName);
        const changes: Record<string, TextEdit[]> = {};
        for (const { span } of session.occurrencesOf(names.root, names.id)) {
          const file = names.model.file(span.uri);
          if (!file) continue;
          changes[span.uri] ??= [];
          changes[span.uri]?.push({ range: rangeOf(file, span), newText: newName });
        }
        return { changes };
      }),
    );
  },
};

function refuse(message: string): never {
  throw new ResponseError(LSPErrorCodes.RequestFailed, message);
}

function refuseBuiltin({ element }: Names): void {
  if (element && element.span.uri.startsWith('salesflow-library:')) {
    refuse(`"${element.name}" belongs to the built-in library and keeps its name. Declare one of your own instead.`);
  }
}

function refuseBadName(name: string): void {
  if (!NAME.test(name))
    refuse(`"${name}" cannot be a name. Use letters, digits, "_" and "-", with at least one letter.`);
}

function refuseTaken({ element, model }: Names, newName: string): void {
  if (!element || element.name === newName) return;
  const taken = siblings(element, model).find((other) => other.name === newName && other.id !== element.id);
  if (!taken) return;
  const file = model.file(taken.nameSpan.uri);
  const line = file ? file.positionAt(taken.nameSpan.start).line + 1 : 0;
  const where = taken.span.uri.startsWith('salesflow-library:')
    ? 'the built-in library'
    : `${decodeURIComponent(taken.span.uri.split('/').at(-1) ?? '')}, line ${line}`;
  const noun = NOUNS[taken.kind];
  refuse(
    `There is already ${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun} called "${newName}" (${where}). Choose another name.`,
  );
}

/** Elements whose names must differ from the element's. */
function siblings(element: ModelElement, model: ProjectModel): readonly ModelElement[] {
  switch (element.kind) {
    case 'role':
      return [...model.roles, ...model.personas];
    case 'persona':
      return [...model.personas, ...model.roles];
    case 'journey':
      return model.journeys;
    case 'stage':
      return ofKind(model, element.journey, 'journey')?.stages ?? [];
    case 'stuck':
      return ofKind(model, element.stage, 'stage')?.stuck ?? [];
    case 'object':
      return model.objects;
    case 'field':
      return ofKind(model, element.object, 'object')?.fields ?? [];
    case 'choice':
      return ofKind(model, element.field, 'field')?.choices ?? [];
    case 'document':
      return model.documents;
    case 'approval':
      return model.approvals;
    case 'framework':
      return model.frameworks;
    case 'process':
      return model.processes;
    case 'reason':
      return ofKind(model, element.outcome, 'outcome')?.reasons ?? [];
    case 'step':
    case 'outcome':
    case 'hold': {
      const process = ofKind(model, element.process, 'process');
      const family = model.processes.filter(
        (other) =>
          other === process || other.variantOf?.target === process?.id || other.id === process?.variantOf?.target,
      );
      return family.flatMap((each) => [...each.steps, ...each.outcomes, ...each.holds]);
    }
  }
}

function ofKind<Kind extends ModelElement['kind']>(model: ProjectModel, id: string, kind: Kind) {
  const element = model.element(id);
  return element?.kind === kind ? (element as Extract<ModelElement, { kind: Kind }>) : undefined;
}
