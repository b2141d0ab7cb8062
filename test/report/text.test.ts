import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { printMarkdown } from '../../server/src/report/formats/markdown.ts';
import { printPretty } from '../../server/src/report/formats/pretty.ts';
import { findingOn, hostileMessages, hostileNames, reportOf, sourceFile, unicodeText } from './support.ts';

const file = sourceFile('new business.salesflow', unicodeText);

/** Text without colour codes. */
const plain = (text: string) => text.replace(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '');

describe('pretty', () => {
  test('shows place, rule, message, the marked line, related places, the fix and the page', () => {
    const finding = findingOn(file, 'interested', {
      related: [{ message: 'The role is declared here.', span: findingOn(file, 'AE').span }],
      fixes: () => [{ title: 'Name the action', safety: 'safe', edits: [] }],
    });
    expect(printPretty(reportOf([file], [finding]), {})).toBe(
      [
        'new business.salesflow:2:23 warning factual/no-feelings',
        '  "interested" is a feeling that two people answer differently. Name the action that shows it.',
        `  2 │ // 😀 漢字 e\u0301 👨‍👩‍👧 interested 終`,
        '    │                 ^^^^^^^^^^',
        '  see new business.salesflow:1:6 The role is declared here.',
        '  fix Name the action (--fix)',
        '  https://example.com/rules/factual/no-feelings',
        '',
        '1 warning in 1 file.',
        '1 finding can be put right with --fix.',
        '',
      ].join('\n'),
    );
  });

  test('in colour says the same', () => {
    const report = reportOf([file], [findingOn(file, 'interested')]);
    const colored = printPretty(report, { color: true });
    expect(colored).not.toBe(printPretty(report, {}));
    expect(plain(colored)).toBe(printPretty(report, {}));
  });

  test('links the rule where the terminal can', () => {
    const report = reportOf([file], [findingOn(file, 'interested')]);
    const text = printPretty(report, { hyperlinks: true });
    expect(text).toContain(
      '\u001B]8;;https://example.com/rules/factual/no-feelings\u001B\\factual/no-feelings\u001B]8;;\u001B\\',
    );
  });

  test('lets no label drive the terminal', () => {
    for (const message of hostileMessages) {
      const hostile = sourceFile('x\u001B]0;title\u0007.salesflow', `role AE "interested \u001B[2J\u202E"\n`);
      const text = printPretty(reportOf([hostile], [findingOn(hostile, 'interested', { message })]), {});
      expect(text).not.toMatch(/[^\P{Cc}\n]/u);
      expect(text).not.toMatch(/[\u202A-\u202E]/);
    }
  });

  test('cuts a long line around the mark', () => {
    const long = sourceFile('a.salesflow', `role AE "${'word '.repeat(100)}interested ${'word '.repeat(100)}"\n`);
    const [, , line, mark] = printPretty(reportOf([long], [findingOn(long, 'interested')]), {}).split('\n');
    expect(line!.length).toBeLessThan(140);
    expect(line!.slice(mark!.indexOf('^'), mark!.lastIndexOf('^') + 1)).toBe('interested');
    expect(line).toMatch(/│ ….*…$/);
  });

  test('is one line when all is well', () => {
    expect(printPretty(reportOf([file], []), {})).toBe('No findings in 1 file.\n');
  });
});

const markdown = new MarkdownIt({ html: true, linkify: true });

/** The cells of the table of findings as a reader sees them. */
function cells(text: string): string[][] {
  const rows: string[][] = [];
  for (const token of markdown.parse(text, {})) {
    if (token.type === 'tr_open') rows.push([]);
    if (token.type !== 'inline' || rows.length === 0) continue;
    const allowed = new Set(['text', 'code_inline', 'link_open', 'link_close', 'text_special', 'softbreak']);
    const strange = token.children!.filter((child) => !allowed.has(child.type));
    expect(strange.map((child) => `${child.type} ${child.content}`)).toEqual([]);
    const hrefs = token.children!.filter((child) => child.type === 'link_open').map((child) => child.attrGet('href')!);
    for (const href of hrefs) expect(href).toMatch(/^https:\/\/example\.com\//);
    rows.at(-1)!.push(token.children!.map((child) => child.content).join(''));
  }
  return rows;
}

describe('Markdown', () => {
  test('shows names and messages as they are, and nothing of them as formatting, HTML or link', () => {
    const files = hostileNames.map((name) => sourceFile(name, unicodeText));
    const findings = files.flatMap((one) =>
      hostileMessages.map((message) => findingOn(one, 'interested', { message })),
    );
    const rows = cells(printMarkdown(reportOf(files, findings), { fileUrl: 'https://example.com/blob/main/' })).slice(
      3,
    );
    expect(rows).toHaveLength(files.length * hostileMessages.length);
    for (const row of rows) expect(row).toHaveLength(4);
    const visible = (text: string) =>
      text
        .replaceAll('\u200B', '')
        .replace(/[\s\p{Cc}\u202E\uFFFD\uFFFE\uD800]+/gu, ' ')
        .trim();
    const shown = new Set(rows.map((row) => visible(row[2]!)));
    for (const message of hostileMessages) expect(shown).toContain(visible(message));
  });

  test('mentions nobody and refers to no issue', () => {
    const finding = findingOn(file, 'interested', { message: 'Thanks @octocat and @org/team, fixes #12 and GH-3.' });
    const text = printMarkdown(reportOf([file], [finding]), {});
    expect(text).not.toMatch(/@\w/);
    expect(text).not.toMatch(/#\d/);
  });

  test('stays under the limit of a comment, the most severe first, and counts the rest', () => {
    const many = Array.from({ length: 5_000 }, () => findingOn(file, 'interested'));
    const error = findingOn(file, 'AE', { severity: 'error', message: 'Broken.' });
    const text = printMarkdown(reportOf([file], [...many, error], { changes: '- line\n'.repeat(10_000) }), {});
    expect(Buffer.byteLength(text)).toBeLessThan(64_001);
    expect(Buffer.byteLength(text)).toBeGreaterThan(55_000);
    expect(text).toMatch(/\d+ of 5,001 findings shown/);
    expect(text).toMatch(/[\d,]+ further lines left out\./);
    expect(cells(text).find((row) => row.length === 4 && row[0]!.includes('error'))).toBeDefined();
    expect(text.indexOf('Broken.')).toBeLessThan(text.indexOf('is a feeling'));
  });

  test('says so when there is nothing to say', () => {
    expect(printMarkdown(reportOf([file], []), {})).toBe('## Salesflow: no findings\n\nNo findings in 1 file.\n');
  });
});
