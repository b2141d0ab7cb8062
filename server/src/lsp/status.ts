import type { Severity, Standard } from '../model/finding.ts';
import { isHelped } from './describe.ts';
import { type Feature, whenReady } from './feature.ts';
import type { FileParams, StatusResult } from './protocol.ts';

/** Findings by standard and severity, and stuck points that nothing helps. */
export const status: Feature = {
  register(context) {
    const { connection, session } = context;
    connection.onRequest(
      'salesflow/status',
      whenReady(context, ({ uri }: Partial<FileParams>): StatusResult => {
        const root = uri === undefined ? session.files.workspace.roots()[0] : session.rootOf(uri);
        if (root === undefined) return { root: null, files: 0, byStandard: {}, bySeverity: {}, gaps: 0 };
        const model = session.wholeModel(root);
        const byStandard: Partial<Record<Standard, number>> = {};
        const bySeverity: Partial<Record<Severity, number>> = {};
        for (const { standard, severity } of session.findingsOf(root)) {
          byStandard[standard] = (byStandard[standard] ?? 0) + 1;
          bySeverity[severity] = (bySeverity[severity] ?? 0) + 1;
        }
        const stuck = model.journeys.flatMap(({ stages }) => stages.flatMap((stage) => stage.stuck));
        return {
          root,
          files: model.files.length,
          byStandard,
          bySeverity,
          gaps: stuck.filter((point) => !isHelped(point, model)).length,
        };
      }),
    );
  },
};
