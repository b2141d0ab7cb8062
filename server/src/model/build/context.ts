import type { AstNode, CstNode, Reference } from 'langium';
import { firstLeaf, keywordNode, propertyNode, propertyNodes } from '../../language/cst.ts';
import type * as ast from '../../language/generated/ast.ts';
import type { Declared } from '../model.ts';
import type { Ref, Span, Text } from '../source.ts';
import { docCommentBefore } from './doc-comment.ts';
import { idOf } from './ids.ts';

/** Reads spans, texts and references of one file's syntax tree. */
export class FileContext {
  readonly uri: string;
  private readonly text: string;

  constructor(uri: string, text: string) {
    this.uri = uri;
    this.text = text;
  }

  span(node: CstNode | undefined): Span {
    return { uri: this.uri, start: node?.offset ?? 0, end: node?.end ?? 0 };
  }

  spanOf(node: AstNode): Span {
    return this.span(node.$cstNode);
  }

  /** The node's first word: the keyword of its statement. */
  keyword(node: AstNode): Span {
    return this.span(firstLeaf(node) ?? node.$cstNode);
  }

  /** Length of {@link keyword}, where the node begins with it. */
  keywordLength(node: AstNode): number {
    return (firstLeaf(node) ?? node.$cstNode)?.length ?? 0;
  }

  /** The text of a string property, or `undefined` where it is not written. */
  optionalText(node: AstNode, property: string): Text | undefined {
    const value = (node as unknown as Record<string, unknown>)[property];
    if (typeof value !== 'string') return undefined;
    return { value, span: this.span(propertyNode(node, property) ?? node.$cstNode) };
  }

  /** The text of a string property; empty, at the keyword, where it is not written yet. */
  requiredText(node: AstNode, property: string): Text {
    return this.optionalText(node, property) ?? { value: '', span: this.keyword(node) };
  }

  ref(reference: Reference): Ref {
    return {
      target: idOf(reference.ref),
      text: reference.$refText,
      span: this.span(reference.$refNode),
    };
  }

  optionalRef(reference: Reference | undefined): Ref | undefined {
    return reference ? this.ref(reference) : undefined;
  }

  refs(references: readonly Reference[]): Ref[] {
    return references.map((reference) => this.ref(reference));
  }

  /** A field as named with its object; spans both words. `undefined` while half-written. */
  fieldRef(node: ast.FieldRef | undefined): Ref | undefined {
    if (!node?.object || !node.field) return undefined;
    return {
      target: idOf(node.field.ref),
      text: `${node.object.$refText}.${node.field.$refText}`,
      span: this.spanOf(node),
    };
  }

  /** What every declaration has. */
  declared<Kind extends string>(
    kind: Kind,
    node: AstNode & { name: string; label?: string },
  ): Omit<Declared, 'id'> & { kind: Kind; id: string } {
    const span = this.spanOf(node);
    const name = node.name ?? '';
    return {
      kind,
      id: idOf(node) ?? `${kind}:`,
      name,
      label: this.optionalText(node, 'label'),
      doc: docCommentBefore(this.text, span.start),
      span,
      nameSpan: name ? this.span(propertyNode(node, 'name')) : this.keyword(node),
    };
  }

  /** Whether the node ends with the closing brace of its own block. */
  hasBlock(node: AstNode): boolean {
    const brace = keywordNode(node, '}', 'last');
    return brace !== undefined && brace.end === node.$cstNode?.end;
  }

  /** Spans of each value of a repeated property. */
  spansOf(node: AstNode, property: string): Span[] {
    return propertyNodes(node, property).map((cst) => this.span(cst));
  }
}
