import { blank } from '../base/strings.ts';

/** Lines that git leaves in a file it could not merge. */
const MARKER = /^(<{7}|={7}|>{7}|\|{7})(?= |$).*$/gm;

/** Marks of a conflict in the text, as offsets; empty where there is none. */
export function conflictsIn(text: string): { start: number; end: number }[] {
  if (!text.includes('<<<<<<<')) return [];
  const marks = [...text.matchAll(MARKER)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const kinds = new Set(marks.map(({ start }) => text[start]));
  return kinds.has('<') && kinds.has('>') ? marks : [];
}

/**
 * The text as it would be with the first side of every conflict, markers and other sides blanked: offsets stay, and
 * nothing else in the file is reported because of them.
 */
export function withoutConflicts(text: string): string {
  const marks = conflictsIn(text);
  if (marks.length === 0) return text;
  let result = '';
  let at = 0;
  let dropping = false;
  for (const { start, end } of marks) {
    result += dropping ? blank(text.slice(at, start)) : text.slice(at, start);
    result += blank(text.slice(start, end));
    const mark = text[start];
    dropping = mark === '=' || mark === '|';
    if (mark === '>' || mark === '<') dropping = false;
    at = end;
  }
  return result + text.slice(at);
}
