import { allFlat } from '../base/strings.ts';
import type { Span } from '../model/source.ts';
import type { Look } from '../standards/linter.ts';

type Found = Look['findings'][number];

/**
 * What was found in a batch of processes, in two pieces: as thousands of small objects it takes five times the memory, and
 * sending it to another thread about as long as finding it.
 */
export interface PackedFindings {
  /** Each text once. */
  readonly texts: readonly string[];
  /** Finding by finding: rule, path, message, place, how many related places, and message and place of each. */
  readonly numbers: Int32Array<ArrayBuffer>;
}

/** Packs what {@link unpacked} gives again. */
export function packed(findings: readonly Found[]): PackedFindings {
  const texts = new Map<string, number>();
  const numbers: number[] = [];
  const addText = (text: string) => {
    let index = texts.get(text);
    if (index === undefined) {
      index = texts.size;
      texts.set(text, index);
    }
    numbers.push(index);
  };
  const addPlace = ({ uri, start, end }: Span) => {
    addText(uri);
    numbers.push(start, end);
  };
  for (const { rule, path, message, at, related = [] } of findings) {
    addText(rule);
    addText(path);
    addText(message);
    addPlace(at);
    numbers.push(related.length);
    for (const other of related) {
      addText(other.message);
      addPlace(other.span);
    }
  }
  return { texts: allFlat([...texts.keys()]), numbers: Int32Array.from(numbers) };
}

/** The findings, in order. */
export function unpacked({ texts, numbers }: PackedFindings): Found[] {
  let at = 0;
  const next = () => numbers[at++]!;
  const text = () => texts[next()]!;
  const place = (): Span => ({ uri: text(), start: next(), end: next() });
  const related = () => Array.from({ length: next() }, () => ({ message: text(), span: place() }));
  const findings: Found[] = [];
  while (at < numbers.length)
    findings.push({ rule: text(), path: text(), message: text(), at: place(), related: related() });
  return findings;
}
