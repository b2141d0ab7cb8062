import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ProjectModel } from '../../server/src/model/model.ts';
import { projects, ROOT } from '../support/project.ts';

const open = await projects();

/** Every text of the model, by which what survived can be told. */
function textsOf(model: ProjectModel): Set<string> {
  const texts = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (value && typeof value === 'object') {
      const { value: text, span } = value as { value?: unknown; span?: unknown };
      if (typeof text === 'string' && span) texts.add(text);
      Object.values(value).forEach(visit);
    }
  };
  visit([model.personas, model.journeys, model.processes]);
  return texts;
}

const syntax = (findings: readonly { rule: string }[]) =>
  findings.filter(({ rule }) => rule === 'language/syntax').length;
const WORD = /"""[\s\S]*?"""|"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[\p{L}\p{N}_-]+|\S/gu;
const wordsOf = (text: string) => [...text.matchAll(WORD)].filter(([word]) => !word.startsWith('/'));

const examples = readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'drafts')
  .flatMap(({ name }) =>
    readdirSync(`examples/${name}`)
      .filter((file) => file.endsWith('.salesflow'))
      .map((file) => `examples/${name}/${file}`),
  );

describe.each(examples)('%s cut off at any word', (file) => {
  const text = readFileSync(file, 'utf8');
  test('keeps what stands before the cut', async () => {
    const words = wordsOf(text);
    // Every third word: the whole takes a minute, and neighbours fail alike.
    for (let i = 0; i < words.length; i += 3) {
      const end = words[i]!.index + words[i]![0].length;
      const { model, workspace } = await open(text.slice(0, end));
      const declared = (text.slice(0, end).match(/^}/gm) ?? []).length;
      const found = (workspace.documentsOf(ROOT)[0]!.parseResult.value as unknown as { declarations: unknown[] })
        .declarations.length;
      expect(found, text.slice(Math.max(0, end - 60), end)).toBeGreaterThanOrEqual(declared);
      const steps = [...text.slice(0, end).matchAll(/^ {2,4}step (\S+) "/gm)].length;
      expect(
        model.processes.flatMap((process) => process.steps).length,
        text.slice(Math.max(0, end - 60), end),
      ).toBeGreaterThanOrEqual(steps - 1);
    }
  }, 120_000);
});

const EXAMPLE =
  readFileSync('examples/saas-new-business/buyers.salesflow', 'utf8') +
  readFileSync('examples/saas-new-business/new-business.salesflow', 'utf8');

describe('one broken statement costs one statement', () => {
  test.each([
    ['a word too many', (text: string, start: number, end: number) => `${text.slice(0, end)} xyz${text.slice(end)}`],
    [
      'a character that is not part of the language',
      (text: string, start: number, end: number) => `${text.slice(0, end)} §${text.slice(end)}`,
    ],
  ])(
    'with %s after any word',
    async (_what, spoil) => {
      const before = textsOf((await open(EXAMPLE)).model);
      for (const word of wordsOf(EXAMPLE)) {
        const end = word.index + word[0].length;
        const { model, findings } = await open(spoil(EXAMPLE, word.index, end));
        const after = textsOf(model);
        const lost = [...before].filter((text) => !after.has(text));
        const where = EXAMPLE.slice(EXAMPLE.lastIndexOf('\n', word.index) + 1, EXAMPLE.indexOf('\n', end));
        // A block whose header breaks may take its own texts along, never another's.
        expect(lost.length, `${word[0]} in: ${where}`).toBeLessThanOrEqual(6);
        expect(syntax(findings), `${word[0]} in: ${where}`).toBeLessThanOrEqual(3);
      }
    },
    120_000,
  );

  test('with any word missing, other steps keep all they say', async () => {
    const before = (await open(EXAMPLE)).model.processes[0]!.steps.map((step) => ({
      name: step.name,
      texts: [...textsOf({ personas: [], journeys: [], processes: [step] } as never)],
    }));
    for (const word of wordsOf(EXAMPLE)) {
      const { model } = await open(EXAMPLE.slice(0, word.index) + EXAMPLE.slice(word.index + word[0].length));
      const after = textsOf(model);
      const damaged = before.filter(({ texts }) => texts.some((text) => !after.has(text))).map(({ name }) => name);
      const where = EXAMPLE.slice(EXAMPLE.lastIndexOf('\n', word.index) + 1, EXAMPLE.indexOf('\n', word.index));
      if (word[0] !== 'process') expect(damaged.length, `${word[0]} in: ${where}`).toBeLessThanOrEqual(1);
    }
  }, 120_000);
});

describe('braces', () => {
  const around = (step: string) =>
    `process P {\n${step}\n  step After "After" {\n    do "after"\n  }\n  won W "W"\n}\npersona X "X"\n`;

  test('a missing closing brace is put where the next line shows it belongs', async () => {
    const { model, findings } = await open(
      around('  step A "A" {\n    exit {\n      done "a"\n    otherwise { after 5 days follow-up "b" }\n  }'),
    );
    expect(findings.map(({ message }) => message)).toEqual(['This block is not closed. Add `}` before `otherwise`.']);
    expect(
      model.processes[0]!.steps.map((step) => [step.name, step.otherwise?.plans.length, step.actions.length]),
    ).toEqual([
      ['A', 1, 0],
      ['After', undefined, 1],
    ]);
    expect(model.personas).toHaveLength(1);
  });

  test('a missing opening brace is made up', async () => {
    const { model, findings } = await open(around('  step A "A"\n    do "a"\n  }'));
    expect(findings.map(({ message }) => message)).toEqual([
      '`{` is missing before `do`. Open the block behind the line above.',
    ]);
    expect(model.processes[0]!.steps.map((step) => step.actions.length)).toEqual([1, 1]);
  });

  test('a brace too many does not end the process', async () => {
    const { model, findings } = await open(
      around('  step A "A" {\n    exit { done "a" } }\n    otherwise { after 5 days follow-up "b" }\n  }'),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]!.message).toContain('closes the block too early');
    expect(model.processes[0]!.steps).toHaveLength(2);
  });

  test('a block that is never closed is said once', async () => {
    const { findings, model } = await open('process P {\n  step A "A" {\n    do "a"\n');
    expect(findings.filter(({ rule }) => rule === 'language/syntax').length).toBeLessThanOrEqual(2);
    expect(model.processes[0]!.steps[0]!.actions).toHaveLength(1);
  });
});
