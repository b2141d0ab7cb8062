import { EmptyFileSystem } from 'langium';
import { describe, expect, test } from 'vitest';
import { formatText } from '../../server/src/cli/formatText.ts';
import { lint, parse } from '../../server/src/index.ts';
import { LIBRARY } from '../../server/src/language/library.ts';
import { createSalesflowServices } from '../../server/src/language/salesflow-module.ts';
import { project } from '../support/project.ts';
import { anchorsOf, fencesOf, markdownFiles, read, wordsInCode } from './markdown.ts';

const PAGE = 'docs/language.md';
const page = read(PAGE);
const examples = fencesOf(page).filter(({ info }) => /^salesflow\b/.test(info));
const right = examples.filter(({ info }) => info === 'salesflow');
const wrong = examples.filter(({ info }) => info === 'salesflow wrong');
/** The page's first example: the project that the others belong to. */
const [whole] = right;

const rulesIn = async (text: string, context?: string) => {
  const { findings } = await project(
    context === undefined ? text : { 'whole.salesflow': context, 'example.salesflow': text },
  );
  return findings.map(({ rule, message }) => ({ rule, message }));
};

describe(PAGE, () => {
  test('its examples are right or wrong, and nothing else', () => {
    expect(right.length).toBeGreaterThan(15);
    expect(examples.length).toBe(right.length + wrong.length);
  });

  test.each(right)('the example at line $line parses, links and is laid out', async (example) => {
    expect(await rulesIn(example.text, example === whole ? undefined : whole!.text)).toEqual([]);
    expect(formatText(example.text)).toBe(example.text);
  });

  test('the project it begins with meets every standard, and so does the one in the README', async () => {
    expect(lint(await parse({ 'whole.salesflow': whole!.text }))).toEqual([]);
    const [shown] = fencesOf(read('README.md')).filter(({ info }) => info === 'salesflow');
    expect(lint(await parse({ 'shown.salesflow': shown!.text }))).toEqual([]);
  });

  test.each(wrong)('the wrong example at line $line gives the code named above it', async ({ text, above }) => {
    const code = above.match(/language\/[a-z-]+/g)?.at(-1);
    const rules = (await rulesIn(text, whole!.text)).map(({ rule }) => rule);
    expect([...new Set(rules)]).toEqual([code]);
  });

  test('it explains every code of the language, each with a wrong and a right example', () => {
    const codes = read('server/src/language/checks/problem.ts').match(/(?<=')language\/[a-z-]+(?=')/g) ?? [];
    expect(codes.length).toBeGreaterThan(5);
    const explained = page.match(/(?<=^### `)language\/[a-z-]+(?=`$)/gm);
    expect(explained).toEqual(codes);
    const sections = page.split(/^### /m).filter((section) => section.startsWith('`language/'));
    for (const section of sections) {
      expect(fencesOf(section).map(({ info }) => info)).toEqual(['salesflow wrong', 'salesflow']);
    }
    // Findings link here.
    expect(anchorsOf(page)).toContain('diagnostics');
  });

  test('it mentions every keyword', () => {
    const { Salesflow } = createSalesflowServices(EmptyFileSystem);
    const keywords = Object.keys(Salesflow.parser.Lexer.definition).filter((name) => /^[a-z]/.test(name));
    expect(keywords.length).toBeGreaterThan(100);
    const mentioned = wordsInCode(page);
    expect(keywords.filter((keyword) => !mentioned.has(keyword))).toEqual([]);
  });

  test("its table of activities and their states is the language's", async () => {
    const rows = [...page.matchAll(/^\| `(meeting|call|email|task)` \| (.+) \|$/gm)];
    const table = rows.map(
      ([, kind, states]) => [kind!, [...states!.matchAll(/[a-z]+/g)].map((match) => match[0])] as const,
    );
    expect(table.length).toBe(4);
    const all = [...new Set(table.flatMap(([, states]) => states))];
    for (const [kind, states] of table) {
      for (const state of all) {
        const found = await rulesIn(`process P { step S { exit { done "x" proof ${kind} ${state} } } }`);
        expect({ kind, state, rules: found.map(({ rule }) => rule) }).toEqual({
          kind,
          state,
          rules: states.includes(state) ? [] : ['language/wrong-value'],
        });
      }
    }
  });

  test('it lists the built-in records and their fields', () => {
    const objects = LIBRARY.split(/^object /m).slice(1);
    const rows = objects.map((object) => {
      const fields = [...object.matchAll(/^ {2}field (\w+)/gm)].map((match) => `\`${match[1]}\``);
      return `| \`${object.match(/^\w+/)![0]}\` | ${fields.join(', ')} |`;
    });
    expect(rows.length).toBe(4);
    for (const row of rows) expect(page).toContain(row);
  });
});

/** Other pages with examples. Those of rules are executed with the rules; those under `test` are inputs of tests. */
const otherPages = markdownFiles()
  .filter((file) => file !== PAGE && !file.startsWith('docs/rules/') && !file.startsWith('test/'))
  .flatMap((file) => fencesOf(read(file)).map((fence) => ({ file, ...fence })))
  .filter(({ info }) => info === 'salesflow');

test.each(otherPages)('the example in $file at line $line parses and links', async ({ text }) => {
  expect(await rulesIn(text)).toEqual([]);
});

test('the README has an example', () => {
  expect(otherPages.map(({ file }) => file)).toContain('README.md');
});
