import { isWide, measure, type TypeStyle } from './measure.ts';

export interface Wrapped {
  readonly lines: readonly WrappedLine[];
  /** The last line ends with an ellipsis because the text did not fit. */
  readonly cut: boolean;
}

export interface WrappedLine {
  readonly text: string;
  readonly width: number;
}

const ELLIPSIS = '…';
/** What a line may not begin with, and what it may not end with (the usual rules of Chinese and Japanese setting). */
const NOT_FIRST = /^[、。，．・：；？！）］｝〕〉》」』】〙〗ー々!),.:;?\]}’”…]/;
const NOT_LAST = /[（［｛〔〈《「『【〘〖([{‘“]$/;

/** Words and, in scripts without spaces, characters: the pieces a line may end after. */
function pieces(text: string): string[] {
  const result: string[] = [];
  for (const word of text.split(/(?<= )/)) {
    if (![...word].some((character) => isWide(character.codePointAt(0) as number))) {
      result.push(word);
      continue;
    }
    let piece = '';
    for (const cluster of clusters(word)) {
      const wide = isWide(cluster.codePointAt(0) as number);
      const before = [...piece].at(-1);
      const breaks = piece !== '' && (wide || (before !== undefined && isWide(before.codePointAt(0) as number)));
      if (breaks && !NOT_FIRST.test(cluster) && !NOT_LAST.test(piece)) {
        result.push(piece);
        piece = cluster;
      } else piece += cluster;
    }
    if (piece !== '') result.push(piece);
  }
  return result;
}

const EXTENDS = /^(?:\p{M}|\p{Emoji_Modifier}|\p{Variation_Selector}|\u200d)/u;
const REGIONAL = /^\p{Regional_Indicator}/u;

/** What a reader sees as one character: marks, joined emoji and flags stay together. */
export function clusters(text: string): string[] {
  const result: string[] = [];
  for (const character of text) {
    const last = result.at(-1);
    const pairsFlag = last !== undefined && [...last].length === 1 && REGIONAL.test(last) && REGIONAL.test(character);
    if (last !== undefined && (EXTENDS.test(character) || last.endsWith('\u200d') || pairsFlag)) {
      result[result.length - 1] = last + character;
    } else result.push(character);
  }
  return result;
}

/** Breaks one word that is wider than a line, after punctuation where there is some in its second half. */
function breakWord(word: string, width: number, style: TypeStyle): string[] {
  const parts: string[] = [];
  let part = '';
  for (const cluster of clusters(word)) {
    if (part !== '' && measure(part + cluster, style) > width) {
      const at = /^(.*[._/@-])[^._/@-]+$/u.exec(part)?.[1]?.length ?? 0;
      const cut = at > part.length / 2 ? at : part.length;
      parts.push(part.slice(0, cut));
      part = part.slice(cut) + cluster;
    } else part += cluster;
  }
  if (part !== '') parts.push(part);
  return parts;
}

/** The longest beginning of a text that fits with an ellipsis behind it. */
export function ellipsize(text: string, width: number, style: TypeStyle): string {
  const room = width - measure(ELLIPSIS, style);
  let kept = '';
  let used = 0;
  for (const cluster of clusters(text)) {
    used += measure(cluster, style);
    if (used > room) break;
    kept += cluster;
  }
  return `${kept.trimEnd()}${ELLIPSIS}`;
}

/** By text, then by what else matters: while one types, nearly all texts stay as they are. */
const cache = new Map<string, { readonly key: string; readonly style: TypeStyle; readonly wrapped: Wrapped }[]>();
const CACHE_LIMIT = 5_000;

/** Breaks a clean text into lines no wider than `width`; what does not fit `maxLines` is cut with an ellipsis. */
export function wrap(text: string, width: number, style: TypeStyle, maxLines: number): Wrapped {
  const key = `${width}|${maxLines}`;
  const entries = cache.get(text);
  const known = entries?.find((entry) => entry.style === style && entry.key === key);
  if (known) return known.wrapped;
  const wrapped = wrapFresh(text, width, style, maxLines);
  if (entries !== undefined && entries.length < 20) entries.push({ key, style, wrapped });
  else {
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(text, [{ key, style, wrapped }]);
  }
  return wrapped;
}

function wrapFresh(text: string, width: number, style: TypeStyle, maxLines: number): Wrapped {
  const whole = measure(text, style);
  if (whole <= width) return { lines: [{ text, width: whole }], cut: false };
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const queue = pieces(text);
  for (let i = 0; i < queue.length; i++) {
    const piece = queue[i] as string;
    const inked = measure(piece.trimEnd(), style);
    if (used + inked <= width) {
      line += piece;
      used += measure(piece, style);
      continue;
    }
    if (line !== '') {
      lines.push(line);
      if (lines.length > maxLines) break;
    }
    if (inked <= width) {
      line = piece;
      used = measure(piece, style);
      continue;
    }
    const parts = breakWord(piece.trimEnd(), width, style);
    line = parts.pop() as string;
    lines.push(...parts);
    if (piece.endsWith(' ')) line += ' ';
    used = measure(line, style);
  }
  if (line !== '') lines.push(line);
  const cut = lines.length > maxLines;
  const kept = lines.slice(0, maxLines).map((each) => each.trimEnd());
  if (cut) kept[maxLines - 1] = ellipsize(lines.slice(maxLines - 1, maxLines + 1).join(''), width, style);
  return { lines: kept.map((each) => ({ text: each, width: measure(each, style) })), cut };
}
