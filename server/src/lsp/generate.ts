import { loadBackend } from '../crm/index.ts';
import { type Refusal, refusedByCrm, refusedSource } from '../crm/refusal.ts';
import type { ProjectModel } from '../model/model.ts';
import { type Feature, whenReady } from './feature.ts';
import type { GenerateParams, GenerateResult } from './protocol.ts';

/** CRM configuration of a project, with what the CRM enforces in one sentence; refused for what the command line refuses. */
export const generate: Feature = {
  register(context) {
    const { connection, session } = context;
    connection.onRequest(
      'salesflow/generate',
      whenReady(context, async ({ uri, target, process }: GenerateParams): Promise<GenerateResult> => {
        const root = session.rootOf(uri);
        const backend = await loadBackend(target);
        const model = session.wholeModel(root);
        const refused = refusedSource(session.findingsOf(root));
        if (refused) throw new Error(inWords(refused, model));
        const generated = backend.generate(model, { process });
        const limits = refusedByCrm(backend.title, generated);
        if (limits) throw new Error(inWords(limits, model));
        const { files, enforcement, notHeld = [] } = generated;
        const count = (level: string) => enforcement.filter((entry) => entry.level === level).length;
        const summary = `${files.length} files for ${backend.title}: ${count('native')} criteria enforced natively, ${count('helper')} by a helper field, ${count('manual')} by hand.${notHeld.length === 0 ? '' : ` ${notHeld.length} statements have no place there: enforcement.md names them.`}`;
        const written = files.map(({ path, content, executable }) => ({
          path,
          content,
          ...(executable ? { executable } : {}),
        }));
        return { files: written, summary };
      }),
    );
  },
};

/** The reason, and the first place it is about; the others are among the problems of the editor. */
function inWords({ reason, findings }: Refusal, model: ProjectModel): string {
  const [first] = findings;
  const sentence = reason.charAt(0).toUpperCase() + reason.slice(1);
  if (!first) return sentence;
  const file = decodeURIComponent(first.span.uri.slice(first.span.uri.lastIndexOf('/') + 1));
  const line = (model.file(first.span.uri)?.positionAt(first.span.start).line ?? 0) + 1;
  const others = findings.length - 1;
  const more = others === 0 ? '' : ` There ${others === 1 ? 'is 1 more' : `are ${others} more`}.`;
  return `${sentence} ${file}, line ${line}: ${first.message}${more}`;
}
