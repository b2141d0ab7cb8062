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

/** FNV-1a over UTF-8 with 128 bits: stable, no cryptography needed, and runs in a browser. */
function hash128(text: string): string {
  let hash = offsetBasis;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * prime);
  }
  return hash.toString(16).padStart(32, '0');
}

const offsetBasis = 0x6c62272e07bb014262b821756295c58dn;
const prime = 0x0000000001000000000000000000013bn;
