/**
 * Text for XML 1.0, in content or in a double-quoted attribute.
 * Characters that XML cannot carry at all become U+FFFD; line ends and tabs survive attribute normalisation.
 */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(forbidden, '\uFFFD')
    .replace(/[&<>"'\n\r\t]/g, (char) => entities[char] ?? `&#${char.charCodeAt(0)};`);
}

/** What production [2] Char of XML 1.0 leaves out, surrogates excepted, and the controls it advises against. */
const forbidden = /(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
