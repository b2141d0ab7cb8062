import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { scan } from '../standards/comments.ts';
import { type Feature, whenReady } from './feature.ts';

/** Blocks, comments, long texts and `// #region` … `// #endregion`. */
export const foldingRange: Feature = {
  capabilities: { foldingRangeProvider: true },
  register(context) {
    const { connection, session } = context;
    connection.onFoldingRanges(
      whenReady(context, ({ textDocument }): FoldingRange[] => {
        const document = session.files.document(textDocument.uri);
        const text = session.files.textOf(textDocument.uri);
        if (!document || text === undefined) return [];
        return foldsIn(text, (offset) => document.textDocument.positionAt(offset).line);
      }),
    );
  },
};

function foldsIn(text: string, lineAt: (offset: number) => number): FoldingRange[] {
  const folds: FoldingRange[] = [];
  const add = (start: number, end: number, kind?: FoldingRangeKind) => {
    if (end > start) folds.push({ startLine: start, endLine: end, ...(kind ? { kind } : {}) });
  };
  const braces: number[] = [];
  const regions: number[] = [];
  const visit = (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      if (text[i] === '{') braces.push(lineAt(i));
      // The closing brace stays in sight.
      else if (text[i] === '}' && braces.length > 0) add(braces.pop() as number, lineAt(i) - 1);
    }
  };
  let at = 0;
  /** Lines of comments that follow each other. */
  let run: { first: number; last: number } | undefined;
  for (const { kind, start, end } of scan(text)) {
    visit(at, start);
    at = end;
    const [first, last] = [lineAt(start), lineAt(Math.max(start, end - 1))];
    if (kind === 'string') {
      add(first, last);
      continue;
    }
    const region = /^\/\/\s*#(end)?region\b/.exec(text.slice(start, end));
    if (region) {
      if (!region[1]) regions.push(first);
      else if (regions.length > 0) add(regions.pop() as number, first, FoldingRangeKind.Region);
    } else if (text.startsWith('/*', start)) {
      add(first, last, FoldingRangeKind.Comment);
    } else if (run && first === run.last + 1 && text.slice(0, start).trimEnd().length <= at) {
      run.last = last;
      continue;
    } else {
      if (run) add(run.first, run.last, FoldingRangeKind.Comment);
      run = { first, last };
      continue;
    }
    if (run) add(run.first, run.last, FoldingRangeKind.Comment);
    run = undefined;
  }
  if (run) add(run.first, run.last, FoldingRangeKind.Comment);
  visit(at, text.length);
  return folds;
}
