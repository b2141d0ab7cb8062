const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const PLAIN = /^[\u0020-\u0021\u0023-\u0025\u0028-\u003b=\u003f-\u00ff\u2010-\u2027]*$/;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML or HTML, in content or in a quoted attribute; characters that neither can carry become U+FFFD. */
export function escapeText(text: string): string {
  // Most texts need nothing: one test is cheaper than three passes.
  if (PLAIN.test(text)) return text;
  return text
    .toWellFormed()
    .replace(NOT_XML, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] as string);
}
