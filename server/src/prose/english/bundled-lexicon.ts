import { expansions, rest, table, words } from '../generated/lexicon.ts';
import { cellsOf, type Lexicon } from './lexicon.ts';

/** The lexicon, which is part of the bundle. That of the command line has `cli/lexiconFile.ts` in the place of this. */
export function readLexicon(): Lexicon {
  return { words, cells: cellsOf(bytesOf(table)), expansions: cellsOf(bytesOf(expansions)), rest };
}

function bytesOf(base64: string): Uint8Array {
  return typeof Buffer === 'undefined'
    ? Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))
    : Buffer.from(base64, 'base64');
}
