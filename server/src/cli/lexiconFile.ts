import fs from 'node:fs';
import { cellsOf, type Lexicon } from '../prose/english/lexicon.ts';

/** Name of the file beside the bundle of the command line. */
export const lexiconFile = 'lexicon.bin';

/** Bytes before the parts: how long the cells and the words are, two numbers. */
const headLength = 8;

/**
 * The lexicon from a file: what is in a script is read at each start, with its code and again with the code that is kept of
 * it.
 *
 * @throws an error of the file system
 */
export function readLexicon(): Lexicon {
  const all = fs.readFileSync(new URL(lexiconFile, import.meta.url));
  const words = headLength + all.readUInt32LE(0);
  const rest = words + all.readUInt32LE(4);
  return {
    cells: cellsOf(all.subarray(headLength, words)),
    words: all.toString('utf8', words, rest),
    rest: all.toString('utf8', rest),
  };
}

/** The content of that file. */
export function lexiconBytes({ table, words, rest }: Readonly<Record<'table' | 'words' | 'rest', string>>): Buffer {
  const parts = [Buffer.from(table, 'base64'), Buffer.from(words), Buffer.from(rest)] as const;
  const head = Buffer.alloc(headLength);
  head.writeUInt32LE(parts[0].length, 0);
  head.writeUInt32LE(parts[1].length, 4);
  return Buffer.concat([head, ...parts]);
}
