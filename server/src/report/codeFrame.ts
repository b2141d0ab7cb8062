import type { Located } from './locate.ts';
import { columnsOf, withoutControls } from './terminal.ts';

/** Columns of source shown at most; the part around the finding is kept. */
const widest = 120;
const tab = '  ';

/** The line of a finding and a line that points at it. */
export interface CodeFrame {
  readonly line: number;
  readonly text: string;
  /** Columns of the terminal before the mark. */
  readonly indent: number;
  /** Columns of the mark, at least 1. */
  readonly length: number;
}

/** The source line of a finding with the mark's place in terminal columns, or `undefined` without a text to show. */
export function codeFrame({ source, start, end }: Located): CodeFrame | undefined {
  if (!source) return undefined;
  const from = source.offsetAt({ line: start.line - 1, character: 0 });
  const raw = source.text.slice(from).match(/^[^\r\n]*/)![0];
  if (raw.trim() === '') return undefined;
  const markStart = start.column - 1;
  const markEnd = end.line === start.line ? end.column - 1 : raw.length;
  let before = show(raw.slice(0, markStart));
  let marked = show(raw.slice(markStart, markEnd));
  let after = show(raw.slice(markEnd));
  const indentation = before.match(/^ */)![0].length;
  before = before.slice(indentation);
  const room = widest - columnsOf(marked);
  if (columnsOf(before) > room / 2) before = `…${lastColumns(before, Math.max(10, room / 2))}`;
  if (columnsOf(marked) > widest) marked = `${firstColumns(marked, widest)}…`;
  const left = widest - columnsOf(before) - columnsOf(marked);
  if (columnsOf(after) > left) after = `${firstColumns(after, Math.max(0, left))}…`;
  return {
    line: start.line,
    text: before + marked + after,
    indent: columnsOf(before),
    length: Math.max(1, columnsOf(marked)),
  };
}

function show(text: string): string {
  return withoutControls(text.replaceAll('\t', tab).replaceAll('\uFEFF', ''));
}

function graphemes(text: string): string[] {
  return Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), (part) => part.segment);
}

function firstColumns(text: string, columns: number): string {
  let kept = '';
  let used = 0;
  for (const part of graphemes(text)) {
    used += columnsOf(part);
    if (used > columns) break;
    kept += part;
  }
  return kept;
}

function lastColumns(text: string, columns: number): string {
  let kept = '';
  let used = 0;
  for (const part of graphemes(text).reverse()) {
    used += columnsOf(part);
    if (used > columns) break;
    kept = part + kept;
  }
  return kept;
}
