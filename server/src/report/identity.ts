/**
 * Makes 128-bit hexadecimal ids out of what a finding is about, one sequence a report: the n-th finding of a rule on
 * the same part of the same file gets the same id in every run, and no two of a report share one.
 */
export function identity(): (...parts: readonly string[]) => string {
  const seen = new Map<string, number>();
  return (...parts) => {
    const key = parts.join('\0');
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return hash128(`${key}\0${ordinal}`);
  };
}

/**
 * FNV-1a over UTF-8 with 128 bits: stable, no cryptography needed, and runs in a browser. In four parts of 32 bits, lowest
 * first: big integers are some thirty times slower. The prime is 2^88 + 0x13b, so that each part is multiplied by the
 * small number and shifted by two parts and 24 bits.
 */
function hash128(text: string): string {
  let [a, b, c, d] = offsetBasis;
  for (const byte of encoder.encode(text)) {
    a = (a ^ byte) >>> 0;
    const low = a * small;
    const second = b * small + Math.floor(low / 0x1_0000_0000);
    const third = c * small + ((a << 24) >>> 0) + Math.floor(second / 0x1_0000_0000);
    d = (d * small + ((b << 24) >>> 0) + (a >>> 8) + Math.floor(third / 0x1_0000_0000)) >>> 0;
    a = low >>> 0;
    b = second >>> 0;
    c = third >>> 0;
  }
  return [d, c, b, a].map((part) => part.toString(16).padStart(8, '0')).join('');
}

const encoder = new TextEncoder();
const offsetBasis = [0x6295c58d, 0x62b82175, 0x07bb0142, 0x6c62272e] as const;
const small = 0x13b;
