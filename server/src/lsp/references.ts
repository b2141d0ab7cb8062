import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver';
import { locationOf, rangeOf } from './convert.ts';
import { type Feature, whenReady } from './feature.ts';
import { whenSettled } from './long-request.ts';
import { namesAt } from './names.ts';

/** Everywhere a name is used. */
export const references: Feature = {
  capabilities: { referencesProvider: { workDoneProgress: true } },
  register(context) {
    const { connection, session } = context;
    connection.onReferences(
      whenSettled(context, 'Finding uses', (params): Location[] | null => {
        const names = namesAt(session, params);
        if (!names) return null;
        return session
          .occurrencesOf(names.root, names.id)
          .filter(({ declares }) => params.context.includeDeclaration || !declares)
          .flatMap(({ span }) => locationOf((uri) => names.model.file(uri), span) ?? []);
      }),
    );
  },
};

/** Everywhere a name is used in the file being edited. */
export const documentHighlight: Feature = {
  capabilities: { documentHighlightProvider: true },
  register(context) {
    const { connection, session } = context;
    connection.onDocumentHighlight(
      whenReady(context, (params): DocumentHighlight[] | null => {
        const names = namesAt(session, params);
        const { uri } = params.textDocument;
        const file = names?.model.file(uri);
        if (!names || !file) return null;
        return (session.files.occurrences(uri)?.of(names.id) ?? []).map(({ span, declares }) => ({
          range: rangeOf(file, span),
          kind: declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        }));
      }),
    );
  },
};
