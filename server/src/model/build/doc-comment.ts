/**
 * The text of a doc comment (two stars) that ends on the line of `offset` or the line before, without its markers;
 * `undefined` where there is none. A comment set off by a blank line belongs to the file, not to what follows.
 */
export function docCommentBefore(text: string, offset: number): string | undefined {
  let end = offset;
  let lineBreaks = 0;
  while (end > 0 && /\s/.test(text[end - 1] as string)) {
    end--;
    if (text[end] === '\n') lineBreaks++;
  }
  if (lineBreaks > 1 || !text.startsWith('*/', end - 2)) return undefined;
  const start = text.lastIndexOf('/*', end - 3);
  if (start < 0 || !text.startsWith('/**', start) || start + 3 > end - 2) return undefined;
  const lineStart = text.lastIndexOf('\n', start) + 1;
  if (text.slice(lineStart, start).includes('//')) return undefined;
  return text
    .slice(start + 3, end - 2)
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim();
}
