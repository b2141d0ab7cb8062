import { type InitializeParams, type MarkupContent, MarkupKind } from 'vscode-languageserver';
import type { InitializationOptions } from './protocol.ts';

/** What the editor can do, where an answer depends on it: without it, editors would show what they do not understand. */
export interface Abilities {
  /** Places to fill in when a completion is accepted. */
  readonly snippets: boolean;
  /** What `protocol.ts` adds: commands of code lenses, notifications. */
  readonly extensions: boolean;
  /** An outline with levels. */
  readonly nestedSymbols: boolean;
  /** How hovers are written. */
  readonly hover: MarkupKind;
  /** How the documentation of completions is written. */
  readonly documentation: MarkupKind;
}

/** As told with `initialize`. */
export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): Abilities {
  const { textDocument } = capabilities;
  const options = (initializationOptions ?? {}) as Partial<InitializationOptions>;
  return {
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    extensions: options.extensions === true,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    hover: preferred(textDocument?.hover?.contentFormat),
    documentation: preferred(textDocument?.completion?.completionItem?.documentationFormat),
  };
}

/** Markdown, unless the editor only shows plain text. */
function preferred(formats: readonly MarkupKind[] | undefined): MarkupKind {
  return formats?.length && !formats.includes(MarkupKind.Markdown) ? MarkupKind.PlainText : MarkupKind.Markdown;
}

/** Markdown of ours, as the editor shows it. */
export function markup(value: string, kind: MarkupKind): MarkupContent {
  return kind === MarkupKind.Markdown ? { kind, value } : { kind, value: plainText(value) };
}

function plainText(markdown: string): string {
  return markdown
    .replace(/^```\w*\n?/gm, '')
    .replace(/\*\*|`/g, '')
    .replace(/(^|\s)\*(\S.*?\S)\*(?=\s|$)/g, '$1$2')
    .replace(/\\([\\*_#[\](){}<>!|~+.-])/g, '$1')
    .replace(/\n---\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n');
}
