import { type Hover, MarkupKind } from 'vscode-languageserver';
import { rangeOf } from './convert.ts';
import { describeElement } from './describe.ts';
import { type Feature, whenReady } from './feature.ts';
import { keywordHelpAt } from './keywords.ts';
import { namesAt } from './names.ts';

/** What a name stands for: its doc comment, the facts around it and a small picture in words of the journey. */
export const hover: Feature = {
  capabilities: { hoverProvider: true },
  register(context) {
    const { connection, session } = context;
    connection.onHover(
      whenReady(context, (params): Hover | null => {
        const { uri } = params.textDocument;
        const file = session.model(session.rootOf(uri)).file(uri);
        if (!file) return null;
        const names = namesAt(session, params);
        if (names?.element) {
          const value = describeElement(names.element, names.model);
          return { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(file, names.occurrence.span) };
        }
        const help = keywordHelpAt(session.files.whole(uri), file.offsetAt(params.position));
        if (!help) return null;
        return { contents: { kind: MarkupKind.Markdown, value: help.text }, range: rangeOf(file, help) };
      }),
    );
  },
};
