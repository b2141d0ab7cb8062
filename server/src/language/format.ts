import { type AstNode, type CstNode, CstUtils, type LangiumDocument } from 'langium';
import { firstLeaf } from './cst.ts';
import { eachNode } from './walk.ts';

/** Widest line the formatter makes by itself, in UTF-16 code units. */
export const LINE_WIDTH = 120;
const INDENT = '  ';

/**
 * The canonical layout of a parsed document.
 *
 * One statement a line, blocks indented by two spaces. A block written on one line stays there while it fits; a
 * statement that is too long breaks before `when`, `proof`, and then `and` and `or`. Comments stay with what they
 * precede or follow, single blank lines between statements survive. `undefined` where the document has syntax errors:
 * text that was not understood is never rewritten.
 */
export function format(document: LangiumDocument): string | undefined {
  const { parseResult, textDocument } = document;
  const root = parseResult.value.$cstNode;
  if (parseResult.lexerErrors.length > 0 || parseResult.parserErrors.length > 0 || !root) return undefined;
  const source = textDocument.getText();
  const entries = new Reader(tokensOf(root, parseResult.value, source)).readBlock();
  const eol = /\r\n|\n|\r/.exec(source)?.[0] ?? '\n';
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lines = renderEntries(entries, 0);
  return mark + (lines.length > 0 ? `${lines.join('\n')}\n` : '').replaceAll(/\r\n|\r|\n/g, eol);
}

interface Token {
  readonly text: string;
  readonly kind: 'word' | 'line-comment' | 'block-comment';
  /** Line breaks in the source between the previous token and this one. */
  readonly breaks: number;
  /** First word of a statement. */
  readonly starts: boolean;
}

interface Block {
  /** Comment behind the opening brace. */
  readonly comment: Token | undefined;
  readonly entries: readonly Entry[];
  /** Written on one line in the source. */
  readonly inline: boolean;
}

type Piece = Token | Block;

/** A statement with its comments, or a comment of its own. */
interface Entry {
  readonly pieces: readonly Piece[];
  readonly blankBefore: boolean;
}

/** Statements that may stand before a plan and end in a condition. */
const ENDS_IN_CONDITION = new Set(['do', 'then', 'handoff', 'opens']);

/** Properties that hold the statements of a block. */
const STATEMENTS = new Set(['declarations', 'items', 'stages', 'criteria', 'plans', 'steps', 'choices', 'crmNames']);

function tokensOf(root: CstNode, file: AstNode, source: string): Token[] {
  const starts = new Set<number>();
  eachNode(file, (node) => {
    if (!STATEMENTS.has(node.$containerProperty ?? '') || node.$container?.$type === 'Collect') return;
    const leaf = firstLeaf(node);
    if (leaf) starts.add(leaf.offset);
  });
  let end = 0;
  return CstUtils.flattenCst(root)
    .filter((leaf) => leaf.text.length > 0)
    .map((leaf): Token => {
      const kind = !leaf.hidden ? 'word' : leaf.text.startsWith('//') ? 'line-comment' : 'block-comment';
      const breaks = source.slice(end, leaf.offset).match(/\r\n|\r|\n/g)?.length ?? 0;
      end = leaf.end;
      return {
        text: kind === 'line-comment' ? leaf.text.trimEnd() : leaf.text,
        kind,
        breaks,
        starts: starts.has(leaf.offset),
      };
    })
    .toArray();
}

/** Groups tokens into statements and blocks. */
class Reader {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  /** Reads entries up to the closing brace, or the end. */
  readBlock(): Entry[] {
    const entries: Entry[] = [];
    for (let token = this.peek(); token && token.text !== '}'; token = this.peek()) {
      const blankBefore = token.breaks > 1 && entries.length > 0;
      const isComment = token.kind !== 'word';
      const previous = entries.at(-1);
      if (isComment && token.breaks === 0 && previous) {
        // On the line of the statement before it: it belongs there.
        entries[entries.length - 1] = { ...previous, pieces: [...previous.pieces, this.next()] };
      } else if (isComment && !(token.kind === 'block-comment' && this.followedOnLine())) {
        entries.push({ pieces: [this.next()], blankBefore });
      } else {
        entries.push({ pieces: this.readStatement(), blankBefore });
      }
    }
    return entries;
  }

  private readStatement(): Piece[] {
    const pieces: Piece[] = [];
    let words = 0;
    for (let token = this.peek(); token; token = this.peek()) {
      if (token.text === '}' && token.kind === 'word') break;
      if (token.kind === 'word') {
        if (token.starts && words > 0) break;
        words++;
      } else if (words > 0 && this.endsStatement()) {
        // A trailing comment on the last line stays with the statement; later ones stand alone.
        if (token.breaks > 0) break;
        pieces.push(this.next());
        if (token.kind === 'line-comment') break;
        continue;
      }
      if (token.text === '{' && token.kind === 'word') {
        pieces.push(this.next(), this.readBraces());
      } else {
        pieces.push(this.next());
      }
    }
    return pieces;
  }

  private readBraces(): Block {
    const from = this.at;
    const first = this.peek();
    const comment = first?.kind === 'line-comment' && first.breaks === 0 ? this.next() : undefined;
    const entries = this.readBlock();
    const closing = this.peek();
    if (closing) this.at++;
    const inner = this.tokens.slice(from, this.at);
    const inline = inner.every(
      (token) => token.breaks === 0 && !token.text.includes('\n') && token.kind !== 'line-comment',
    );
    return { comment, entries, inline };
  }

  /** Whether only comments are left before the next statement or the end of the block. */
  private endsStatement(): boolean {
    const next = this.tokens.slice(this.at).find((token) => token.kind === 'word');
    return !next || next.starts || next.text === '}';
  }

  private followedOnLine(): boolean {
    const next = this.tokens[this.at + 1];
    return !!next && next.kind === 'word' && next.breaks === 0 && next.text !== '}';
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private next(): Token {
    return this.tokens[this.at++] as Token;
  }
}

function isBlock(piece: Piece): piece is Block {
  return 'entries' in piece;
}

function isEmpty(block: Block): boolean {
  return block.entries.length === 0 && !block.comment;
}

function renderEntries(entries: readonly Entry[], depth: number): string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    if (entry.blankBefore) lines.push('');
    lines.push(...renderStatement(entry.pieces, depth));
  }
  return lines;
}

/** Lines of a statement, indented. */
function renderStatement(pieces: readonly Piece[], depth: number): string[] {
  const indent = INDENT.repeat(depth);
  const flat = inlined(pieces);
  if (flat !== undefined && indent.length + width(flat) <= LINE_WIDTH) return [indent + flat];
  const lines: string[] = [];
  let words: Token[] = [];
  const flush = (): string => {
    const wrapped = wrap(words, depth, lines.length > 0);
    words = [];
    // A second block opens on the line where the first one closes.
    const closing = lines.pop();
    if (closing !== undefined) wrapped[0] = `${closing} ${(wrapped[0] ?? '').trimStart()}`;
    lines.push(...wrapped.slice(0, -1));
    return wrapped.at(-1) ?? indent;
  };
  for (const piece of pieces) {
    if (!isBlock(piece)) {
      words.push(piece);
      continue;
    }
    const head = flush();
    const oneLine = piece.inline ? inlinedBlock(piece) : undefined;
    if (piece.comment) {
      lines.push(`${head} ${piece.comment.text}`, ...renderEntries(piece.entries, depth + 1), `${indent}}`);
    } else if (piece.entries.length === 0) {
      lines.push(`${head}}`);
    } else if (oneLine !== undefined && width(head) + oneLine.length <= LINE_WIDTH) {
      lines.push(head + oneLine);
    } else {
      lines.push(head, ...renderEntries(piece.entries, depth + 1), `${indent}}`);
    }
  }
  if (words.length > 0) {
    const afterBlock = pieces.some(isBlock);
    const tail = wrap(words, depth, false);
    if (afterBlock && lines.length > 0) {
      // A second block's opening or a comment stays on the line of the closing brace.
      lines[lines.length - 1] = `${lines.at(-1)} ${(tail[0] ?? '').trimStart()}`;
      lines.push(...tail.slice(1));
    } else {
      lines.push(...tail);
    }
  }
  return lines.map((line) => (line.trim() === '' ? '' : line));
}

/** The statement on one line, or `undefined` where its comments or blocks do not allow that. */
function inlined(pieces: readonly Piece[]): string | undefined {
  let text = '';
  let previous: Token | undefined;
  for (const [index, piece] of pieces.entries()) {
    if (isBlock(piece)) {
      const block = piece.inline || isEmpty(piece) ? inlinedBlock(piece) : undefined;
      if (block === undefined) return undefined;
      text += block;
      previous = undefined;
    } else {
      if (piece.kind === 'line-comment' && index < pieces.length - 1) return undefined;
      text += (text === '' ? '' : spaceBetween(previous, piece)) + piece.text;
      previous = piece;
    }
  }
  return text;
}

/** A block's content and closing brace on the line of its opening brace. */
function inlinedBlock(block: Block): string | undefined {
  if (block.entries.length === 0) return '}';
  const parts = block.entries.map((entry) => inlined(entry.pieces));
  if (parts.some((part) => part === undefined)) return undefined;
  return ` ${parts.join('  ')} }`;
}

/** Breaks a statement's words into lines. */
function wrap(tokens: readonly Token[], depth: number, continued: boolean): string[] {
  const first = INDENT.repeat(depth) + (continued ? INDENT.repeat(2) : '');
  const more = INDENT.repeat(depth + 2);
  let lines = split(tokens, () => false);
  // Where plans stand, a line that starts with `when` is a plan of its own, so a condition stays on its line there.
  const clauses = ENDS_IN_CONDITION.has(tokens[0]?.text ?? '') ? ['proof'] : ['when', 'proof'];
  if (tooWide(lines, first)) lines = split(tokens, (token, level) => level === 0 && clauses.includes(token.text));
  if (tooWide(lines, first)) {
    lines = split(tokens, (token, level) => level === 0 && [...clauses, 'and', 'or'].includes(token.text));
  }
  return lines.map((line, index) => (index === 0 ? first : more) + line);
}

function tooWide(lines: readonly string[], indent: string): boolean {
  return lines.some((line) => indent.length + width(line) > LINE_WIDTH);
}

function split(tokens: readonly Token[], breaksBefore: (token: Token, level: number) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  let level = 0;
  let previous: Token | undefined;
  for (const token of tokens) {
    if (token.kind === 'word' && token.text === ')') level--;
    const forced = previous?.kind === 'line-comment';
    if (line !== '' && (forced || (token.kind === 'word' && breaksBefore(token, level)))) {
      lines.push(line);
      line = token.text;
    } else {
      line += (line === '' ? '' : spaceBetween(previous, token)) + token.text;
    }
    if (token.kind === 'word' && token.text === '(') level++;
    previous = token;
  }
  if (line !== '') lines.push(line);
  return lines;
}

function spaceBetween(previous: Token | undefined, token: Token): string {
  if (token.kind !== 'word' || previous?.kind !== 'word') return ' ';
  if ([',', ')', '.', '%'].includes(token.text)) return '';
  if (previous.text === '(' || previous.text === '.') return '';
  return ' ';
}

/** Width of the widest line of a text, which may be a string over several lines. */
function width(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}
