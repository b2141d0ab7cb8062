import { SymbolKind, type TypeHierarchyItem } from 'vscode-languageserver';
import type { Process, ProjectModel } from '../model/model.ts';
import { rangeOf } from './convert.ts';
import { type Feature, whenReady } from './feature.ts';
import { namesAt } from './names.ts';

/** A process and its variants. */
export const typeHierarchy: Feature = {
  capabilities: { typeHierarchyProvider: true },
  register(context) {
    const { connection, session } = context;
    const { typeHierarchy: hierarchy } = connection.languages;
    hierarchy.onPrepare(
      whenReady(context, (params): TypeHierarchyItem[] | null => {
        const names = namesAt(session, params);
        if (names?.element?.kind !== 'process') return null;
        return itemsOf([names.element], names.model);
      }),
    );
    const find = ({ data }: TypeHierarchyItem) => {
      const { root, id } = data as { root: string; id: string };
      const model = session.wholeModel(root);
      return { model, process: model.processes.find((each) => each.id === id) };
    };
    hierarchy.onSupertypes(
      whenReady(context, ({ item }): TypeHierarchyItem[] => {
        const { model, process } = find(item);
        return itemsOf(
          model.processes.filter(({ id }) => id === process?.variantOf?.target),
          model,
        );
      }),
    );
    hierarchy.onSubtypes(
      whenReady(context, ({ item }): TypeHierarchyItem[] => {
        const { model, process } = find(item);
        return itemsOf(
          model.processes.filter(({ variantOf }) => process && variantOf?.target === process.id),
          model,
        );
      }),
    );
  },
};

function itemsOf(processes: readonly Process[], model: ProjectModel): TypeHierarchyItem[] {
  return processes.flatMap((process) => {
    const file = model.file(process.span.uri);
    if (!file) return [];
    return {
      name: process.name,
      detail: process.label?.value ?? '',
      kind: SymbolKind.Class,
      uri: process.span.uri,
      range: rangeOf(file, process.span),
      selectionRange: rangeOf(file, process.nameSpan),
      data: { root: model.root, id: process.id },
    };
  });
}
