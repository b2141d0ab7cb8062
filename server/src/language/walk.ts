import { type AstNode, isReference, type Reference } from 'langium';

/** `$type`, `$container` and the like are about the node, not part of it. */
const DOLLAR = 36;

/** Calls back for every node below and including `node`, parents first. A plain loop, because it runs on every node of every file. */
export function eachNode(node: AstNode, visit: (node: AstNode) => void): void {
  visit(node);
  const properties = node as unknown as Record<string, unknown>;
  for (const key in properties) {
    if (key.charCodeAt(0) === DOLLAR) continue;
    const value = properties[key];
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) eachNode(item, visit);
    } else if (isNode(value)) {
      eachNode(value, visit);
    }
  }
}

/** Calls back for every reference of the node itself. */
export function eachReference(
  node: AstNode,
  visit: (reference: Reference, property: string, index?: number) => void,
): void {
  const properties = node as unknown as Record<string, unknown>;
  for (const property in properties) {
    if (property.charCodeAt(0) === DOLLAR) continue;
    const value = properties[property];
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      if (!isReference(value[0])) continue;
      for (let index = 0; index < value.length; index++) visit(value[index], property, index);
    } else if (isReference(value)) {
      visit(value, property);
    }
  }
}

function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && typeof (value as AstNode).$type === 'string';
}
