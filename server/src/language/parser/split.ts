import { keywords, terminals } from './generated/tokens.ts';
import { kindOf, Token } from './token.ts';

/** What a text consists of. */
export interface Lexed {
  readonly tokens: Token[];
  /** Comments. */
  readonly hidden: Token[];
}

/** Where a part of a text starts, all from 0. */
export interface Place {
  readonly offset: number;
  readonly line: number;
  readonly character: number;
}

const START: Place = { offset: 0, line: 0, character: 0 };

const keywordKinds = new Map(keywords.map((keyword, kind) => [keyword, kind]));
const DATE = kindOf('DATE');
const ID = kindOf('ID');
const NUMBER = kindOf('NUMBER');
const STRING = kindOf('STRING');
const ML_COMMENT = kindOf('ML_COMMENT');
const SL_COMMENT = kindOf('SL_COMMENT');

/** What a token can be, by its first character. */
const Start = { Space: 1, Letter: 2, Digit: 3, Quote: 4, Slash: 5, Minus: 6, Sign: 7 } as const;

const LINE_FEED = 10;
const RETURN = 13;
const EQUALS = 61;

/** By character code, below 128. */
const starts = new Uint8Array(128);
for (let code = 9; code <= 13; code++) starts[code] = Start.Space;
for (const [characters, start] of [
  [' ', Start.Space],
  ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', Start.Letter],
  ['0123456789', Start.Digit],
  ['"', Start.Quote],
  ['/', Start.Slash],
  ['-', Start.Minus],
  ['{},:()=<>.%!', Start.Sign],
] as const)
  for (const character of characters) starts[character.charCodeAt(0)] = start;

/**
 * Splits a text into tokens, or a part of one that starts at a place. `undefined` where there is something that no token
 * starts with, or a text or comment that ends with the line break before the end: the thorough lexer has to say what it is.
 */
export function split(text: string, place: Place = START): Lexed | undefined {
  const tokens: Token[] = [];
  const hidden: Token[] = [];
  const { length } = text;
  let line = place.line + 1;
  /** Offset in the text of what would be column 0 of the line. */
  let lineStart = -place.character - 1;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    const start = code < 128 ? starts[code] : isSpace(text, at) ? Start.Space : Start.Letter;
    if (start === Start.Space) {
      at++;
      if (code === LINE_FEED || (code === RETURN && text.charCodeAt(at) !== LINE_FEED)) {
        line++;
        lineStart = at - 1;
      }
      continue;
    }
    let kind = ID;
    let end = at;
    switch (start) {
      case Start.Letter:
        end = endOfWord(text, at);
        kind = keywordKinds.get(text.slice(at, end)) ?? ID;
        break;
      case Start.Digit:
        [kind, end] = numeric(text, at);
        break;
      case Start.Minus:
        kind = NUMBER;
        end = match(terminals.NUMBER, text, at);
        break;
      case Start.Quote:
        kind = STRING;
        end = match(terminals.STRING, text, at);
        break;
      case Start.Slash:
        kind = ML_COMMENT;
        end = match(terminals.ML_COMMENT, text, at);
        if (end < 0) {
          kind = SL_COMMENT;
          end = match(terminals.SL_COMMENT, text, at);
        }
        break;
      case Start.Sign: {
        end = text.charCodeAt(at + 1) === EQUALS && keywordKinds.has(text.slice(at, at + 2)) ? at + 2 : at + 1;
        const sign = keywordKinds.get(text.slice(at, end));
        if (sign === undefined) return undefined;
        kind = sign;
        break;
      }
      default:
        return undefined;
    }
    if (end < 0) return undefined;
    const startLine = line;
    const startColumn = at - lineStart;
    if (kind === STRING || kind === ML_COMMENT) {
      for (let inside = at; inside < end; inside++) {
        const character = text.charCodeAt(inside);
        if (character === LINE_FEED || (character === RETURN && text.charCodeAt(inside + 1) !== LINE_FEED)) {
          line++;
          lineStart = inside;
        }
      }
      if (lineStart === end - 1 || text.charCodeAt(end - 1) === RETURN) return undefined;
    }
    const token = new Token(
      kind,
      text.slice(at, end),
      place.offset + at,
      startLine,
      startColumn,
      line,
      end - 1 - lineStart,
    );
    if (kind === ML_COMMENT || kind === SL_COMMENT) hidden.push(token);
    else tokens.push(token);
    at = end;
  }
  return { tokens, hidden };
}

/** Where a match that starts at the place ends; -1 where there is none. */
function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

function isSpace(text: string, at: number): boolean {
  return match(terminals.WS, text, at) >= 0;
}

function endOfWord(text: string, at: number): number {
  for (let end = at; ; end++) {
    const code = text.charCodeAt(end);
    if (code >= 128) return match(terminals.ID, text, at);
    const start = starts[code];
    // Behind the end the code is NaN, and so is what it starts.
    if (start !== Start.Letter && start !== Start.Digit && start !== Start.Minus) return end;
  }
}

function numeric(text: string, at: number): [kind: number, end: number] {
  const date = match(terminals.DATE, text, at);
  if (date >= 0) return [DATE, date];
  const word = match(terminals.ID, text, at);
  return word >= 0 ? [ID, word] : [NUMBER, match(terminals.NUMBER, text, at)];
}
