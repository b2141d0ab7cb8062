/** The lexicon as the language model takes it. */
export interface Lexicon {
  /** Words, in the order of the cells and, after the first, of their UTF-16 code units; joined by U+0000. */
  readonly words: string;
  /** The cells of all words. */
  readonly cells: Uint32Array;
  /** What contractions stand for: four numbers for each part. */
  readonly expansions: Uint32Array;
  /** The rest of the model, as JSON in ASCII. */
  readonly rest: string;
}

/** Numbers of 32 bits from their bytes, lowest first. */
export function cellsOf(bytes: Uint8Array): Uint32Array {
  const cells = new Uint32Array(bytes.length / 4);
  new Uint8Array(cells.buffer).set(bytes);
  // Browsers run on little-endian machines only, Node on s390x too.
  if (new Uint8Array(Uint32Array.of(1).buffer)[0] === 0) Buffer.from(cells.buffer).swap32();
  return cells;
}
