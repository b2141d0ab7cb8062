import { loadBackend } from '../crm/index.ts';
import { type Feature, whenReady } from './feature.ts';
import type { GenerateParams, GenerateResult } from './protocol.ts';

/** CRM configuration of a project, with what the CRM enforces in one sentence. */
export const generate: Feature = {
  register(context) {
    const { connection, session } = context;
    connection.onRequest(
      'salesflow/generate',
      whenReady(context, async ({ uri, target, process }: GenerateParams): Promise<GenerateResult> => {
        const backend = await loadBackend(target);
        const { files, enforcement } = backend.generate(session.model(session.rootOf(uri)), { process });
        const count = (level: string) => enforcement.filter((entry) => entry.level === level).length;
        const summary = `${files.length} files for ${backend.title}: ${count('native')} criteria enforced natively, ${count('helper')} by a helper field, ${count('manual')} by hand.`;
        return { files: files.map(({ path, content }) => ({ path, content })), summary };
      }),
    );
  },
};
