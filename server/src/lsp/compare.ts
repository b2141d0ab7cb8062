import { openWorkspace } from '../model/workspace.ts';
import { layoutDiff } from '../overlay/diff.ts';
import { renderSvg } from '../overlay/svg.ts';
import { renderTable } from '../overlay/table.ts';
import { plainWords } from '../report/diff/change.ts';
import { diffProjects } from '../report/diff/diff.ts';
import { pictureMarks } from '../report/diff/marks.ts';
import { escapeMarkdown } from '../report/markdownText.ts';
import { locationOf } from './convert.ts';
import { type Feature, whenReady } from './feature.ts';
import { chooseProcess, enforcementOf } from './pictures.ts';
import type { CompareParams, CompareResult } from './protocol.ts';

/** What changed in meaning between another state of the project and this one. */
export const compare: Feature = {
  register(context) {
    const { connection, session } = context;
    connection.onRequest(
      'salesflow/compare',
      whenReady(
        context,
        async ({ uri, process: name, theme, before, label }: CompareParams): Promise<CompareResult> => {
          const root = session.rootOf(uri);
          const model = session.wholeModel(root);
          const old = (await openWorkspace(before, [root])).model(root);
          const process = chooseProcess(model, uri, name);
          if (!process) throw new Error('There is no process to compare. Declare one: process NAME for JOURNEY { … }');
          const diff = diffProjects(old, model);
          const layout = layoutDiff(old, model, process.id, session.findingsOf(root), pictureMarks(diff), {
            enforcement: enforcementOf(model, process, session.configs.backends(root)),
          });
          return {
            title: `${layout.title}: since ${label}`,
            svg: renderSvg(layout, { theme, interactive: true }),
            table: renderTable(layout),
            changes: diff.changes.map((change) => {
              const element = model.element(change.id);
              const at = element && locationOf((file) => model.file(file), element.nameSpan);
              return { text: escapeMarkdown(plainWords(change.words)), ...(at ? { at } : {}) };
            }),
          };
        },
      ),
    );
  },
};
