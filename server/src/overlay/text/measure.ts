import { advances, digits } from '../generated/advances.ts';

export type Weight = 'regular' | 'semibold';

/** A size of type: what text measures and how far apart its lines are. */
export interface TypeStyle {
  readonly size: number;
  readonly weight: Weight;
  readonly lineHeight: number;
}

const UNKNOWN = -1;

/** Dense table of thousandths of an em up to the last code point the font's rows cover. */
function expand(weight: Weight): Int16Array {
  const rows = advances[weight];
  const end = Math.max(...rows.map(([first, row]) => first + row.length / 2));
  const table = new Int16Array(end).fill(UNKNOWN);
  for (const [first, row] of rows) {
    for (let i = 0; i < row.length; i += 2) {
      if (row[i] === '-') continue;
      table[first + i / 2] = digits.indexOf(row[i] as string) * 64 + digits.indexOf(row[i + 1] as string);
    }
  }
  return table;
}

const tables: Readonly<Record<Weight, Int16Array>> = { regular: expand('regular'), semibold: expand('semibold') };

const INVISIBLE = /[\p{M}\p{Cf}\p{Cc}]/u;
const EMOJI = /\p{Emoji_Presentation}|\p{Regional_Indicator}/u;

/** Code points drawn in a full em: CJK, kana, hangul, full-width forms (Unicode Standard Annex 11, "W" and "F"). */
export function isWide(codePoint: number): boolean {
  return (
    (codePoint >= 0x1100 && codePoint <= 0x115f) ||
    (codePoint >= 0x2e80 && codePoint <= 0xa4cf) ||
    (codePoint >= 0xac00 && codePoint <= 0xd7a3) ||
    (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
    (codePoint >= 0xfe30 && codePoint <= 0xfe6f) ||
    (codePoint >= 0xff00 && codePoint <= 0xff60) ||
    (codePoint >= 0xffe0 && codePoint <= 0xffe6) ||
    (codePoint >= 0x20000 && codePoint <= 0x3fffd)
  );
}

/** Widths of scripts the shipped font does not have, generous enough for common fonts. */
function estimate(codePoint: number): number {
  if (isWide(codePoint)) return 1000;
  const character = String.fromCodePoint(codePoint);
  if (INVISIBLE.test(character)) return 0;
  if (EMOJI.test(character)) return 1300;
  return 680;
}

const estimates = new Map<number, number>();

function thousandths(codePoint: number, weight: Weight): number {
  const known = tables[weight][codePoint];
  if (known !== undefined && known !== UNKNOWN) return known;
  let guess = estimates.get(codePoint);
  if (guess === undefined) {
    guess = estimate(codePoint);
    estimates.set(codePoint, guess);
  }
  return guess;
}

/** Width of one line of text in pixels: the font's own advances, without kerning. */
export function measure(text: string, style: TypeStyle): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i) as number;
    if (codePoint > 0xffff) i++;
    sum += thousandths(codePoint, style.weight);
  }
  return (sum * style.size) / 1000;
}
