import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from './protocol.ts';

/** What the editor can do, where an answer depends on it: without it, editors would show what they do not understand. */
export interface Abilities {
  /** Places to fill in when a completion is accepted. */
  readonly snippets: boolean;
  /** The commands of code lenses that `ClientCommands` lists. */
  readonly commands: boolean;
  /** An outline with levels. */
  readonly nestedSymbols: boolean;
}

/** As told with `initialize`. */
export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): Abilities {
  const { textDocument } = capabilities;
  const options = (initializationOptions ?? {}) as Partial<InitializationOptions>;
  return {
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    commands: options.commands === true,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
  };
}
