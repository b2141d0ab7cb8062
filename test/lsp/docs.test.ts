import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Client } from './support/client.ts';

/** Which row of `docs/editor.md` tells of which capability that the server announces. */
const ROWS: Readonly<Record<string, string>> = {
  diagnosticProvider: 'Diagnostics, published and on request, for a file and for the workspace',
  completionProvider: 'Completion',
  signatureHelpProvider: 'Signature help',
  hoverProvider: 'Hover',
  definitionProvider: 'Definition, declaration',
  declarationProvider: 'Definition, declaration',
  typeDefinitionProvider: 'Type definition',
  implementationProvider: 'Implementation',
  referencesProvider: 'References, document highlight',
  documentHighlightProvider: 'References, document highlight',
  renameProvider: 'Rename',
  documentSymbolProvider: 'Document and workspace symbols',
  workspaceSymbolProvider: 'Document and workspace symbols',
  semanticTokensProvider: 'Semantic tokens',
  codeLensProvider: 'Code lens',
  inlayHintProvider: 'Inlay hints',
  foldingRangeProvider: 'Folding',
  selectionRangeProvider: 'Selection ranges',
  documentLinkProvider: 'Document links',
  documentFormattingProvider: 'Formatting',
  documentRangeFormattingProvider: 'Formatting',
  documentOnTypeFormattingProvider: 'Formatting',
  linkedEditingRangeProvider: 'Linked editing',
  callHierarchyProvider: 'Call hierarchy',
  typeHierarchyProvider: 'Type hierarchy',
  codeActionProvider: 'Code actions',
  workspace: 'Workspace',
};

/** Of the protocol itself, nothing a person sees. */
const SILENT = new Set(['positionEncoding', 'textDocumentSync']);

it('has a row in the manual for each capability that the server announces, and no row without one', async () => {
  const client = await Client.start({ capabilities: { textDocument: { diagnostic: {} } } });
  const announced = Object.keys(client.initialized.capabilities).filter((key) => !SILENT.has(key));
  await client.stop();
  expect(announced.sort()).toEqual(Object.keys(ROWS).sort());
  const manual = readFileSync(new URL('../../docs/editor.md', import.meta.url), 'utf8');
  const table = manual.slice(
    manual.indexOf('## What the language server can do'),
    manual.indexOf('## What the extension'),
  );
  const rows = [...table.matchAll(/^\| (?!Capability)([^|-][^|]*?) \| (.+) \|$/gm)].map(([, name]) => name);
  expect(rows.sort()).toEqual([...new Set(Object.values(ROWS))].sort());
});
