import type { SourceFile, Span } from '../../model/source.ts';
import { lineEnd, type Region, regionAt, regionsOf } from '../comments.ts';
import { lineStart } from '../edits.ts';

/** A `salesflow-ignore` comment as written. */
export interface Directive {
  /** Names of rules, with their places. */
  readonly rules: readonly { readonly name: string; readonly span: Span }[];
  readonly reason: string;
  /** ISO date after which it no longer holds, and its place. */
  readonly until: { readonly date: string; readonly span: Span } | undefined;
  /** The word `salesflow-ignore` or `salesflow-ignore-file`. */
  readonly keyword: Span;
  /** The whole comment. */
  readonly comment: Span;
  /** Offsets between which it holds: a line, or the whole file. */
  readonly from: number;
  readonly to: number;
}

const pattern = /^(?:\/\/|\/\*+)\s*(salesflow-ignore(?:-file)?)(?![\w-])([^:]*)(?::([\s\S]*))?$/;
const until = /\s*\[?\buntil\s+(\S+?)\]?\s*$/;

const known = new WeakMap<SourceFile, readonly Directive[]>();

/** The suppressions written in a file. */
export function directivesOf(file: SourceFile): readonly Directive[] {
  let directives = known.get(file);
  if (!directives) {
    directives = file.text.includes('salesflow-ignore') ? readDirectives(file) : [];
    known.set(file, directives);
  }
  return directives;
}

function readDirectives(file: SourceFile): Directive[] {
  return regionsOf(file).flatMap((region) => {
    if (region.kind !== 'comment') return [];
    const directive = readDirective(file, region);
    return directive ? [directive] : [];
  });
}

function readDirective(file: SourceFile, region: Region): Directive | undefined {
  const { uri, text } = file;
  const content = text.slice(region.start, region.end).replace(/\s*\*\/$/, '');
  const match = pattern.exec(content);
  if (!match) return undefined;
  const [, keyword = '', names = '', rest = ''] = match;
  const at = (start: number, length: number): Span => ({
    uri,
    start: region.start + start,
    end: region.start + start + length,
  });
  const keywordAt = content.indexOf(keyword);
  const namesAt = keywordAt + keyword.length;
  const expiry = until.exec(rest);
  const date = expiry?.[1];
  const dateAt = date === undefined ? 0 : namesAt + names.length + 1 + expiry!.index + expiry![0].indexOf(date, 5);
  const wholeFile = keyword.endsWith('-file');
  return {
    rules: [...names.matchAll(/[^\s,]+/g)].map((name) => ({
      name: name[0],
      span: at(namesAt + name.index, name[0].length),
    })),
    reason: (expiry ? rest.slice(0, expiry.index) : rest).trim(),
    until: date === undefined ? undefined : { date, span: at(dateAt, date.length) },
    keyword: at(keywordAt, keyword.length),
    comment: { uri, start: region.start, end: region.end },
    ...(wholeFile ? { from: 0, to: text.length } : coveredLine(file, region)),
  };
}

/** The line of the comment where code stands before it, else the next line that holds code. */
function coveredLine(file: SourceFile, comment: Region): { from: number; to: number } {
  const { text } = file;
  const start = lineStart(text, comment.start);
  if (text.slice(start, comment.start).trim() !== '') return { from: start, to: lineEnd(text, comment.start) };
  const regions = regionsOf(file);
  let at = comment.end;
  while (at < text.length) {
    const region = regionAt(regions, at);
    if (region?.kind === 'comment') at = region.end;
    else if (/\s/.test(text[at]!)) at++;
    else break;
  }
  return { from: lineStart(text, at), to: lineEnd(text, at) };
}

/** The offset that decides whether a suppression covers a place: within a string over several lines, its beginning. */
export function anchorOf(file: SourceFile, offset: number): number {
  const region = regionAt(regionsOf(file), offset);
  return region?.kind === 'string' ? region.start : offset;
}
