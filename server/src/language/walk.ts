import { type AstNode, isAstNode, isReference, type Reference } from 'langium';

/** Calls back for every node below and including `node`, parents first. */
export function eachNode(node: AstNode, visit: (node: AstNode) => void): void {
  visit(node);
  for (const [key, value] of Object.entries(node)) {
    if (key.startsWith('$')) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isAstNode(item)) eachNode(item, visit);
    } else if (isAstNode(value)) {
      eachNode(value, visit);
    }
  }
}

/** Calls back for every reference of the node itself. */
export function eachReference(node: AstNode, visit: (reference: Reference, property: string, index?: number) => void): void {
  for (const [property, value] of Object.entries(node)) {
    if (property.startsWith('$')) continue;
    if (isReference(value)) {
      visit(value, property);
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        if (isReference(item)) visit(item, property, index);
      });
    }
  }
}
