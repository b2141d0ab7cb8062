import type { Position, Range, TextEdit } from 'vscode-languageserver';
import { format } from '../language/format.ts';
import { scan } from '../standards/comments.ts';
import { type Feature, whenReady } from './feature.ts';

const INDENT = 2;

/** The canonical layout: of a file, of the lines selected, and of the line a brace was just typed on. */
export const formatting: Feature = {
  capabilities: {
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
  },
  register(context) {
    const { connection, session } = context;
    const edits = (uri: string, range?: Range): TextEdit[] => {
      const document = session.files.whole(uri);
      // The parser saw a text without the markers of the conflict.
      if (!document || session.hasConflict(uri)) return [];
      const before = document.textDocument.getText();
      const after = format(document);
      return after === undefined ? [] : lineEdits(before, after).filter((edit) => !range || touches(edit.range, range));
    };
    connection.onDocumentFormatting(whenReady(context, ({ textDocument }) => edits(textDocument.uri)));
    connection.onDocumentRangeFormatting(
      whenReady(context, ({ textDocument, range }) => edits(textDocument.uri, range)),
    );
    connection.onDocumentOnTypeFormatting(
      whenReady(context, ({ textDocument, position }) => {
        const text = session.opening(textDocument.uri)?.getText();
        return text === undefined ? [] : indentEdit(text, position);
      }),
    );
  },
};

/** Replaces runs of lines that differ, so that cursors and breakpoints elsewhere stay where they are. */
export function lineEdits(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const [old, now] = [splitLines(before), splitLines(after)];
  const edits: TextEdit[] = [];
  const replace = (start: number, end: number, newText: string) =>
    edits.push({ range: { start: positionOf(old, start), end: positionOf(old, end) }, newText });
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      i++;
      j++;
      continue;
    }
    const [nextOld, nextNow] = nextCommon(old, now, i, j);
    // As many lines as before: each is an edit of its own, so that a selection takes only its own.
    if (nextOld - i === nextNow - j) for (let k = 0; i + k < nextOld; k++) replace(i + k, i + k + 1, now[j + k] ?? '');
    else replace(i, nextOld, now.slice(j, nextNow).join(''));
    i = nextOld;
    j = nextNow;
  }
  return edits;
}

/** How far ahead the two texts are compared; beyond that the rest is replaced. */
const LOOK_AHEAD = 200;

/** The nearest pair of lines, not blank, from which both texts go on alike. */
function nextCommon(old: readonly string[], now: readonly string[], i: number, j: number): [number, number] {
  // One line for one line, which is what most differences are.
  if (i + 1 < old.length && old[i + 1] === now[j + 1]) return [i + 1, j + 1];
  for (let distance = 1; distance < LOOK_AHEAD; distance++) {
    for (let a = 0; a <= distance; a++) {
      const line = old[i + a];
      if (line !== undefined && line.trim() !== '' && line === now[j + distance - a]) return [i + a, j + distance - a];
    }
  }
  return [old.length, now.length];
}

function splitLines(text: string): string[] {
  return text.split(/(?<=\n|\r(?!\n))/);
}

function positionOf(lines: readonly string[], index: number): Position {
  if (index < lines.length) return { line: index, character: 0 };
  const last = lines.at(-1) ?? '';
  return /[\r\n]$/.test(last)
    ? { line: lines.length, character: 0 }
    : { line: lines.length - 1, character: last.length };
}

function touches(edit: Range, range: Range): boolean {
  const end = range.end.character === 0 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line;
  return (
    edit.start.line <= end &&
    Math.max(edit.start.line, edit.end.character === 0 ? edit.end.line - 1 : edit.end.line) >= range.start.line
  );
}

/** Puts the line at as many levels as blocks are open before it; works on text that does not parse yet. */
function indentEdit(text: string, position: Position): TextEdit[] {
  const lines = splitLines(text);
  const line = lines[position.line] ?? '';
  const start = lines.slice(0, position.line).reduce((sum, each) => sum + each.length, 0);
  let depth = 0;
  let at = 0;
  const visit = (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      if (text[i] === '{') depth++;
      else if (text[i] === '}') depth = Math.max(0, depth - 1);
    }
  };
  for (const region of scan(text)) {
    if (region.start >= start) break;
    // Inside a text or comment of several lines nothing is moved.
    if (region.end > start) return [];
    visit(at, region.start);
    at = region.end;
  }
  visit(at, start);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const levels = line.trimStart().startsWith('}') ? depth - 1 : depth;
  const wanted = ' '.repeat(Math.max(0, levels) * INDENT);
  if (indent === wanted) return [];
  return [
    {
      range: { start: { line: position.line, character: 0 }, end: { line: position.line, character: indent.length } },
      newText: wanted,
    },
  ];
}
