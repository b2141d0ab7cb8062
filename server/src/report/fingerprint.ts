/** How many characters, blanks not counted, make the fingerprint of a line. */
const windowLength = 100;
/** Ends a file in GitHub's computation. */
const endOfFile = 0xffff;
const multiplier = 37;
const multiplier4 = multiplier ** 4;

/**
 * The `primaryLocationLineHash` of the lines of a text, as GitHub computes it when code-scanning results are uploaded
 * (github/codeql-action, src/fingerprints.ts): a polynomial in 37 modulo 2^64 over the 100 UTF-16 units from the line's
 * start, where spaces and tabs are left out, line ends count as LF, and the end of the file is 0xFFFF and then zeros;
 * then `:n` for the n-th line with that hash.
 */
export class LineFingerprints {
  /** How many lines the text has. */
  readonly count: number;
  /** The hash of each line in two halves. */
  readonly #high: Uint32Array;
  readonly #low: Uint32Array;
  /** How many lines up to that one have its hash. */
  readonly #ordinal: Uint32Array;

  /** @param text the file's text as read, a byte order mark included */
  constructor(text: string) {
    const { codes, lineStarts } = readableCodes(text);
    this.count = lineStarts.length;
    this.#high = new Uint32Array(this.count);
    this.#low = new Uint32Array(this.count);
    this.#ordinal = new Uint32Array(this.count);
    const before = new Int32Array(this.count);
    /** By the lower half, the last line that has it, from which `before` leads to the others. */
    const last = new Map<number, number>();
    for (let line = 0; line < this.count; line++) {
      this.hash(codes, lineStarts[line]!, line);
      // As signed numbers, which need no memory of their own.
      const key = this.#low[line]! | 0;
      before[line] = last.get(key) ?? -1;
      last.set(key, line);
      let same = before[line]!;
      while (same >= 0 && this.#high[same] !== this.#high[line]) same = before[same]!;
      this.#ordinal[line] = same < 0 ? 1 : this.#ordinal[same]! + 1;
    }
  }

  /** The fingerprint of a line, counted from 1; `undefined` where there is none. */
  of(line: number): string | undefined {
    const [high, low] = [this.#high[line - 1], this.#low[line - 1]];
    if (high === undefined || low === undefined) return undefined;
    const hash = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
    return `${hash}:${this.#ordinal[line - 1]}`;
  }

  /**
   * In two halves of 32 bits, four codes a step: numbers are exact up to 2^53, which a half times 37^4 stays below, and
   * big integers are some thirty times slower.
   */
  private hash(codes: Uint16Array, start: number, line: number): void {
    let high = 0;
    let low = 0;
    for (let index = start; index < start + windowLength; index += 4) {
      const four =
        ((codes[index]! * multiplier + codes[index + 1]!) * multiplier + codes[index + 2]!) * multiplier +
        codes[index + 3]!;
      const sum = low * multiplier4 + four;
      low = sum >>> 0;
      high = (high * multiplier4 + (sum - low) / 0x1_0000_0000) >>> 0;
    }
    this.#high[line] = high;
    this.#low[line] = low;
  }
}

/** Codes without blanks, followed by as many zeros as a window reads behind the end. */
function readableCodes(text: string): { codes: Uint16Array; lineStarts: number[] } {
  const codes = new Uint16Array(text.length + 1 + windowLength);
  const lineStarts: number[] = [];
  let length = 0;
  let lineStart = true;
  let afterReturn = false;
  for (let index = 0; index < text.length; index++) {
    let code = text.charCodeAt(index);
    if (code === 0x20 || code === 0x09 || (afterReturn && code === 0x0a)) {
      afterReturn = false;
      continue;
    }
    afterReturn = code === 0x0d;
    if (afterReturn) code = 0x0a;
    if (lineStart) lineStarts.push(length);
    lineStart = code === 0x0a;
    codes[length++] = code;
  }
  if (lineStart) lineStarts.push(length);
  codes[length] = endOfFile;
  return { codes, lineStarts };
}
