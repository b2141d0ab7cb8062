import {
  type AstNode,
  AstUtils,
  type CstNode,
  GrammarAST,
  isCompositeCstNode,
  isLeafCstNode,
  type LangiumDocument,
  type LeafCstNode,
} from 'langium';
import { eachNode } from './walk.ts';

const features = new WeakMap<GrammarAST.AbstractElement, string>();

/** The property a piece of the concrete syntax tree was assigned to; empty for keywords and the like. */
export function featureOf(node: CstNode): string {
  const source = node.grammarSource;
  if (!source) return '';
  let feature = features.get(source);
  if (feature === undefined) {
    feature = AstUtils.getContainerOfType(source, GrammarAST.isAssignment)?.feature ?? '';
    features.set(source, feature);
  }
  return feature;
}

/** The pieces of text assigned to a property of the node, in order. */
export function propertyNodes(node: AstNode, property: string): CstNode[] {
  const all: CstNode[] = [];
  if (node.$cstNode) search(node.$cstNode, node, property, all);
  return all;
}

/** The first piece of text assigned to a property of the node. */
export function propertyNode(node: AstNode, property: string): CstNode | undefined {
  return node.$cstNode && search(node.$cstNode, node, property);
}

/** The first piece; with a list to add to, all of them are added and none is given. */
function search(parent: CstNode, node: AstNode, property: string, all?: CstNode[]): CstNode | undefined {
  if (!isCompositeCstNode(parent)) return undefined;
  for (const child of parent.content) {
    if (child.hidden) continue;
    if (featureOf(child) === property) {
      if (!all) return child;
      all.push(child);
    } else if (isCompositeCstNode(child) && child.astNode === node) {
      const inside = search(child, node, property, all);
      if (inside) return inside;
    }
  }
  return undefined;
}

/** The keyword of the node itself with that text, first or last. */
export function keywordNode(
  node: AstNode,
  keyword: string,
  which: 'first' | 'last' = 'first',
): LeafCstNode | undefined {
  let found: LeafCstNode | undefined;
  const visit = (parent: CstNode): boolean => {
    if (!isCompositeCstNode(parent)) return false;
    for (const child of parent.content) {
      if (isLeafCstNode(child)) {
        if (!child.hidden && child.text === keyword && featureOf(child) === '') {
          found = child;
          if (which === 'first') return true;
        }
      } else if (child.astNode === node && visit(child)) {
        return true;
      }
    }
    return false;
  };
  if (node.$cstNode) visit(node.$cstNode);
  return found;
}

/** The first visible word of the node. */
export function firstLeaf(node: AstNode): LeafCstNode | undefined {
  let current: CstNode | undefined = node.$cstNode;
  while (current && isCompositeCstNode(current)) {
    current = current.content.find((child) => !child.hidden);
  }
  return current && isLeafCstNode(current) ? current : undefined;
}

/** Lets go of the concrete syntax of a document of which only names and links are asked from now on: most of its memory. */
export function dropConcreteSyntax({ parseResult, references }: LangiumDocument): void {
  eachNode(parseResult.value, (node) => {
    (node as { $cstNode?: CstNode | undefined }).$cstNode = undefined;
  });
  for (const reference of references) (reference as { $refNode?: CstNode | undefined }).$refNode = undefined;
}
