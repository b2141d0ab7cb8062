/** Small text helpers every CRM backend shares. */
import { fnv1a } from '../base/fnv1a.ts';

/** Letters and signs with single spaces between them: on one line already. */
const PLAIN = /^[!-~\u00a1-\u00ff\u2010-\u2027]+(?: [!-~\u00a1-\u00ff\u2010-\u2027]+)*$/;

/** The text on one line: control characters and line breaks become single spaces. Lone surrogates are replaced. */
export function oneLine(text: string): string {
  if (PLAIN.test(text)) return text;
  let out = '';
  for (const character of text.replace(/\p{Surrogate}/gu, '\ufffd')) {
    const code = character.codePointAt(0) ?? 0;
    out += code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029 ? ' ' : character;
  }
  return out.replace(/ {2,}/g, ' ').trim();
}

/** At most that many UTF-16 code units, never splitting a character, ending in `…` where it was cut. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = limit - 1;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last <= 0xdbff) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** A short suffix that stays the same while other names come and go. */
export function shortHash(text: string): string {
  return fnv1a(text).toString(36).padStart(6, '0').slice(0, 6);
}

/** The JSON that generated files hold: two spaces, a line end at the end. */
export function jsonFile(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** `a, b and c`. */
export function list(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

/** `1 stage`, `2 stages`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
