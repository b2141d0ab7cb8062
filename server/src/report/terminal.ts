import stringWidth from 'string-width';

/** Control characters and the marks that turn the direction of text, made visible: a label must not drive a terminal. */
export function withoutControls(text: string): string {
  return text.toWellFormed().replace(controls, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD';
  });
}

/**
 * Keeps a line of a log from being read as a command by the runner of a build: GitHub's takes `::name` at the start of
 * a line and `##[name` anywhere.
 */
export function inertLine(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1:\u200B').replaceAll('##[', '##\u200B[');
}

/** Text without controls, with line ends and tabs as single spaces. */
export function onOneLine(text: string): string {
  return withoutControls(text.replace(/\s*[\r\n\u2028\u2029]+\s*|\t/g, ' '));
}

/** How many columns a terminal gives to a text: wide for CJK and emoji, none for combining marks. */
export function columnsOf(text: string): number {
  // Letters of Western Europe, quotation marks and dashes take a column each; the rest takes Unicode's tables.
  return /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027]*$/.test(text) ? text.length : stringWidth(text);
}

/** Text that a terminal opens as a link (OSC 8). */
export function hyperlink(text: string, url: string): string {
  return `\u001B]8;;${url.replace(/[^\x21-\x7e]/g, encodeURIComponent)}\u001B\\${text}\u001B]8;;\u001B\\`;
}

/** Breaks a text between words so that no line is wider than asked; longer words stay whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

const controls = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
