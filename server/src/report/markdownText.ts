/**
 * Text as Markdown that shows exactly it, on one line: no formatting, HTML, link, table cell, mention or reference to
 * an issue comes out of a label.
 */
export function escapeMarkdown(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(controls, '\uFFFD')
    .replace(/[\\`*_{}[\]()<>#+\-!|~&=:"']/g, escapeCharacter)
    .replace(/@/g, `@${zeroWidthSpace}`)
    .replace(/^(\d+)\./, '$1\\.');
}

/** Left alone where they cannot mean anything, so that what is written stays readable. */
function escapeCharacter(char: string, offset: number, text: string): string {
  switch (char) {
    case '-':
    case '+':
    case '=':
      return offset === 0 ? `\\${char}` : char;
    case '&':
      return /^&#?\w+;/.test(text.slice(offset)) ? '&amp;' : char;
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '|':
      return '\\|';
    case '#':
      return `\\#${zeroWidthSpace}`;
    case ':':
      return text.startsWith('://', offset) || /^:[a-z0-9_+-]+:/.test(text.slice(offset)) ? `:${zeroWidthSpace}` : char;
    case '"':
    case "'":
    case '(':
    case ')':
    case '{':
    case '}':
      return char;
    case '!':
      return text[offset + 1] === '[' ? '\\!' : char;
    default:
      return `\\${char}`;
  }
}

/** Text in a code span that no backtick of its own closes and no table splits. */
export function codeSpan(text: string): string {
  const flat = text.toWellFormed().replace(/\s+/g, ' ').replace(controls, '\uFFFD').replaceAll('|', '\\|');
  const longest = Math.max(0, ...Array.from(flat.matchAll(/`+/g), (match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') || flat === '' ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** Target of a link: nothing in it ends the link. */
export function linkTarget(url: string): string {
  return url.replace(/[\s()<>\\|`]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

/** Length as GitHub and GitLab limit it. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

const zeroWidthSpace = '\u200B';

const controls = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
