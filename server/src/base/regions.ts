/** A comment or a string literal, with its delimiters; end exclusive. */
export interface Region {
  readonly kind: 'comment' | 'string';
  readonly start: number;
  readonly end: number;
}

/** Comments and string literals of a text. What is left open at the end of the line or file ends there. */
export function scan(text: string): Region[] {
  const regions: Region[] = [];
  const opener = /\/\/|\/\*|"""|"/g;
  for (let match = opener.exec(text); match; match = opener.exec(text)) {
    const start = match.index;
    const end = regionEnd(text, start);
    regions.push({ kind: match[0].startsWith('/') ? 'comment' : 'string', start, end });
    opener.lastIndex = end;
  }
  return regions;
}

/** Where the comment or string literal ends that starts there; what is left open ends with the line or the file. */
export function regionEnd(text: string, start: number): number {
  if (text.startsWith('//', start)) return lineEnd(text, start);
  if (text.startsWith('/*', start)) return closeOf(text, start, '*/', 2);
  if (text.startsWith('"""', start)) return closeOf(text, start, '"""', 3);
  const stop = lineEnd(text, start);
  for (let i = start + 1; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i + 1;
  }
  return stop;
}

const BACKSLASH = '\\'.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);

function closeOf(text: string, start: number, closer: string, openerLength: number): number {
  const close = text.indexOf(closer, start + openerLength);
  return close < 0 ? text.length : close + closer.length;
}

/** Offset of the line break that ends the line of `offset`, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed < 0) return text.length;
  return text[feed - 1] === '\r' && feed > offset ? feed - 1 : feed;
}

/** The region that holds the offset, or `undefined` for code. */
export function regionAt(regions: readonly Region[], offset: number): Region | undefined {
  let low = 0;
  let high = regions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (regions[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  const region = regions[low];
  return region && region.start <= offset ? region : undefined;
}
