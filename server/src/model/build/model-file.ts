import { TextDocument } from 'langium';
import type { SourceFile } from '../source.ts';

/** How many files' lines are kept at hand. Places are asked file by file, some with a related one elsewhere. */
const AT_HAND = 4;

const atHand = new Map<SourceFile, TextDocument>();

/** A file of the model: its text alone. Where its lines begin is worked out when somebody asks, and not kept for long. */
export function modelFile(uri: string, text: string): SourceFile {
  const file: SourceFile = {
    uri,
    text,
    positionAt: (offset) => linesOf(file).positionAt(offset),
    offsetAt: (position) => linesOf(file).offsetAt(position),
  };
  return file;
}

function linesOf(file: SourceFile): TextDocument {
  let lines = atHand.get(file);
  if (lines) return lines;
  for (const other of atHand.keys()) {
    if (atHand.size < AT_HAND) break;
    atHand.delete(other);
  }
  lines = TextDocument.create(file.uri, 'salesflow', 0, file.text);
  atHand.set(file, lines);
  return lines;
}
