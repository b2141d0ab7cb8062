import { type AstNode, type CstNode, isCompositeCstNode, isLeafCstNode, type LangiumDocument } from 'langium';
import { propertyNode } from '../language/cst.ts';
import * as ast from '../language/generated/ast.ts';
import { eachNode, eachReference } from '../language/walk.ts';
import { idOf } from '../model/build/ids.ts';
import type { ElementId, Span } from '../model/source.ts';

/** A place where a name stands: its declaration or a use. */
export interface Occurrence {
  readonly id: ElementId;
  readonly span: Span;
  readonly declares: boolean;
}

/** All names of a file and what they mean, packed: a workspace has hundreds of thousands. */
export class Occurrences {
  private readonly uri: string;
  private readonly ids: readonly ElementId[];
  /** Four numbers each: index of the id, start, end, 1 for a declaration; by start. */
  private readonly places: Int32Array;

  constructor(uri: string, found: readonly { id: ElementId; start: number; end: number; declares: boolean }[]) {
    this.uri = uri;
    const indexes = new Map<ElementId, number>();
    const sorted = [...found].sort((a, b) => a.start - b.start);
    this.places = new Int32Array(sorted.length * 4);
    sorted.forEach(({ id, start, end, declares }, i) => {
      let index = indexes.get(id);
      if (index === undefined) {
        index = indexes.size;
        indexes.set(id, index);
      }
      this.places.set([index, start, end, declares ? 1 : 0], i * 4);
    });
    this.ids = [...indexes.keys()];
  }

  /** Where that element is named in the file. */
  of(id: ElementId): Occurrence[] {
    const index = this.ids.indexOf(id);
    if (index < 0) return [];
    const found: Occurrence[] = [];
    for (let i = 0; i < this.places.length; i += 4) if (this.places[i] === index) found.push(this.read(i));
    return found;
  }

  /** The name that the offset is in or right behind. */
  at(offset: number): Occurrence | undefined {
    let behind: Occurrence | undefined;
    for (let i = 0; i < this.places.length; i += 4) {
      const start = this.places[i + 1] as number;
      const end = this.places[i + 2] as number;
      if (start > offset) break;
      if (offset < end) return this.read(i);
      if (offset === end) behind = this.read(i);
    }
    return behind;
  }

  /** All of them, in order. */
  *all(): Iterable<Occurrence> {
    for (let i = 0; i < this.places.length; i += 4) yield this.read(i);
  }

  private read(i: number): Occurrence {
    const [index, start, end, declares] = this.places.subarray(i, i + 4) as unknown as [number, number, number, number];
    return { id: this.ids[index] as ElementId, span: { uri: this.uri, start, end }, declares: declares === 1 };
  }
}

/** Names in a linked document: those declared, those referred to, and the qualifiers before them. */
export function occurrencesIn(document: LangiumDocument): Occurrences {
  const found: { id: ElementId; start: number; end: number; declares: boolean }[] = [];
  const add = (node: AstNode | undefined, cst: CstNode | undefined, declares: boolean) => {
    const id = idOf(node);
    if (id && cst) found.push({ id, start: cst.offset, end: cst.end, declares });
  };
  eachNode(document.parseResult.value, (node) => {
    if (typeof (node as { name?: unknown }).name === 'string') add(node, propertyNode(node, 'name'), true);
    eachReference(node, (reference) => {
      const target = reference.ref;
      if (!target || !reference.$refNode) return;
      const words = wordsOf(reference.$refNode);
      add(target, words.at(-1), false);
      let holder: AstNode | undefined = target;
      for (let i = words.length - 2; i >= 0; i--) {
        holder = namedHolder(holder, words[i]?.text);
        if (!holder) break;
        add(holder, words[i], false);
      }
    });
  });
  return new Occurrences(document.uri.toString(), found);
}

/** The words of a qualified name. */
function wordsOf(node: CstNode): CstNode[] {
  if (isLeafCstNode(node)) return [node];
  if (!isCompositeCstNode(node)) return [];
  return node.content.flatMap((child) => (child.hidden || child.text === '.' ? [] : wordsOf(child)));
}

function namedHolder(node: AstNode | undefined, name: string | undefined): AstNode | undefined {
  for (let holder = node?.$container; holder; holder = holder.$container) {
    if (!ast.isFile(holder) && (holder as { name?: string }).name === name) return holder;
  }
  return undefined;
}
