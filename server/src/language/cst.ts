import {
  type AstNode,
  AstUtils,
  type CstNode,
  GrammarAST,
  isCompositeCstNode,
  isLeafCstNode,
  type LeafCstNode,
} from 'langium';

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
  const found: CstNode[] = [];
  if (node.$cstNode) collect(node.$cstNode, node, property, found);
  return found;
}

/** The first piece of text assigned to a property of the node. */
export function propertyNode(node: AstNode, property: string): CstNode | undefined {
  return node.$cstNode && first(node.$cstNode, node, property);
}

function first(parent: CstNode, node: AstNode, property: string): CstNode | undefined {
  if (!isCompositeCstNode(parent)) return undefined;
  for (const child of parent.content) {
    if (child.hidden) continue;
    if (featureOf(child) === property) return child;
    const inside = isCompositeCstNode(child) && child.astNode === node ? first(child, node, property) : undefined;
    if (inside) return inside;
  }
  return undefined;
}

function collect(parent: CstNode, node: AstNode, property: string, found: CstNode[]): void {
  if (!isCompositeCstNode(parent)) return;
  for (const child of parent.content) {
    if (child.hidden) continue;
    if (featureOf(child) === property) found.push(child);
    else if (isCompositeCstNode(child) && child.astNode === node) collect(child, node, property, found);
  }
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
