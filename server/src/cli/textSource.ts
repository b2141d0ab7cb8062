import type { SourceFile } from '../model/source.ts';

/**
 * Lines and columns of a text that was not parsed. Counts as the editor's protocol does: lines end in `\r\n`, `\n` or
 * `\r`, and no position lies behind a line's last character.
 */
export function textSource(uri: string, text: string): SourceFile {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (match) => match.index + match[0].length)];
  const beforeLineEnd = (offset: number, start: number): number => {
    let at = offset;
    while (at > start && (text[at - 1] === '\n' || text[at - 1] === '\r')) at--;
    return at;
  };
  return {
    uri,
    text,
    positionAt: (offset) => {
      const within = Math.min(Math.max(offset, 0), text.length);
      const line = starts.findLastIndex((start) => start <= within);
      const start = starts[line]!;
      return { line, character: beforeLineEnd(within, start) - start };
    },
    offsetAt: ({ line, character }) => {
      const start = starts[line];
      if (start === undefined) return line < 0 ? 0 : text.length;
      if (character <= 0) return start;
      return beforeLineEnd(Math.min(start + character, starts[line + 1] ?? text.length), start);
    },
  };
}
