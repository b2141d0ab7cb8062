import {
  type AstNode,
  DefaultLinker,
  interruptAndCheck,
  type LangiumCoreServices,
  type LangiumDocument,
  type LinkingError,
  type Reference,
  type ReferenceInfo,
} from 'langium';
import type { CancellationToken } from 'vscode-jsonrpc';
import { nearest } from '../base/nearest.ts';
import * as ast from './generated/ast.ts';
import type { Exchange } from './incremental.ts';
import type { NameScope } from './scope-provider.ts';
import { eachNode, eachReference } from './walk.ts';

/** What a linking error can be mended with. */
export interface NameError extends LinkingError {
  /** Names that would resolve here, nearest first. */
  readonly suggestions: readonly string[];
  /** The name is declared, but more than once. */
  readonly ambiguous: boolean;
}

/** Resolves references, and says of one that does not resolve what was probably meant. */
export class SalesflowLinker extends DefaultLinker {
  constructor(services: LangiumCoreServices) {
    super(services);
  }

  // A plain recursion instead of the default's streams: linking is a third of a cold start otherwise.
  override async link(document: LangiumDocument, cancelToken?: CancellationToken): Promise<void> {
    if (cancelToken) await interruptAndCheck(cancelToken);
    this.linkNow(document);
  }

  /** Links the document without giving way to anything else: a file takes a few milliseconds. */
  linkNow(document: LangiumDocument): void {
    this.linkBelow(document.parseResult.value, document);
  }

  private linkBelow(node: AstNode, document: LangiumDocument): void {
    eachNode(node, (container) => {
      eachReference(container, (reference, property, index) => {
        this.doLink(
          index === undefined ? { reference, container, property } : { reference, container, property, index },
          document,
        );
      });
    });
  }

  /**
   * Links the declaration that took the place of another, and what refers to that other. Nothing else may have changed
   * that decides what a name means.
   */
  linkExchanged(document: LangiumDocument, { before, after }: Exchange): void {
    const kept: Reference[] = [];
    const stale: Reference[] = [];
    for (const reference of document.references as LinkedReference[]) {
      if (declarationOf(reference.node) === before) continue;
      if (declarationOf(reference.ref) === before) stale.push(reference);
      else kept.push(reference);
    }
    document.references = stale;
    this.unlink(document);
    document.references = kept;
    for (const reference of stale) void reference.ref;
    this.linkBelow(after, document);
  }

  protected override createLinkingError(info: ReferenceInfo): NameError {
    const scope = this.scopeProvider.getScope(info) as NameScope;
    const name = info.reference.$refText;
    const candidates = scope.candidates(name);
    const what = describeKind(info);
    if (candidates.length > 1) {
      const names = [...new Set(candidates.map((candidate) => candidate.name))];
      return {
        info,
        message: `\`${name}\` could mean ${list(names)}. Write one of these qualified names.`,
        suggestions: names,
        ambiguous: true,
      };
    }
    const known = [...new Set(scope.getAllElements().map((description) => description.name))];
    const suggestions = nearest(name, known);
    const remedy =
      suggestions.length > 0
        ? `Did you mean ${list(suggestions)}?`
        : known.length > 0 && known.length <= 6
          ? `Known here: ${known.map((other) => `\`${other}\``).join(', ')}.`
          : `Declare it, or check the spelling.`;
    return { info, message: `There is no ${what} \`${name}\`. ${remedy}`, suggestions, ambiguous: false };
  }
}

/** A reference as Langium makes it, which knows where it stands. */
type LinkedReference = Reference & { readonly node: AstNode };

/** The top-level declaration that a node is part of. */
function declarationOf(node: AstNode | undefined): AstNode | undefined {
  let current = node;
  while (current?.$container?.$container) current = current.$container;
  return current;
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' or ');
}

/** What the reference should have named, in the reader's words. */
function describeKind({ container, property }: ReferenceInfo): string {
  switch (container.$type) {
    case ast.FieldRef.$type: {
      const object = (container as ast.FieldRef).object?.$refText ?? '';
      return property === 'object' ? 'object' : `field of \`${object}\` called`;
    }
    case ast.ActivityEvidence.$type:
      return 'persona or role';
    case ast.DocumentEvidence.$type:
      return property === 'document' ? 'document' : 'persona or role';
    case ast.Helps.$type:
      return 'stuck point';
    case ast.During.$type:
      return 'journey stage';
    case ast.ReturnTo.$type:
    case ast.StartsAt.$type:
    case ast.ChangeStep.$type:
    case ast.DropStep.$type:
    case ast.Step.$type:
      return 'step of this process called';
    case ast.Then.$type:
      return 'step, outcome or parking place of this process called';
    case ast.Hold.$type:
      return 'parking place of this process called';
    case ast.Lose.$type:
    case ast.Disqualify.$type:
      return 'reason of this process called';
    case ast.ChoiceValue.$type:
      return 'choice';
    case ast.CollectFramework.$type:
      return 'framework';
    default:
      return NOUNS[property] ?? 'role';
  }
}

const NOUNS: Readonly<Record<string, string>> = {
  personas: 'persona',
  journeys: 'journey',
  object: 'object',
  base: 'process',
  process: 'process',
  document: 'document',
  approval: 'approval',
};
