import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  type DefaultSharedCoreModuleContext,
  inject,
  type LangiumCoreServices,
  type LangiumParser,
  type LangiumSharedCoreServices,
  type Module,
  MultiMap,
  type PartialLangiumCoreServices,
  type PartialLangiumSharedCoreServices,
} from 'langium';
import { SalesflowGeneratedModule, SalesflowGeneratedSharedModule } from './generated/module.ts';
import { SalesflowIndexManager } from './index-manager.ts';
import { SalesflowLinker } from './linker.ts';
import { LexerMessages, ParserMessages } from './messages.ts';
import { SalesflowLexer } from './parser/salesflow-lexer.ts';
import { SalesflowParser } from './parser/salesflow-parser.ts';
import { TokenBuilder } from './parser/token-builder.ts';
import { Projects } from './projects.ts';
import { SalesflowScopeProvider } from './scope-provider.ts';
import { ProjectSymbols } from './symbols.ts';
import { SalesflowValueConverter } from './value-converter.ts';

/** What the language adds to Langium's shared services. */
export interface SalesflowAddedSharedServices {
  readonly projects: { readonly Projects: Projects; readonly Symbols: ProjectSymbols };
}
export type SalesflowSharedServices = LangiumSharedCoreServices & SalesflowAddedSharedServices;
export type SalesflowServices = LangiumCoreServices & { readonly shared: SalesflowSharedServices };

/** Services shared by everything in one process: the same for the command line and the language server. */
export const SalesflowSharedModule: Module<
  SalesflowSharedServices,
  PartialLangiumSharedCoreServices & SalesflowAddedSharedServices
> = {
  projects: {
    Projects: () => new Projects(),
    Symbols: (services) => new ProjectSymbols(services.projects.Projects),
  },
  workspace: {
    IndexManager: (services) => new SalesflowIndexManager(services, services.projects.Symbols),
  },
};

/** Services of the language itself. */
export const SalesflowModule: Module<SalesflowServices, PartialLangiumCoreServices> = {
  parser: {
    TokenBuilder: () => new TokenBuilder(),
    Lexer: (services) => new SalesflowLexer(services),
    // All that anyone asks of Langium's own class is to parse.
    LangiumParser: (services) => new SalesflowParser(services) as unknown as LangiumParser,
    ValueConverter: () => new SalesflowValueConverter(),
    LexerErrorMessageProvider: () => new LexerMessages(),
    ParserErrorMessageProvider: () => new ParserMessages(),
  },
  references: {
    Linker: (services) => new SalesflowLinker(services),
    ScopeProvider: (services) =>
      new SalesflowScopeProvider(services.shared.projects.Symbols, services.shared.projects.Projects),
    ScopeComputation: () => ({
      // Names are kept in ProjectSymbols; nothing is collected per file.
      collectExportedSymbols: async () => [],
      collectLocalSymbols: async () => new MultiMap(),
    }),
  },
};

/** Everything but the editor's protocol, for the command line and the library. */
export function createSalesflowServices(context: DefaultSharedCoreModuleContext): {
  shared: SalesflowSharedServices;
  Salesflow: SalesflowServices;
} {
  const shared = inject(
    createDefaultSharedCoreModule(context),
    SalesflowGeneratedSharedModule,
    SalesflowSharedModule,
  ) as SalesflowSharedServices;
  const Salesflow = inject(
    createDefaultCoreModule({ shared }),
    SalesflowGeneratedModule,
    SalesflowModule,
  ) as SalesflowServices;
  shared.ServiceRegistry.register(Salesflow);
  return { shared, Salesflow };
}
