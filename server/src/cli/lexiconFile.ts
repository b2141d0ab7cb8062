import fs from 'node:fs';
import { cellsOf, type Lexicon } from '../prose/english/lexicon.ts';

/** Name of the file beside the bundle of the command line. */
export const lexiconFile = 'lexicon.bin';

/** Bytes before the parts: how long the first three are, three numbers. */
const headLength = 12;

/**
 * The lexicon from a file: what is in a script is read at each start, with its code and again with the code that is kept of
 * it.
 *
 * @throws an error of the file system
 */
export function readLexicon(): Lexicon {
  const all = fs.readFileSync(new URL(lexiconFile, import.meta.url));
  const expansions = headLength + all.readUInt32LE(0);
  const words = expansions + all.readUInt32LE(4);
  const rest = words + all.readUInt32LE(8);
  return {
    cells: cellsOf(all.subarray(headLength, expansions)),
    expansions: cellsOf(all.subarray(expansions, words)),
    words: all.toString('utf8', words, rest),
    rest: all.toString('latin1', rest),
  };
}

/** The content of that file. */
export function lexiconBytes(parts: Readonly<Record<'table' | 'expansions' | 'words' | 'rest', string>>): Buffer {
  const table = Buffer.from(parts.table, 'base64');
  const expansions = Buffer.from(parts.expansions, 'base64');
  const words = Buffer.from(parts.words);
  const head = Buffer.alloc(headLength);
  for (const [index, part] of [table, expansions, words].entries()) head.writeUInt32LE(part.length, 4 * index);
  return Buffer.concat([head, table, expansions, words, Buffer.from(parts.rest, 'latin1')]);
}
