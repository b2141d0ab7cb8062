import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineFingerprints } from '../../server/src/report/fingerprint.ts';

/** The same definition, calculated plainly with big integers. */
function expected(text: string): string[] {
  const codes: bigint[] = [];
  const starts: number[] = [];
  let lineStart = true;
  for (const match of text.matchAll(/\r\n|[\s\S]/g)) {
    const unit = match[0];
    if (unit === ' ' || unit === '\t') continue;
    if (lineStart) starts.push(codes.length);
    lineStart = /^[\r\n]/.test(unit);
    codes.push(lineStart ? 10n : BigInt(unit.charCodeAt(0)));
  }
  if (lineStart) starts.push(codes.length);
  codes.push(65535n);
  const counts = new Map<string, number>();
  return starts.map((start) => {
    let hash = 0n;
    for (let i = 0; i < 100; i++) hash = BigInt.asUintN(64, hash * 37n + (codes[start + i] ?? 0n));
    const text = hash.toString(16);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    return `${text}:${counts.get(text)}`;
  });
}

function lineFingerprints(text: string): (string | undefined)[] {
  const fingerprints = new LineFingerprints(text);
  return Array.from({ length: fingerprints.count }, (_, index) => fingerprints.of(index + 1));
}

describe('line fingerprints', () => {
  test('agree with the definition for any text', () => {
    const unit = fc.constantFrom('a', 'b', ' ', '\t', '\n', '\r\n', '\r', 'é', '漢', '😀', '\uFEFF', '}');
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 400 }), (units) => {
        expect(lineFingerprints(units.join(''))).toEqual(expected(units.join('')));
      }),
    );
  });

  test('count equal lines and ignore indentation', () => {
    const line = `${'x'.repeat(120)}\n`;
    const [first, second, third] = lineFingerprints(`${line + line}\t  ${line}`);
    expect(first).toMatch(/:1$/);
    expect(second).toBe(first!.replace(/1$/, '2'));
    expect(third).toBe(first!.replace(/1$/, '3'));
  });

  test('give every line one, the empty last line too', () => {
    expect(lineFingerprints('a\nb\n')).toHaveLength(3);
    expect(lineFingerprints('')).toHaveLength(1);
  });
});
