import { openWorkspace } from '../model/workspace.ts';
import { layoutOverlay } from '../overlay/layout/overlay.ts';
import { renderSvg } from '../overlay/svg.ts';
import { createLinter } from '../standards/linter.ts';
import { applyStreamline, editsBetween, type Opened } from '../streamline/apply.ts';
import { streamline as propose } from '../streamline/streamline.ts';
import { changesOf, rangeOf } from './convert.ts';
import { type Feature, whenReady } from './feature.ts';
import { chooseProcess } from './pictures.ts';
import type { StreamlineParams, StreamlineResult } from './protocol.ts';

/** What each step of a process should become, the picture before and after, and the edit for what is accepted. */
export const streamline: Feature = {
  register(context) {
    const { connection, session } = context;
    connection.onRequest(
      'salesflow/streamline',
      whenReady(context, async ({ uri, process: name, accepted }: StreamlineParams): Promise<StreamlineResult> => {
        const root = session.rootOf(uri);
        const model = session.wholeModel(root);
        const chosen = chooseProcess(model, uri, name);
        const base = chosen?.variantOf?.target;
        const process = model.processes.find(({ id }) => id === base) ?? chosen;
        if (!process) throw new Error('There is no process to streamline. Declare one: process NAME for JOURNEY { … }');
        const findings = session.findingsOf(root);
        const options = { process: process.name, vocabulary: session.configs.of(root).vocabulary };
        const { proposals, missing } = propose(model, findings, options);
        const texts = new Map(model.files.map((file) => [file.uri, file.text]));
        const linter = createLinter();
        const open = async (some: ReadonlyMap<string, string>): Promise<Opened> => {
          const workspace = await openWorkspace(
            Array.from(some, ([file, text]) => ({ uri: file, text })),
            [root],
          );
          const opened = workspace.model(root);
          const language = workspace.documentsOf(root).flatMap((document) => workspace.languageFindings(document));
          const today = new Date().toISOString().slice(0, 10);
          const linted = linter.lint(opened, { config: session.configs.of(root), surface: 'editor', today });
          return { model: opened, findings: [...language, ...linted] };
        };
        const result = await applyStreamline(texts, accepted ? new Set(accepted) : 'all', open, options);
        const draw = (state: Opened) => {
          const same = state.model.processes.find((each) => each.name === process.name);
          return same ? renderSvg(layoutOverlay(state.model, same.id, state.findings), { theme: 'editor' }) : '';
        };
        const lines = (file: string) => model.file(file);
        return {
          process: process.name,
          proposals: proposals.map(({ id, step, title, verdict, target, reason, at, edits }) => ({
            id,
            step: step.slice(step.lastIndexOf('/') + 1),
            title,
            verdict: target === undefined ? verdict : `${verdict} → ${target}`,
            reason,
            at: { uri: at.uri, range: rangeOf(lines(at.uri)!, at) },
            ...(edits.length > 0 ? { edit: { changes: changesOf(lines, edits) } } : {}),
          })),
          before: draw({ model, findings }),
          after: draw(result),
          missing: missing.map(({ what }) => what),
          ...(accepted ? { edit: { changes: changesOf(lines, editsBetween(texts, result.texts)) } } : {}),
        };
      }),
    );
  },
};
