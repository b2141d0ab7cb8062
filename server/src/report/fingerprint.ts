/** How many characters, blanks not counted, make the fingerprint of a line. */
const windowLength = 100;
/** Ends a file in GitHub's computation. */
const endOfFile = 0xffff;
const multiplier = 37;

/**
 * The `primaryLocationLineHash` of every line of a text, as GitHub computes it when code-scanning results are uploaded
 * (github/codeql-action, src/fingerprints.ts): a polynomial in 37 modulo 2^64 over the 100 UTF-16 units from the line's
 * start, where spaces and tabs are left out, line ends count as LF, and the end of the file is 0xFFFF and then zeros;
 * then `:n` for the n-th line with that hash. Index 0 is line 1.
 *
 * @param text the file's text as read, a byte order mark included
 */
export function lineFingerprints(text: string): string[] {
  const { codes, lineStarts } = readableCodes(text);
  const seen = new Map<string, number>();
  return lineStarts.map((start) => {
    const hash = polynomial(codes, start);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}

function readableCodes(text: string): { codes: Uint16Array; lineStarts: number[] } {
  const codes = new Uint16Array(text.length + 1);
  const lineStarts: number[] = [];
  let length = 0;
  let lineStart = true;
  let afterReturn = false;
  const add = (code: number) => {
    if (lineStart) lineStarts.push(length);
    lineStart = code === 0x0a;
    codes[length++] = code;
  };
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x20 || code === 0x09 || (afterReturn && code === 0x0a)) {
      afterReturn = false;
      continue;
    }
    afterReturn = code === 0x0d;
    add(afterReturn ? 0x0a : code);
  }
  add(endOfFile);
  return { codes: codes.subarray(0, length), lineStarts };
}

/** In two halves of 32 bits: numbers are exact up to 2^53, and big integers are some thirty times slower. */
function polynomial(codes: Uint16Array, start: number): string {
  let high = 0;
  let low = 0;
  for (let index = start; index < start + windowLength; index++) {
    const sum = low * multiplier + (codes[index] ?? 0);
    low = sum >>> 0;
    high = (high * multiplier + Math.floor(sum / 0x1_0000_0000)) >>> 0;
  }
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}
