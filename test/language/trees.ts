import {
  type AstNode,
  type CompositeCstNode,
  type CstNode,
  isCompositeCstNode,
  isLeafCstNode,
  type ParseResult,
  type Reference,
} from 'langium';
import { featureOf } from '../../server/src/language/cst.ts';

/** Everything a parse gives that later layers can see, as plain data. */
export function told({ value, parserErrors, lexerErrors }: ParseResult): unknown {
  return {
    tree: plain(value),
    pieces: value.$cstNode ? piece(value.$cstNode) : undefined,
    parserErrors: parserErrors.map(({ message, token, ...error }) => [
      ...[message, token.startOffset, token.endOffset, token.image],
      'previousToken' in error && (error.previousToken as typeof token | undefined)?.startOffset,
    ]),
    lexerErrors: lexerErrors.map(({ message, offset, length }) => [message, offset, length]),
  };
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('$refText' in value) {
    const { $refText, $refNode } = value as Reference;
    return { $refText, from: $refNode?.offset, to: $refNode?.end };
  }
  const node = value as AstNode;
  const own = Object.entries(node).filter(([name]) => name === '$type' || !name.startsWith('$'));
  return {
    ...Object.fromEntries(own.map(([name, inner]) => [name, plain(inner)])),
    at: [node.$container?.$type, node.$containerProperty, node.$containerIndex],
    from: node.$cstNode?.offset,
    to: node.$cstNode?.end,
  };
}

/** A piece of the concrete syntax tree. Pieces of rules that only pass on what others read are left out. */
function piece(node: CstNode): unknown {
  if (isLeafCstNode(node))
    return [node.text, node.range, node.hidden, node.tokenType.name, featureOf(node), node.astNode.$type];
  const { content } = node as CompositeCstNode;
  return { of: node.astNode.$type, feature: featureOf(node), range: node.range, content: content.flatMap(inner) };
}

function inner(node: CstNode): unknown[] {
  const passesOn = isCompositeCstNode(node) && featureOf(node) === '' && node.astNode === node.container?.astNode;
  return passesOn ? node.content.flatMap(inner) : [piece(node)];
}
