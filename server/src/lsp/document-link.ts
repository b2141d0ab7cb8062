import type { DocumentLink } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { propertyNode } from '../language/cst.ts';
import type * as ast from '../language/generated/ast.ts';
import { eachNode } from '../language/walk.ts';
import { rootOfConfig } from './configs.ts';
import { rangeOf } from './convert.ts';
import { type Feature, whenReady } from './feature.ts';

/** Addresses of plays; in a configuration, rule ids and the file patterns that name one file. */
export const documentLink: Feature = {
  capabilities: { documentLinkProvider: { resolveProvider: false } },
  register(context) {
    const { connection, session } = context;
    connection.onDocumentLinks(
      whenReady(context, ({ textDocument }): DocumentLink[] => {
        const root = rootOfConfig(textDocument.uri);
        if (root !== undefined) return configLinks(root, session.configs.textOf(root) ?? '', textDocument.uri);
        const document = session.files.whole(textDocument.uri);
        if (!document) return [];
        const links: DocumentLink[] = [];
        eachNode(document.parseResult.value, (node) => {
          if (node.$type !== 'Uses') return;
          const { url } = node as ast.Uses;
          const cst = propertyNode(node, 'url');
          if (!url || !cst) return;
          const target = targetOf(url, textDocument.uri);
          if (target)
            links.push({ range: rangeOf(document.textDocument, { start: cst.offset + 1, end: cst.end - 1 }), target });
        });
        return links;
      }),
    );
  },
};

/** Web addresses as they are; a path is relative to the file. */
function targetOf(url: string, uri: string): string | undefined {
  if (/^(https?|mailto):/i.test(url)) return url;
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return undefined;
  try {
    return new URL(url, uri).href;
  } catch {
    return undefined;
  }
}

const RULE_PAGES = 'https://github.com/salesflow/salesflow/blob/main/docs/rules';

function configLinks(root: string, text: string, uri: string): DocumentLink[] {
  const lines = TextDocument.create(uri, 'jsonc', 0, text);
  return [...text.matchAll(/"([\w-]+\/[\w-]+)"\s*:|"([^"*\n]+\.salesflow)"/g)].map((match) => {
    const word = match[1] ?? match[2] ?? '';
    const start = match.index + 1;
    const target = match[1] ? `${RULE_PAGES}/${word}.md` : `${root}/${word.replace(/^\.?\//, '')}`;
    return { range: rangeOf(lines, { start, end: start + word.length }), target };
  });
}
