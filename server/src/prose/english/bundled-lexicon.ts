import { rest, table, words } from '../generated/lexicon.ts';
import { cellsOf, type Lexicon } from './lexicon.ts';

/** The lexicon, which is part of the bundle. That of the command line has `cli/lexiconFile.ts` in the place of this. */
export function readLexicon(): Lexicon {
  const bytes =
    typeof Buffer === 'undefined'
      ? Uint8Array.from(atob(table), (byte) => byte.charCodeAt(0))
      : Buffer.from(table, 'base64');
  return { words, cells: cellsOf(bytes), rest };
}
