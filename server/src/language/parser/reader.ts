import {
  type AstNode,
  type CompositeCstNode,
  CompositeCstNodeImpl,
  type CstNode,
  type GrammarAST,
  LeafCstNodeImpl,
  type Linker,
  type Reference,
  RootCstNodeImpl,
} from 'langium';
import type { Lexed } from './split.ts';
import { END, type Token } from './token.ts';

/** An object under construction: its type's properties are known to the generated rules alone. */
// biome-ignore lint/suspicious/noExplicitAny: the generated rules set each property as the grammar says.
export type Built = AstNode & Record<string, any>;

/** A generated rule: reads what it describes into a piece of the tree, and gives the object. */
export type Rule = (reader: Reader, piece: CompositeCstNodeImpl) => Built;

/** What a piece of the tree stands for: an element of the grammar, as far as anyone asks. */
export type Source = GrammarAST.AbstractElement;

/** A piece that is assigned to the property. */
export function property(feature: string): Source {
  return { $type: 'Assignment', feature } as unknown as Source;
}

/** A piece that is assigned to nothing, such as most keywords. */
export const WORD = { $type: 'Keyword' } as unknown as Source;

/** The text is not of the language; where and why is for another parser to say. */
class NotOfTheLanguage extends Error {}

const REFUSAL = new NotOfTheLanguage();
const NOWHERE = Number.POSITIVE_INFINITY;

/**
 * Reads tokens with the generated rules into the trees that Langium's own parser makes of them, with one difference: a
 * rule that does nothing but pass on what another reads has no piece of its own in the concrete syntax tree.
 */
export class Reader {
  /** Kind of the next token. */
  kind = END;
  /** Text of the token taken last. */
  image = '';
  /** Whether a decision was guessed: an error then does not show that the text has one. */
  guessed = false;
  private tokens: readonly Token[] = [];
  private hidden: readonly Token[] = [];
  private at = 0;
  private hiddenAt = 0;
  /** Offset of the next comment. */
  private comment = NOWHERE;
  private root!: RootCstNodeImpl;
  private readonly linker: Linker;

  constructor(linker: Linker) {
    this.linker = linker;
  }

  /** The syntax tree of a text as a rule reads it; `undefined` where its tokens are not what the rule says. */
  read(rule: Rule, text: string, { tokens, hidden }: Lexed): AstNode | undefined {
    this.tokens = tokens;
    this.hidden = hidden;
    this.at = 0;
    this.hiddenAt = 0;
    this.guessed = false;
    this.kind = tokens[0]?.kind ?? END;
    this.comment = hidden[0]?.startOffset ?? NOWHERE;
    this.root = new RootCstNodeImpl(text);
    try {
      const value = rule(this, this.root);
      if (this.kind !== END) return undefined;
      this.takeComments(this.root, NOWHERE);
      this.root.content = this.root.content.slice();
      this.root.astNode = value;
      return value;
    } catch (error) {
      if (error !== REFUSAL) throw error;
      return undefined;
    } finally {
      this.tokens = [];
      this.hidden = [];
    }
  }

  /** Kind of a token after the next one. */
  ahead(count: number): number {
    return this.tokens[this.at + count]?.kind ?? END;
  }

  refuse(): never {
    throw REFUSAL;
  }

  /** Takes the next token, which has to be of that kind, into the tree. `undefined` where it is not in the text. */
  take(parent: CompositeCstNodeImpl, kind: number, source: Source): LeafCstNodeImpl | undefined {
    if (this.kind !== kind) throw REFUSAL;
    const token = this.tokens[this.at++] as Token;
    this.kind = this.tokens[this.at]?.kind ?? END;
    this.image = token.image;
    if (token.endOffset < token.startOffset) return undefined;
    if (this.comment < token.startOffset) this.takeComments(parent, token.startOffset);
    const leaf = leafOf(token, false);
    leaf.grammarSource = source;
    append(parent, leaf);
    return leaf;
  }

  /** Starts a piece of the tree for what another rule reads. */
  open(parent: CompositeCstNodeImpl, source: Source): CompositeCstNodeImpl {
    const part = new CompositeCstNodeImpl();
    part.grammarSource = source;
    append(parent, part);
    return part;
  }

  /** Ends it. `false` where nothing in the text belongs to it: it is no piece of the tree then. */
  close(part: CompositeCstNodeImpl): boolean {
    if (part.content.length === 0) {
      (part.container as CompositeCstNodeImpl).content.pop();
      return false;
    }
    // Pushing reserves more room than most pieces ever fill.
    part.content = part.content.slice();
    return true;
  }

  /** Puts an object below another, and ties it to the piece of the tree that it was read from. */
  adopt(child: Built, part: CompositeCstNodeImpl, node: Built, property: string, index?: number): Built {
    part.astNode = child;
    return place(child, node, property, index);
  }

  /** Makes what was read into the piece since `from` a piece of its own, for the first part of a larger object. */
  enclose(
    child: Built,
    whole: CompositeCstNodeImpl,
    from: number,
    node: Built,
    property: string,
    index: number,
  ): Built {
    const part = new CompositeCstNodeImpl();
    part.grammarSource = WORD;
    let start = from;
    while (whole.content[start]?.hidden) start++;
    part.content = whole.content.splice(start);
    if (part.content.length === 0) throw REFUSAL;
    for (const piece of part.content) Object.assign(piece, { container: part });
    append(whole, part);
    part.astNode = child;
    (child as { $cstNode: CstNode }).$cstNode = part;
    return place(child, node, property, index);
  }

  refer(node: Built, property: string, piece: CstNode, text: string): Reference {
    return this.linker.buildReference(node, property, piece, text);
  }

  /** Puts the comments before an offset where Langium does: before the outermost piece that starts with the next token. */
  private takeComments(parent: CompositeCstNode, before: number): void {
    const leaves: LeafCstNodeImpl[] = [];
    for (
      let token = this.hidden[this.hiddenAt];
      token && token.startOffset < before;
      token = this.hidden[this.hiddenAt]
    ) {
      leaves.push(leafOf(token, true));
      this.hiddenAt++;
    }
    this.comment = this.hidden[this.hiddenAt]?.startOffset ?? NOWHERE;
    let piece = parent as CompositeCstNodeImpl;
    if (piece.content.length > 0) {
      for (const leaf of leaves) append(piece, leaf);
      return;
    }
    while (piece.container && piece.container.content.length === 1) piece = piece.container as CompositeCstNodeImpl;
    const above = (piece.container ?? piece) as CompositeCstNodeImpl;
    for (const leaf of leaves) (leaf as { container: CompositeCstNode }).container = above;
    above.content.splice(Math.max(0, above.content.length - 1), 0, ...leaves);
  }
}

function append(parent: CompositeCstNodeImpl, piece: LeafCstNodeImpl | CompositeCstNodeImpl): void {
  piece.container = parent;
  parent.content.push(piece);
}

function place(child: Built, node: Built, property: string, index: number | undefined): Built {
  const placed = child as { -readonly [Key in keyof AstNode]: AstNode[Key] };
  placed.$container = node;
  placed.$containerProperty = property;
  placed.$containerIndex = index;
  return child;
}

function leafOf(token: Token, hidden: boolean): LeafCstNodeImpl {
  return new LeafCstNodeImpl(
    token.startOffset,
    token.image.length,
    token.startLine - 1,
    token.startColumn - 1,
    token.endLine - 1,
    token.endColumn,
    token.tokenType,
    hidden,
  );
}
