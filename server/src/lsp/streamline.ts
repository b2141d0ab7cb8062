import type { Finding } from '../model/finding.ts';
import { openWorkspace } from '../model/workspace.ts';
import { layoutOverlay } from '../overlay/layout/overlay.ts';
import { renderSvg } from '../overlay/svg.ts';
import { applyFixes } from '../standards/edits.ts';
import { changesOf, locationOf } from './convert.ts';
import { type Feature, whenReady } from './feature.ts';
import { drawProcess } from './pictures.ts';
import type { StreamlineParams, StreamlineProposal, StreamlineResult } from './protocol.ts';

/** Rules that say of a whole step that it does not belong into the process as it is. */
const ABOUT_STEPS: readonly string[] = [
  'required/no-follow-up-step',
  'required/no-optional-step',
  'required/no-split-event',
  'required/no-redundant-step',
  'required/no-empty-step',
  'buyer-centric/no-seller-internal-step',
  'inspectable/no-buyer-internal-action',
];

/** What each step of a process should become, by the standard that says so, with the process before and after. */
export const streamline: Feature = {
  register(context) {
    const { connection, session } = context;
    connection.onRequest(
      'salesflow/streamline',
      whenReady(context, async ({ uri, process: name }: StreamlineParams): Promise<StreamlineResult> => {
        const drawn = drawProcess(session, uri, name);
        if (!drawn) throw new Error('There is no process to streamline. Declare one: process NAME for JOURNEY { … }');
        const { root, model, process, findings, layout } = drawn;
        const fixes: ReturnType<Finding['fixes']>[number][] = [];
        const proposals = process.steps.flatMap((step): StreamlineProposal[] => {
          const at = locationOf((file) => model.file(file), step.nameSpan);
          if (!at) return [];
          const { start, end } = step.span;
          const own = findings.filter(
            ({ rule, span }) =>
              ABOUT_STEPS.includes(rule) && span.uri === step.span.uri && span.start >= start && span.end <= end,
          );
          const fixable = own
            .map((finding) => ({ finding, fix: finding.fixes()[0] }))
            .find(({ fix }) => fix !== undefined);
          const reason = fixable?.finding ?? own[0];
          const base = {
            id: step.id,
            step: step.name,
            title: step.label?.value ?? step.name,
            at,
            reason: reason?.message ?? '',
          };
          if (!fixable?.fix) return [{ ...base, verdict: reason ? 'Needs a decision' : 'Stays' }];
          fixes.push(fixable.fix);
          return [
            {
              ...base,
              verdict: fixable.fix.title,
              edit: { changes: changesOf((file) => model.file(file), fixable.fix.edits) },
            },
          ];
        });
        const { texts } = applyFixes(new Map(model.files.map((file) => [file.uri, file.text])), fixes);
        const after = (
          await openWorkspace(
            [...texts].map(([file, text]) => ({ uri: file, text })),
            [root],
          )
        ).model(root);
        const theme = 'editor';
        return {
          process: process.name,
          proposals,
          before: renderSvg(layout, { theme }),
          after: after.element(process.id) ? renderSvg(layoutOverlay(after, process.id, []), { theme }) : '',
        };
      }),
    );
  },
};
