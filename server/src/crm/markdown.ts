import { oneLine } from './text.ts';

/** Text as Markdown shows it literally: markup characters and HTML are escaped, line breaks become spaces. */
export function md(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]{}<>|~#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('@', '&#64;')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    .replace(/\b(https?|ftp):/gi, '$1&#58;');
}

/** Text that is already Markdown (code spans in backticks) within a table cell. */
export function cell(markdown: string): string {
  return oneLine(markdown).replaceAll('|', '\\|');
}

/** A code span that holds the text whatever backticks are in it. */
export function code(text: string): string {
  const flat = oneLine(text);
  let fence = '`';
  while (flat.includes(fence)) fence += '`';
  const pad = flat.startsWith('`') || flat.endsWith('`') || flat === '' ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** A table; cells are Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** A link to an address, or the bare text where the address is not a web or mail address. */
export function link(text: string, address: string): string {
  const url = oneLine(address);
  if (!/^(https?:|mailto:)/i.test(url)) return `${md(text)} (${code(url)})`;
  return `[${md(text)}](<${url.replace(/[<>\s\\]/g, (character) => encodeURIComponent(character))}>)`;
}
