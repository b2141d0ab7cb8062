/**
 * String literals of the source: `"…"` with backslash escapes on one line, and `"""…"""` over several lines, whose
 * common indentation and first and last line break are not part of the value.
 */

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t' };

/** Whether the literal has its closing quotes. */
export function isClosed(literal: string): boolean {
  if (isPlain(literal)) return true;
  if (literal.startsWith('"""')) {
    return literal.length >= 6 && literal.endsWith('"""');
  }
  return /^"(?:[^"\\]|\\.)*"$/.test(literal);
}

/** What most are: on one line, closed, and without an escape. */
function isPlain(literal: string): boolean {
  return literal.length > 1 && literal.indexOf('"', 1) === literal.length - 1 && !literal.includes('\\');
}

/** The value of a literal; an unclosed one has the value up to its end. */
export function unquote(literal: string): string {
  if (isPlain(literal)) return literal.slice(1, -1);
  return characters(literal)
    .map(([text]) => text)
    .join('');
}

/**
 * The offset within the literal (quotes included) of an offset within its value, both in UTF-16 code units. The end
 * of the value maps to the closing quote.
 */
export function literalOffset(literal: string, valueOffset: number): number {
  let seen = 0;
  let end = literal.startsWith('"""') ? 3 : 1;
  for (const [text, start, length] of characters(literal)) {
    if (seen + text.length > valueOffset) {
      return start + (length === text.length ? valueOffset - seen : 0);
    }
    seen += text.length;
    end = start + length;
  }
  return Math.min(end, literal.length);
}

/** A value as a one-line literal, quotes included. */
export function quote(value: string): string {
  const escaped = value
    .replace(/[\\"]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\t/g, '\\t');
  return `"${escaped}"`;
}

/** Pieces of the value with where they start in the literal and how long they are there. */
function characters(literal: string): [text: string, start: number, length: number][] {
  return literal.startsWith('"""') ? multiLine(literal) : singleLine(literal);
}

function singleLine(literal: string): [string, number, number][] {
  const end = isClosed(literal) ? literal.length - 1 : literal.length;
  const pieces: [string, number, number][] = [];
  let start = 1;
  for (let i = 1; i < end; i++) {
    if (literal[i] === '\\' && i + 1 < end) {
      if (i > start) pieces.push([literal.slice(start, i), start, i - start]);
      const escaped = literal[i + 1] as string;
      pieces.push([ESCAPES[escaped] ?? escaped, i, 2]);
      i++;
      start = i + 1;
    }
  }
  if (end > start) pieces.push([literal.slice(start, end), start, end - start]);
  return pieces;
}

function multiLine(literal: string): [string, number, number][] {
  const end = isClosed(literal) ? literal.length - 3 : literal.length;
  const lines: [string, number][] = [];
  let start = 3;
  for (const line of literal.slice(3, end).split('\n')) {
    lines.push([line.replace(/\r$/, ''), start]);
    start += line.length + 1;
  }
  if (lines.length > 1 && lines[0]?.[0].trim() === '') lines.shift();
  if (lines.length > 1 && lines.at(-1)?.[0].trim() === '') lines.pop();
  const firstIsInline = lines[0]?.[1] === 3;
  const indents = lines
    .slice(firstIsInline ? 1 : 0)
    .filter(([line]) => line.trim() !== '')
    .map(([line]) => line.length - line.trimStart().length);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.flatMap(([line, at], index): [string, number, number][] => {
    const cut = firstIsInline && index === 0 ? 0 : Math.min(indent, line.length);
    const text = line.slice(cut);
    const piece: [string, number, number] = [text, at + cut, text.length];
    return index === 0 ? [piece] : [['\n', at - 1, 1], piece];
  });
}

/** Blanks in place of everything but line breaks, so that what follows stays where it is. */
export function blank(text: string): string {
  return text.replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length));
}

/**
 * The same text in one piece of memory. A text put together from parts keeps the parts, at several times its size; worth
 * it for what is kept for long and in large numbers.
 */
export function flat(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

/** {@link flat} for many texts at once. */
export function allFlat(texts: readonly string[]): string[] {
  return JSON.parse(JSON.stringify(texts)) as string[];
}
