import { regionEnd } from '../base/regions.ts';
import { blank } from '../base/strings.ts';
import { withoutConflicts } from './conflicts.ts';

/**
 * The text with the bodies of its processes blanked, everything else where it was: what other files can see of it, at a
 * fraction of the syntax tree.
 *
 * @param shortened whether a process that ends the text may end earlier, as nothing behind its body has to keep its place
 */
export function outline(source: string, shortened = false): string {
  const text = withoutConflicts(source);
  let result = '';
  let kept = 0;
  let depth = 0;
  let inProcess = false;
  let bodyStart = 0;
  const pattern = /\/[/*]|"|[{}]|(?<![\w.-])process(?![\w-])/g;
  // The last character tells which it is; an object for each match would be most of what a large project takes here.
  while (pattern.test(text)) {
    const end = pattern.lastIndex;
    switch (text[end - 1]) {
      case '{':
        if (depth++ === 0) bodyStart = end;
        break;
      case '}':
        if (depth === 0 || --depth > 0) break;
        if (inProcess) {
          result += text.slice(kept, bodyStart);
          kept = end - 1;
          if (!shortened || !isLast(text, kept)) result += blank(text.slice(bodyStart, kept));
        }
        inProcess = false;
        break;
      case 's':
        if (depth === 0 && startsLine(text, end - 'process'.length)) inProcess = true;
        break;
      case '"':
        pattern.lastIndex = regionEnd(text, end - 1);
        break;
      default:
        pattern.lastIndex = regionEnd(text, end - 2);
    }
  }
  return result + text.slice(kept);
}

/** Whether nothing but blanks follows the brace. */
function isLast(text: string, brace: number): boolean {
  return /^\}\s*$/.test(text.slice(brace));
}

/** A name spelt `process` follows its keyword; the keyword itself starts a statement. */
function startsLine(text: string, at: number): boolean {
  return /(^|[}\r\n])[ \t]*$/.test(text.slice(Math.max(0, at - 200), at));
}
