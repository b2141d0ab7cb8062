import type { ILexingError, IToken, TokenType } from 'chevrotain';
import { DefaultLexer, type LangiumCoreServices, type LexerResult } from 'langium';

/** Largest file that is read, in UTF-16 code units. A process of 5,000 steps takes about a third of it. */
export const MAX_FILE_LENGTH = 5_000_000;

/** Deepest nesting of brackets that is read; deeper input is not something a person wrote. */
export const MAX_NESTING = 100;

/** Keywords after which a name follows, so that the next word is a name even if it is spelt like a keyword. */
const NAME_FOLLOWS = new Set([
  ...[
    'role',
    'persona',
    'journey',
    'stage',
    'stuck',
    'object',
    'field',
    'document',
    'approval',
    'framework',
    'process',
  ],
  ...['step', 'won', 'lost', 'disqualified', 'reason', 'hold', 'variant'],
  ...['for', 'helps', 'during', 'owner', 'with', 'by', 'to', 'from', 'as', 'then', 'before', 'after', 'at', 'of', 'on'],
  ...['until', 'buys-as', 'opens', 'collect', 'is', 'not', '=', '!='],
]);

/** Keywords that may open a block; the last one before `{` says what the block is. */
const OPENS_BLOCK = new Set([
  ...['persona', 'journey', 'stage', 'object', 'field', 'framework', 'process', 'variant', 'step', 'throughout'],
  ...['enter', 'exit', 'any', 'otherwise', 'play', 'parallel', 'won', 'lost', 'disqualified', 'hold'],
]);

/** Keywords that start a clause behind a declared name. */
const CLAUSES = new Set(['for', 'of', 'on', 'by', 'before', 'after']);

const MOVE_RULES = new Set(['forward-only', 'no-skipping']);

/** Blocks in which plans stand beside statements that may end in a condition. */
const PLAN_BLOCKS = new Set(['hold', 'won', 'lost', 'disqualified']);

/** Words with a meaning of their own after `is` and `is not`. */
const TEST_WORDS = new Set(['set', 'not', 'in', 'within', 'before', 'after', 'one', 'yes', 'no']);

/**
 * Decides which words are names.
 *
 * No keyword of the language is reserved: `step step "…"` declares a step called `step`. Instead of making the
 * grammar accept every keyword wherever a name may stand (which costs recovery: a missing name would swallow the next
 * statement's keyword), keyword tokens are turned into ID tokens here when the words around them call for a name.
 */
export class ContextualLexer extends DefaultLexer {
  private readonly id: TokenType;
  private readonly lineWithin: TokenType;
  private readonly lineWhen: TokenType;
  private fed: LexerResult | undefined;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.id = this.tokenTypes.ID as TokenType;
    this.lineWithin = this.tokenTypes.LINE_WITHIN as TokenType;
    this.lineWhen = this.tokenTypes.LINE_WHEN as TokenType;
  }

  /** Hands these tokens to the next call of {@link tokenize}, whatever its text: for parsing tokens again. */
  feed(result: LexerResult): void {
    this.fed = result;
  }

  override tokenize(text: string): LexerResult {
    if (this.fed) {
      const { fed } = this;
      this.fed = undefined;
      return fed;
    }
    const refused = refuse(text);
    if (refused) {
      return { tokens: [], hidden: [], errors: [refused], report: { diagnostics: [] } };
    }
    const result = super.tokenize(text);
    const { tokens, errors } = limitNesting(result.tokens);
    this.resolveNames(tokens);
    return { ...result, tokens, errors: [...result.errors, ...errors] };
  }

  private resolveNames(tokens: IToken[]): void {
    /** What each open `{` or `(` belongs to. */
    const blocks: string[] = [];
    /** Keyword of the statement that a `{` would belong to. */
    let opener = '';
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!;
      const previous = tokens[i - 1];
      const word = token.image;
      if (word === '{') {
        // Choices, or names in CRMs: every word is a name.
        blocks.push(opener === 'field' ? 'names' : opener);
        opener = '';
      } else if (word === '(') {
        blocks.push(previous?.tokenType.name === 'of' ? 'list' : '(');
      } else if (word === '}' || word === ')') {
        if (blocks.pop() === 'names') {
          opener = 'field';
        }
      } else if (this.isKeyword(token)) {
        const block = blocks[blocks.length - 1] ?? '';
        if (this.isName(tokens, i, block)) {
          this.retype(token, this.id);
        } else if (word === 'within' && block === 'step' && previous && startsLine(token, previous)) {
          this.retype(token, this.lineWithin);
        } else if (word === 'when' && PLAN_BLOCKS.has(block) && previous && startsLine(token, previous)) {
          this.retype(token, this.lineWhen);
        } else if (OPENS_BLOCK.has(word)) {
          opener = word;
        }
      }
    }
  }

  private isKeyword(token: IToken): boolean {
    const name = token.tokenType.name;
    return name === token.image && /^[a-z]/.test(name);
  }

  private isName(tokens: IToken[], at: number, block: string): boolean {
    const token = tokens[at]!;
    const previous = tokens[at - 1];
    const next = tokens[at + 1];
    if (block === 'names') {
      return true;
    }
    if (!previous) {
      return false;
    }
    if (next?.image === '.' && !startsLine(next, token)) {
      return true;
    }
    const sameLine = !startsLine(token, previous);
    if (previous.image === '.') {
      return sameLine || !beginsStatement(token, next);
    }
    if (previous.image === ',' || (previous.image === '(' && block === 'list')) {
      return this.isListItem(tokens, at, sameLine);
    }
    const before = previous.tokenType.name;
    if (before !== previous.image || !NAME_FOLLOWS.has(before)) {
      return false;
    }
    return this.followsIntroducer(tokens, at, before, block) && (sameLine || !beginsStatement(token, next));
  }

  private isListItem(tokens: IToken[], at: number, sameLine: boolean): boolean {
    const token = tokens[at]!;
    const next = tokens[at + 1];
    // `moves forward-only, no-skipping` is a list of keywords.
    const first = tokens[at - 2];
    if (
      isPassedDocument(token, next) ||
      (first?.tokenType === this.tokenTypes[first?.image ?? ''] && MOVE_RULES.has(first?.image ?? ''))
    ) {
      return false;
    }
    return sameLine || !beginsStatement(token, next);
  }

  /** Whether the keyword `before` really introduces a name here, and not one of its other uses. */
  private followsIntroducer(tokens: IToken[], at: number, before: string, block: string): boolean {
    const token = tokens[at]!;
    const next = tokens[at + 1];
    const second = tokens[at - 2];
    // `drop helps` names a kind of item; a name follows `drop step` alone.
    if (second?.tokenType === this.tokenTypes.drop && before !== 'step') return false;
    switch (before) {
      case 'is':
        return !TEST_WORDS.has(token.image);
      case 'not':
        return second?.tokenType.name === 'is' && !TEST_WORDS.has(token.image);
      case '=':
      case '!=':
        return token.image !== 'yes' && token.image !== 'no';
      case 'with':
      case 'collect':
        return !isPassedDocument(token, next);
      case 'hold':
        return block === 'process';
      case 'after':
        return !(token.image === 'won' && next?.image === '{' && startsLine(tokens[at - 1]!, second));
      case 'at':
        return token.image !== 'least';
      case 'stage':
        return second?.tokenType.name !== 'crm';
      default:
        // `journey for OpsLead`: the name is missing, and `for` starts its clause.
        return !(CLAUSES.has(token.image) && next?.tokenType === this.id && !startsLine(next, token));
    }
  }

  private retype(token: IToken, type: TokenType): void {
    token.tokenType = type;
    token.tokenTypeIdx = type.tokenTypeIdx as number;
  }
}

function startsLine(token: IToken, previous: IToken | undefined): boolean {
  return !previous || (previous.endLine ?? 0) < (token.startLine ?? 0);
}

/** `document Plan` or `document "Plan"` in a list of things, as opposed to a thing called `document`. */
function isPassedDocument(token: IToken, next: IToken | undefined): boolean {
  return token.image === 'document' && !!next && !startsLine(next, token) && /^[\p{L}_"\d]/u.test(next.image);
}

/** Whether a keyword that starts a line reads as the start of the next statement: something of its own follows it. */
function beginsStatement(token: IToken, next: IToken | undefined): boolean {
  return !!next && !startsLine(next, token) && /^[\p{L}_"{\d]/u.test(next.image);
}

/** Input that is not worth parsing gets one message instead of thousands. */
function refuse(text: string): ILexingError | undefined {
  const at = (message: string, offset: number): ILexingError => {
    const before = text.slice(0, offset).split('\n');
    return { message, offset, length: 1, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  if (text.length > MAX_FILE_LENGTH) {
    const size = (text.length / 1_000_000).toFixed(1);
    return at(
      `This file has ${size} million characters, and at most ${MAX_FILE_LENGTH / 1_000_000} million are read. Split it: all files of a project form one model.`,
      0,
    );
  }
  const binary = text.indexOf('\u0000');
  if (binary >= 0) {
    return at('This is not a text file: it contains a zero byte. Save it as UTF-8 text.', binary);
  }
  return undefined;
}

/** Drops brackets nested deeper than {@link MAX_NESTING}, which would exhaust the parser's stack, and says so once. */
function limitNesting(tokens: IToken[]): { tokens: IToken[]; errors: ILexingError[] } {
  let depth = 0;
  let negations = 0;
  let error: ILexingError | undefined;
  const kept: IToken[] = [];
  for (const token of tokens) {
    const opens = token.image === '(' || token.image === '{';
    const closes = token.image === ')' || token.image === '}';
    if (opens) depth++;
    const tooDeep = (opens || closes) && depth > MAX_NESTING;
    if (token.image === 'not') negations++;
    else if (!tooDeep) negations = 0;
    if (tooDeep || negations > MAX_NESTING) {
      error ??= {
        message: `Brackets are nested more than ${MAX_NESTING} deep. Split the expression.`,
        offset: token.startOffset,
        length: 1,
        line: token.startLine ?? 1,
        column: token.startColumn ?? 1,
      };
    } else {
      kept.push(token);
    }
    if (closes && depth > 0) depth--;
  }
  return error ? { tokens: kept, errors: [error] } : { tokens, errors: [] };
}
