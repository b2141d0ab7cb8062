import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { anchorsOf, linksOf, markdownFiles, read } from './markdown.ts';

/** What is wrong with a link, or nothing. */
function problemOf(file: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#');
  const linked = path === '' ? file : join(dirname(file), decodeURIComponent(path));
  if (linked.startsWith('..')) return 'leads out of the repository';
  if (!existsSync(linked)) return 'does not exist';
  if (anchor === undefined || statSync(linked).isDirectory() || !linked.endsWith('.md')) return undefined;
  return anchorsOf(read(linked)).has(anchor) ? undefined : `has no heading #${anchor}`;
}

test.each(markdownFiles())('links of %s lead somewhere', (file) => {
  const broken = linksOf(read(file))
    .filter(({ target }) => !/^[a-z][a-z+.-]*:/i.test(target))
    .map(({ target, line }) => ({ target, line, problem: problemOf(file, target) }))
    .filter(({ problem }) => problem !== undefined);
  expect(broken).toEqual([]);
});

test('a broken link is seen', () => {
  const markdown =
    '[a](missing.md) `[b](code.md)`\n![c](../README.md#not-there "title")\n```\n[d](fenced.md)\n```\n[e](#top)';
  expect(linksOf(markdown)).toEqual([
    { target: 'missing.md', line: 1 },
    { target: '../README.md#not-there', line: 2 },
    { target: '#top', line: 6 },
  ]);
  expect(problemOf('docs/language.md', 'missing.md')).toBe('does not exist');
  expect(problemOf('docs/language.md', '../README.md#not-there')).toBe('has no heading #not-there');
  expect(problemOf('docs/language.md', '#diagnostics')).toBeUndefined();
  expect(problemOf('README.md', '../elsewhere.md')).toBe('leads out of the repository');
});

test('headings have the anchors that GitHub gives them', () => {
  expect([
    ...anchorsOf('# Texts, numbers and comments\n## `language/unknown-name`\n## Same\n## Same\n```\n# code\n```'),
  ]).toEqual(['texts-numbers-and-comments', 'languageunknown-name', 'same', 'same-1']);
});
