import { describe, expect, test } from 'vitest';
import { format } from '../../server/src/language/format.ts';
import { projects, ROOT, type TestProject } from '../support/project.ts';
import { CONSTRUCTS } from './constructs.ts';

const project = await projects();
const documentOf = ({ workspace }: TestProject) => workspace.documentsOf(ROOT)[0]!;
/** Words of a text without white space, so that only layout may differ. */
const words = (text: string) =>
  text
    .match(/"""[\s\S]*?"""|"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[\p{L}\p{N}_-]+|\S/gu)
    ?.map((word) => word.trimEnd()) ?? [];

describe.each(Object.entries(CONSTRUCTS))('%s', (_name, text) => {
  test('parses and links', async () => {
    const { findings } = await project(text);
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  test('is laid out the same a second time, with every word kept', async () => {
    const once = format(documentOf(await project(text)))!;
    expect(words(once)).toEqual(words(text));
    expect(format(documentOf(await project(once)))).toBe(once);
  });

  test('keeps a comment at every place', async () => {
    const places = [
      ...text.matchAll(/"""[\s\S]*?"""|"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[\p{L}\p{N}_-]+|[<>!]?=|\S/gu),
    ];
    let commented = '';
    let last = 0;
    places.forEach((place, index) => {
      const end = place.index + place[0].length;
      const next = text.slice(end);
      commented += text.slice(last, end);
      // Numbers, dates and member names are one word to the lexer.
      if (!/^[.%]/.test(next) && place[0] !== '.')
        commented += index % 2 === 0 ? ` /* c${index} */` : ` // c${index}\n`;
      last = end;
    });
    const { findings, ...opened } = await project(commented);
    // A line break in front of `within` or a name decides what it is, so not every place bears a line comment.
    if (findings.some(({ rule }) => rule === 'language/syntax')) return;
    const once = format(documentOf({ findings, ...opened }))!;
    const comments = (source: string) =>
      (source.match(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g) ?? []).map((comment) => comment.trimEnd());
    expect(comments(once)).toEqual(comments(commented));
    expect(words(once)).toEqual(words(commented));
    expect(format(documentOf(await project(once)))).toBe(once);
  });

  test('recovers when cut off at any word', async () => {
    for (const { index } of text.matchAll(/\S+/g)) {
      const cut = text.slice(0, index);
      const { model, findings } = await project(cut);
      expect(model.processes.length).toBeLessThanOrEqual(5);
      expect(findings.length).toBeLessThan(30);
    }
  }, 120_000);
});

test('every rule of the grammar is covered', async () => {
  const { readFileSync, readdirSync } = await import('node:fs');
  const rules = readdirSync('grammar').flatMap((file) =>
    [...readFileSync(`grammar/${file}`, 'utf8').matchAll(/^([A-Z]\w+)(?: infers \w+)?:$/gm)].map((match) => match[1]!),
  );
  const { eachNode } = await import('../../server/src/language/walk.ts');
  const seen = new Set<string>();
  for (const text of Object.values(CONSTRUCTS))
    eachNode(documentOf(await project(text)).parseResult.value, (node) => seen.add(node.$type));
  // Rules that only choose between others, or make plain values, have no node of their own.
  const choosing =
    /^(Declaration|\w*Item|Criterion|Evidence|OrEvidence|AndEvidence|UnaryEvidence|Value|Trigger|PlanAction|AnchoredStep)$/;
  expect(rules.filter((rule) => !choosing.test(rule) && !seen.has(rule))).toEqual([]);
});
