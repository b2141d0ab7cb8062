import type { Finding } from '../../server/src/model/finding.ts';
import type { SourceFile } from '../../server/src/model/source.ts';
import { noCounts, type Report } from '../../server/src/report/report.ts';

export const root = 'file:///shop/project';

/** A source file with lines ending in LF, CRLF or CR. */
export function sourceFile(path: string, text: string): SourceFile {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return {
    uri: `${root}/${path.split('/').map(encodeURIComponent).join('/')}`,
    text,
    positionAt(offset) {
      let line = starts.length - 1;
      while (starts[line]! > offset) line--;
      return { line, character: offset - starts[line]! };
    },
    offsetAt: ({ line, character }) => (starts[line] ?? text.length) + character,
  };
}

/** A finding on the n-th place where a word stands in a file. */
export function findingOn(file: SourceFile, word: string, more: Partial<Finding> = {}): Finding {
  const start = file.text.indexOf(word);
  if (start < 0) throw new Error(`${word} is not in ${file.uri}`);
  return {
    rule: 'factual/no-feelings',
    standard: 'factual',
    severity: 'warning',
    message: `"${word}" is a feeling that two people answer differently. Name the action that shows it.`,
    span: { uri: file.uri, start, end: start + word.length },
    path: 'NewBusiness/Discovery/exit/done[0]',
    related: [],
    url: 'https://example.com/rules/factual/no-feelings',
    fixes: () => [],
    ...more,
  };
}

/** A report on those files. */
export function reportOf(
  files: readonly SourceFile[],
  findings: readonly Finding[],
  more: Partial<Report> = {},
): Report {
  return {
    toolVersion: '1.2.3',
    findings,
    hidden: noCounts,
    checkedFiles: files.length,
    rules: [
      {
        id: 'factual/no-feelings',
        standard: 'factual',
        severity: 'warning',
        summary: 'Reports a feeling in a criterion.',
        description: 'Reports a feeling in a criterion. Two people answer a feeling differently.',
        markdown: 'Reports a **feeling** in a criterion.',
        url: 'https://example.com/rules/factual/no-feelings',
      },
      {
        id: 'required/no-follow-up-step',
        standard: 'required',
        severity: 'off',
        summary: 'Reports a step that only follows up.',
        description: 'Reports a step that only follows up. Follow-up belongs inside each step.',
        markdown: 'Reports a step that only follows up.',
        url: 'https://example.com/rules/required/no-follow-up-step',
      },
    ],
    root,
    file: (uri) => files.find((file) => file.uri === uri),
    ...more,
  };
}

/** Letters outside the basic plane, wide letters, a combining mark and a family of five code points. */
export const unicodeText = 'role AE "Verkäufer"\n\t// 😀 漢字 e\u0301 👨‍👩‍👧 interested 終\r\nrole SE "x"\n';

/** Names and labels that would break a format which does not escape. */
export const hostileNames = [
  'plain.salesflow',
  'with space & "quotes" <tag>.salesflow',
  'a,b:c%d=e.salesflow',
  'line\nbreak.salesflow',
  'ünïcode 漢字 😀.salesflow',
  "it's (a) [link](x)|`code`#1.salesflow",
  'deep/er/..hidden/x.salesflow',
];
export const hostileMessages = [
  'plain message.',
  'a % b, c: d ::error file=x::injected\r\n::warning::second line',
  '<script>alert(1)</script> & "quotes" ]]> \u0000\u0007\u001B[31m red',
  '| cell | @octocat #12 ![x](http://evil) [link](javascript:alert(1)) `tick` <!-- c --> \\',
  'lone \uD800 surrogate \uFFFE and \u202Eright to left',
];
