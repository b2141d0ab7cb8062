import { scan } from '../base/regions.ts';
import { withoutConflicts } from './conflicts.ts';

/**
 * The text with the bodies of its processes blanked, everything else where it was: what other files can see of it, at a
 * fraction of the syntax tree.
 */
export function outline(source: string): string {
  const text = withoutConflicts(source);
  let result = '';
  let kept = 0;
  let depth = 0;
  let inProcess = false;
  let bodyStart = 0;
  const visit = (from: number, to: number) => {
    const pattern = /[{}]|(?<![\w.-])process(?![\w-])/g;
    pattern.lastIndex = from;
    for (let match = pattern.exec(text); match && match.index < to; match = pattern.exec(text)) {
      if (match[0] === '{') {
        if (depth++ === 0) bodyStart = match.index + 1;
      } else if (match[0] === '}') {
        if (depth > 0 && --depth === 0) {
          if (inProcess) {
            result += text.slice(kept, bodyStart) + blank(text.slice(bodyStart, match.index));
            kept = match.index;
          }
          inProcess = false;
        }
      } else if (depth === 0 && startsLine(text, match.index)) {
        inProcess = true;
      }
    }
  };
  let at = 0;
  for (const { start, end } of scan(text)) {
    visit(at, start);
    at = end;
  }
  visit(at, text.length);
  return result + text.slice(kept);
}

/** A name spelt `process` follows its keyword; the keyword itself starts a statement. */
function startsLine(text: string, at: number): boolean {
  return /(^|[}\r\n])[ \t]*$/.test(text.slice(Math.max(0, at - 200), at));
}

function blank(text: string): string {
  return text.replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length));
}
