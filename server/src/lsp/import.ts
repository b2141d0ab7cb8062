import { draft } from '../crm/draft/index.ts';
import { importCsv } from '../crm/import-csv.ts';
import { loadBackend } from '../crm/index.ts';
import { openWorkspace } from '../model/workspace.ts';
import { type Feature, whenReady } from './feature.ts';
import type { ImportParams, ImportResult } from './protocol.ts';

/** A draft made of exported CRM configuration. */
export const importFromCrm: Feature = {
  register(context) {
    context.connection.onRequest(
      'salesflow/import',
      whenReady(context, async ({ target, files }: ImportParams): Promise<ImportResult> => {
        const root = 'memory:/library';
        const builtins = (await openWorkspace([], [root])).model(root).objects;
        if (target === 'csv') {
          const [table] = files;
          if (!table) throw new Error('There is no table to import. Choose a file with one row per step.');
          const { snapshot, unused } = importCsv(table);
          const { text, report } = draft(snapshot, { builtins });
          return {
            text,
            notes: [...report, ...unused.map((header) => `Nothing was taken from the column “${header}”.`)],
          };
        }
        const backend = await loadBackend(target);
        const snapshot = backend.read?.(files);
        if (!snapshot || snapshot.pipelines.length === 0) {
          throw new Error(
            `There is no sales process in what was chosen. Choose the folder or file that ${backend.title} exported.`,
          );
        }
        const { text, report } = draft(snapshot, {
          builtins,
          ...(backend.translateRule ? { translate: backend.translateRule } : {}),
          ...(backend.translateCondition ? { translateCondition: backend.translateCondition } : {}),
        });
        return { text, notes: report };
      }),
    );
  },
};
