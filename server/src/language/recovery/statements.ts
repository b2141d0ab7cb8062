import type { IToken, TokenType, TokenTypeDictionary } from 'chevrotain';
import { BLOCKS, type BlockKind, CONTINUES, openedBy, TELLING } from './blocks.ts';

/** A statement: its words, and its blocks where they stand. */
export interface Statement {
  /** Kind of the block it stands in. */
  readonly inside: BlockKind;
  parts: (IToken | Block)[];
}

export interface Block {
  readonly kind: BlockKind;
  readonly open: IToken;
  readonly statements: Statement[];
  close: IToken;
}

/** Something wrong with the braces. */
export interface BraceProblem {
  readonly token: IToken;
  readonly message: string;
}

export function isBlock(part: IToken | Block): part is Block {
  return 'statements' in part;
}

/** The tokens of a statement, those of its blocks included. */
export function tokensOf(statement: Statement): IToken[] {
  return statement.parts.flatMap((part) =>
    isBlock(part) ? [part.open, ...part.statements.flatMap(tokensOf), part.close] : [part],
  );
}

/** A token that is not in the text: it has no width and stands behind `previous`. */
export function madeUp(type: TokenType, image: string, previous: IToken | undefined): IToken {
  const offset = (previous?.endOffset ?? -1) + 1;
  return {
    image,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx as number,
    startOffset: offset,
    endOffset: offset - 1,
    startLine: previous?.endLine ?? 1,
    endLine: previous?.endLine ?? 1,
    startColumn: (previous?.endColumn ?? 0) + 1,
    endColumn: previous?.endColumn ?? 0,
  };
}

/**
 * Splits tokens into statements by their keywords and braces, without the parser.
 *
 * Where a brace is missing or one too many, the keywords at the beginnings of lines tell where it belongs: `step` inside
 * `exit` means that both `exit` and the step around it should have been closed.
 */
export function readStatements(
  tokens: readonly IToken[],
  types: TokenTypeDictionary,
): { statements: Statement[]; problems: BraceProblem[] } {
  const reader = new StatementReader(tokens, types);
  return { statements: reader.read('top', ['top']), problems: reader.problems };
}

class StatementReader {
  readonly problems: BraceProblem[] = [];
  private readonly tokens: readonly IToken[];
  private readonly types: TokenTypeDictionary;
  private at = 0;

  constructor(tokens: readonly IToken[], types: TokenTypeDictionary) {
    this.tokens = tokens;
    this.types = types;
  }

  /** Reads the statements of a block up to, not including, its closing brace. `path` is the kinds of open blocks, innermost last. */
  read(kind: BlockKind, path: readonly BlockKind[]): Statement[] {
    const statements: Statement[] = [];
    let current: Statement | undefined;
    for (let token = this.tokens[this.at]; token; token = this.tokens[this.at]) {
      if (token.image === '}' && token.tokenType === this.types['}']) {
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
      if (token.image === '{' && token.tokenType === this.types['{']) {
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
          this.readBlock(current, madeUp(this.types['{'] as TokenType, '{', previous), path);
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

  private readBlock(statement: Statement, open: IToken, path: readonly BlockKind[]): void {
    const kind = this.blockKindOf(statement) ?? 'crm-names';
    const statements = this.read(kind, [...path, kind]);
    const closing = this.tokens[this.at];
    let close: IToken;
    if (closing?.image === '}' && closing.tokenType === this.types['}']) {
      close = closing;
      this.at++;
    } else {
      close = madeUp(this.types['}'] as TokenType, '}', this.tokens[this.at - 1]);
      const before = closing ? ` before \`${closing.image}\`` : ' at the end of the file';
      this.problems.push({
        token: open.image && open.startOffset <= open.endOffset! ? open : (statement.parts[0] as IToken),
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

  private tells(token: IToken): boolean {
    return this.isTelling(token, this.tokens[this.at - 1]);
  }

  private isTelling(token: IToken, previous: IToken | undefined): boolean {
    if (!this.isKeyword(token) || !TELLING.has(token.image) || !startsLine(token, previous)) return false;
    // Both also stand inside evidence and lists, so only the margin tells.
    return (token.image !== 'document' && token.image !== 'approval') || token.startColumn === 1;
  }

  private startsStatement(token: IToken, kind: BlockKind, current: Statement): boolean {
    const previous = this.tokens[this.at - 1];
    if (kind === 'choices' || kind === 'crm-names') {
      // A word behind a text, or behind a word where no text follows, is the next name.
      return token.tokenType === this.types.ID;
    }
    if ((kind === 'object' || kind === 'framework') && token.tokenType === this.types.ID) {
      return (
        current.parts.length > 0 &&
        (startsLine(token, previous) || previous?.tokenType === this.types.STRING) &&
        !CONTINUES.has(previous?.image ?? '')
      );
    }
    if (token.tokenType === this.types.LINE_WITHIN || token.tokenType === this.types.LINE_WHEN) return true;
    if (!this.isKeyword(token) || !BLOCKS[kind].starts.has(token.image)) return false;
    if (previous && CONTINUES.has(previous.image) && !this.tells(token)) return false;
    if (kind === 'top' && (token.image === 'document' || token.image === 'approval'))
      return startsLine(token, previous);
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

  private isKeyword(token: IToken): boolean {
    return token.tokenType.name === token.image;
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
  return statement.parts.some(
    (part) => !isBlock(part) && part.tokenType.name === part.image && ACTIONS.has(part.image),
  );
}

function startsLine(token: IToken, previous: IToken | undefined): boolean {
  return !previous || (previous.endLine ?? 0) < (token.startLine ?? 0);
}
