import {
  type AstNode,
  type AstNodeDescription,
  AstUtils,
  DefaultScopeComputation,
  inject,
  type LangiumDocument,
} from 'langium';
import { createDefaultModule, createDefaultSharedModule, startLanguageServer } from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import {
  SalesflowGeneratedModule,
  SalesflowGeneratedSharedModule,
} from '../../../server/src/language/generated/module.ts';
import { SalesflowLexer } from '../../../server/src/language/parser/salesflow-lexer.ts';
import { TokenBuilder } from '../../../server/src/language/parser/token-builder.ts';

/**
 * A language server for the same grammar as Langium makes it by itself, to compare with. Two of its services are not
 * Langium's own, because the files of the benchmark have errors without them: the lexer with its tokens, since no word of the
 * language is reserved, and the names other files see, since stuck points and fields stand inside other declarations.
 */
class NamesInside extends DefaultScopeComputation {
  override collectExportedSymbols(document: LangiumDocument): Promise<AstNodeDescription[]> {
    return this.collectExportedSymbolsForNode(document.parseResult.value, document, (root) =>
      AstUtils.streamAllContents(root).filter(({ $type }) => SEEN_ELSEWHERE.has($type)),
    );
  }
}

const SEEN_ELSEWHERE: ReadonlySet<AstNode['$type']> = new Set([
  'Role',
  'Persona',
  'Journey',
  'Stage',
  'StuckPoint',
  'ObjectType',
  'Field',
  'Process',
]);

const shared = inject(
  createDefaultSharedModule({ connection: createConnection(ProposedFeatures.all), ...NodeFileSystem }),
  SalesflowGeneratedSharedModule,
);
const services = inject(createDefaultModule({ shared }), SalesflowGeneratedModule, {
  parser: { TokenBuilder: () => new TokenBuilder(), Lexer: (all) => new SalesflowLexer(all) },
  references: { ScopeComputation: (all) => new NamesInside(all) },
});
shared.ServiceRegistry.register(services);
startLanguageServer(shared);
