const EMBEDDINGS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Letters and signs with single spaces between them: already clean. */
const PLAIN = /^(?:[!-~\u00a1-\u00ff\u2010-\u2027]+(?: (?=[!-~\u00a1-\u00ff\u2010-\u2027])|$))*$/;
const SPACES = /[\s\u0085\u2028\u2029]+/g;
const CONTROLS = /\p{Cc}|[\ufffe\uffff]/gu;

/**
 * A label as one line that may be drawn: white space of any kind becomes one space, control characters become
 * U+FFFD, and characters that override the direction of text go, so that a label cannot be made to read as another.
 */
export function cleanLine(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.toWellFormed().replace(SPACES, ' ').replace(CONTROLS, '\ufffd').replace(EMBEDDINGS, '').trim();
}

const STRONG = /\p{L}/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Whether the first letter of a text is of a script written from right to left. */
export function isRightToLeft(text: string): boolean {
  for (const character of text) {
    const code = character.charCodeAt(0);
    // Most texts begin with a Latin letter; the tests below cost more.
    if ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)) return false;
    if (code < 0x80) continue;
    if (STRONG.test(character)) return RIGHT_TO_LEFT.test(character);
  }
  return false;
}
