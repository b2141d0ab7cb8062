import type { LinkedEditingRanges } from 'vscode-languageserver';
import { rangeOf } from './convert.ts';
import { type Feature, whenReady } from './feature.ts';
import { namesAt } from './names.ts';

/** While a name is typed at its declaration, its uses in the same file follow, if no other file uses it. */
export const linkedEditingRange: Feature = {
  capabilities: { linkedEditingRangeProvider: true },
  register(context) {
    const { connection, session } = context;
    connection.languages.onLinkedEditingRange(
      whenReady(context, (params): LinkedEditingRanges | null => {
        const names = namesAt(session, params);
        const { uri } = params.textDocument;
        const file = names?.model.file(uri);
        if (!names?.occurrence.declares || !file) return null;
        const all = session.occurrencesOf(names.root, names.id);
        if (all.length < 2 || all.some(({ span }) => span.uri !== uri)) return null;
        return { ranges: all.map(({ span }) => rangeOf(file, span)), wordPattern: '[\\p{L}\\p{N}_-]+' };
      }),
    );
  },
};
