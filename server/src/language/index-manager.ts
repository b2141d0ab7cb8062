import {
  type AstNode,
  AstUtils,
  DefaultIndexManager,
  type LangiumDocument,
  type LangiumSharedCoreServices,
  type ReferenceDescription,
  type Stream,
  stream,
  type URI,
} from 'langium';
import type { ProjectSymbols } from './symbols.ts';

/**
 * Keeps {@link ProjectSymbols} up to date, and per file only the set of files it refers to: references themselves are
 * found in the documents when somebody asks, which saves most of the default index's memory.
 */
export class SalesflowIndexManager extends DefaultIndexManager {
  private readonly symbols: ProjectSymbols;
  private readonly targets = new Map<string, Set<string>>();

  constructor(services: LangiumSharedCoreServices, symbols: ProjectSymbols) {
    super(services);
    this.symbols = symbols;
  }

  override async updateContent(document: LangiumDocument): Promise<void> {
    this.symbols.update(document);
  }

  override removeContent(uri: URI): void {
    this.symbols.remove(uri.toString());
  }

  override async updateReferences(document: LangiumDocument): Promise<void> {
    const own = document.uri.toString();
    const targets = new Set<string>();
    let last: URI | undefined;
    for (const reference of document.references) {
      const uri = '$nodeDescription' in reference ? reference.$nodeDescription?.documentUri : undefined;
      if (uri && uri !== last) {
        last = uri;
        const target = uri.toString();
        if (target !== own) targets.add(target);
      }
    }
    this.targets.set(own, targets);
  }

  override removeReferences(uri: URI): void {
    this.targets.delete(uri.toString());
  }

  override isAffected(document: LangiumDocument, changedUris: Set<string>): boolean {
    const targets = this.targets.get(document.uri.toString());
    if (!targets) return false;
    for (const uri of changedUris) if (targets.has(uri)) return true;
    return false;
  }

  override findAllReferences(target: AstNode): Stream<ReferenceDescription> {
    const targetUri = AstUtils.getDocument(target).uri;
    const key = targetUri.toString();
    const found: ReferenceDescription[] = [];
    for (const document of this.documents.all) {
      const uri = document.uri.toString();
      if (uri !== key && !this.targets.get(uri)?.has(key)) continue;
      for (const reference of document.references) {
        if (!('ref' in reference) || reference.ref !== target || !reference.$refNode) continue;
        found.push({
          sourceUri: document.uri,
          sourcePath: '',
          targetUri,
          targetPath: '',
          segment: {
            range: reference.$refNode.range,
            offset: reference.$refNode.offset,
            length: reference.$refNode.length,
            end: reference.$refNode.end,
          },
          local: uri === key,
        });
      }
    }
    return stream(found);
  }
}
