import { decodeEntities } from './read-xml.ts';

/**
 * The text of path guidance: a line for each paragraph, list item and line break, links as `text: address`, no markup.
 * Guidance written as plain text keeps its lines.
 */
export function textOfHtml(html: string): string {
  const marked = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>([\s\S]*?)<\/a\s*>/gi, (_, double, single, inner) =>
      linkText(String(double ?? single ?? ''), String(inner)),
    )
    .replace(/<(?:br|\/?(?:p|div|ul|ol|li|h[1-6]|tr|table|blockquote))\b[^>]*>/gi, '\n')
    .replace(/<\/?[A-Za-z][^>]*>/g, '');
  return decodeEntities(marked)
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** The address is kept unless it is what the link says anyway. */
function linkText(address: string, inner: string): string {
  const says = inner.replace(/<[^>]*>/g, '').trim();
  const plain = address.trim();
  return plain === '' || says.includes(plain) ? inner : says === '' ? plain : `${says}: ${plain}`;
}
