import { kindOf, startsLine, Token } from '../parser/token.ts';
import { BLOCKS, type BlockKind, CONTINUES, openedBy, TELLING } from './blocks.ts';

/** A statement: its words, and its blocks where they stand. */
export interface Statement {
  /** Kind of the block it stands in. */
  readonly inside: BlockKind;
  parts: (Token | Block)[];
}

export interface Block {
  readonly kind: BlockKind;
  readonly open: Token;
  readonly statements: Statement[];
  close: Token;
}

/** Something wrong with the braces. */
export interface BraceProblem {
  readonly token: Token;
  readonly message: string;
}

export function isBlock(part: Token | Block): part is Block {
  return 'statements' in part;
}

/** The tokens of a statement, those of its blocks included. */
export function tokensOf(statement: Statement): Token[] {
  return statement.parts.flatMap((part) =>
    isBlock(part) ? [part.open, ...part.statements.flatMap(tokensOf), part.close] : [part],
  );
}

/** A token that is not in the text: it has no width and stands behind `previous`. */
export function madeUp(kind: number, image: string, previous: Token | undefined): Token {
  const offset = (previous?.endOffset ?? -1) + 1;
  const line = previous?.endLine ?? 1;
  const column = previous?.endColumn ?? 0;
  const token = new Token(kind, image, offset, line, column + 1, line, column);
  token.endOffset = offset - 1;
  return token;
}

const OPEN = kindOf('{');
const CLOSE = kindOf('}');
const ID = kindOf('ID');
const STRING = kindOf('STRING');
const LINE_WITHIN = kindOf('LINE_WITHIN');
const LINE_WHEN = kindOf('LINE_WHEN');

/**
 * Splits tokens into statements by their keywords and braces, without the parser.
 *
 * Where a brace is missing or one too many, the keywords at the beginnings of lines tell where it belongs: `step` inside
 * `exit` means that both `exit` and the step around it should have been closed.
 */
export function readStatements(tokens: readonly Token[]): { statements: Statement[]; problems: BraceProblem[] } {
  const reader = new StatementReader(tokens);
  return { statements: reader.read('top', ['top']), problems: reader.problems };
}

class StatementReader {
  readonly problems: BraceProblem[] = [];
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  /** Reads the statements of a block up to, not including, its closing brace. `path` is the kinds of open blocks, innermost last. */
  read(kind: BlockKind, path: readonly BlockKind[]): Statement[] {
    const statements: Statement[] = [];
    let current: Statement | undefined;
    for (let token = this.tokens[this.at]; token; token = this.tokens[this.at]) {
      if (token.kind === CLOSE) {
        if (kind === 'top') {
          this.problems.push({
            token,
            message: 'This `}` closes nothing. Remove it, or look for a block that was closed too early.',
          });
          this.at++;
          continue;
        }
        if (!this.closesTooEarly(kind, path)) break;
        this.problems.push({
          token,
          message: `This \`}\` closes the block too early: \`${this.tokens[this.at + 1]?.image}\` after it belongs inside. Remove it.`,
        });
        this.at++;
        current = undefined;
        continue;
      }
      if (token.kind === OPEN) {
        current ??= this.begin(kind, statements);
        this.at++;
        this.readBlock(current, token, path);
        if (leadOf(current) !== 'field') current = undefined;
        continue;
      }
      if (this.tells(token) && !BLOCKS[kind].starts.has(token.image)) {
        const opens = current && this.blockKindOf(current);
        if (current && opens && BLOCKS[opens].starts.has(token.image) && !current.parts.some(isBlock)) {
          const previous = this.tokens[this.at - 1];
          this.problems.push({
            token,
            message: `\`{\` is missing before \`${token.image}\`. Open the block behind the line above.`,
          });
          this.readBlock(current, madeUp(OPEN, '{', previous), path);
          current = undefined;
          continue;
        }
        if (path.slice(0, -1).some((outer) => BLOCKS[outer].starts.has(token.image))) break;
      }
      if (!current || this.startsStatement(token, kind, current)) current = this.begin(kind, statements);
      current.parts.push(token);
      this.at++;
    }
    return statements;
  }

  private begin(kind: BlockKind, statements: Statement[]): Statement {
    const statement: Statement = { inside: kind, parts: [] };
    statements.push(statement);
    return statement;
  }

  private readBlock(statement: Statement, open: Token, path: readonly BlockKind[]): void {
    const kind = this.blockKindOf(statement) ?? 'crm-names';
    const statements = this.read(kind, [...path, kind]);
    const closing = this.tokens[this.at];
    let close: Token;
    if (closing?.kind === CLOSE) {
      close = closing;
      this.at++;
    } else {
      close = madeUp(CLOSE, '}', this.tokens[this.at - 1]);
      const before = closing ? ` before \`${closing.image}\`` : ' at the end of the file';
      this.problems.push({
        token: open.image && open.startOffset <= open.endOffset ? open : (statement.parts[0] as Token),
        message: `This block is not closed. Add \`}\`${before}.`,
      });
    }
    statement.parts.push({ kind, open, statements, close });
  }

  /** Whether what follows a closing brace can only belong to the block that it closes. */
  private closesTooEarly(kind: BlockKind, path: readonly BlockKind[]): boolean {
    const next = this.tokens[this.at + 1];
    if (!next || !this.isTelling(next, this.tokens[this.at])) return false;
    return (
      BLOCKS[kind].starts.has(next.image) && !path.slice(0, -1).some((outer) => BLOCKS[outer].starts.has(next.image))
    );
  }

  private tells(token: Token): boolean {
    return this.isTelling(token, this.tokens[this.at - 1]);
  }

  private isTelling(token: Token, previous: Token | undefined): boolean {
    if (!isKeyword(token) || !TELLING.has(token.image) || !startsLine(token, previous)) return false;
    // Both also stand inside evidence and lists, so only the margin tells.
    return (token.image !== 'document' && token.image !== 'approval') || token.startColumn === 1;
  }

  private startsStatement(token: Token, kind: BlockKind, current: Statement): boolean {
    const previous = this.tokens[this.at - 1];
    if (kind === 'choices' || kind === 'crm-names') {
      // A word behind a text, or behind a word where no text follows, is the next name.
      return token.kind === ID;
    }
    if ((kind === 'object' || kind === 'framework') && token.kind === ID) {
      return (
        current.parts.length > 0 &&
        (startsLine(token, previous) || previous?.kind === STRING) &&
        !CONTINUES.has(previous?.image ?? '')
      );
    }
    if (token.kind === LINE_WITHIN || token.kind === LINE_WHEN) return true;
    if (!isKeyword(token) || !BLOCKS[kind].starts.has(token.image)) return false;
    if (previous && CONTINUES.has(previous.image) && !this.tells(token)) return false;
    if (token.image === 'within') return !['then', 'do', 'handoff', 'opens'].includes(leadOf(current));
    if (token.image === 'when' || token.image === 'after' || token.image === 'every')
      return !isTrigger(current) || hasAction(current);
    return true;
  }

  private blockKindOf(statement: Statement): BlockKind | undefined {
    const lead = leadOf(statement);
    if (lead === 'field') {
      const before = statement.parts.at(-1);
      return before && !isBlock(before) && ['choice', 'multichoice'].includes(before.image) ? 'choices' : 'crm-names';
    }
    return openedBy(lead, statement.inside);
  }
}

function leadOf(statement: Statement): string {
  const first = statement.parts[0];
  return first && !isBlock(first) ? first.image : '';
}

const TRIGGERS = new Set(['when', 'after', 'every']);
const ACTIONS = new Set(['follow-up', 'return', 'hold', 'lose', 'disqualify']);

function isTrigger(statement: Statement): boolean {
  return TRIGGERS.has(leadOf(statement));
}

function hasAction(statement: Statement): boolean {
  return statement.parts.some((part) => !isBlock(part) && isKeyword(part) && ACTIONS.has(part.image));
}

function isKeyword(token: Token): boolean {
  return token.tokenType.name === token.image;
}
