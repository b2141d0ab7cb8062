import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const messages = async (text: string) => (await project(text)).findings.map(({ message }) => message);

test('an empty file says nothing', async () => {
  expect(await messages('')).toEqual([]);
  expect(await messages('\uFEFF\r\n\t ')).toEqual([]);
});

test('a binary file gets one message with the place', async () => {
  const { findings } = await project('role A "A"\n\u0000\u0001\u0002\u0000');
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ rule: 'language/syntax', span: { start: 11 } });
  expect(findings[0]!.message).toMatch(/not a text file.*UTF-8/);
});

test('a file of ten million characters is refused with its size', async () => {
  const found = await messages('role A "A"\n'.repeat(910_000));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/10\.0 million characters.*Split it/);
});

test('brackets nested two thousand deep are refused, not overflowed', async () => {
  for (const [open, close] of [
    ['(', ')'],
    ['not ', ''],
    ['not (', ')'],
  ] as const) {
    const proof = `${open.repeat(2000)}deal.amount is set${close.repeat(2000)}`;
    const { findings, model } = await project(
      `process P { step A "A" { exit { done "x" proof ${proof} } }  step B "B" }`,
    );
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.length).toBeLessThan(5);
    expect(model.processes[0]!.steps.map(({ name }) => name)).toEqual(['A', 'B']);
  }
});

test('an unclosed text ends with its line', async () => {
  const { findings, model } = await project('persona A "Abc {\n  wants "x"\n}\npersona B "B"\n');
  expect(findings.map(({ rule }) => rule)).toContain('language/unclosed-text');
  expect(model.personas.map(({ name }) => name)).toContain('B');
});

test('line ends of any kind and a byte-order mark are white space', async () => {
  expect(await messages('\uFEFFrole A "A"\r\nrole B "B"\rrole C "C"\n')).toEqual([]);
});

test('an unclosed comment and an unclosed multi-line text do not hang', async () => {
  expect(await messages('role A "A" /* never closed')).toEqual([]);
  expect((await messages('role A """never\nclosed'))[0]).toMatch(/not closed/);
});

test('names declared twice are reported at both places, across files', async () => {
  const { findings } = await project({
    'a.salesflow': 'role AE "A"\nrole AE "B"\npersona X',
    'b.salesflow': 'persona X "X"\nprocess P { step S  step S }',
  });
  expect(findings.map(({ rule, span }) => [rule, span.uri.split('/').at(-1), span.start])).toEqual([
    ['language/duplicate-name', 'a.salesflow', 5],
    ['language/duplicate-name', 'a.salesflow', 17],
    ['language/duplicate-name', 'a.salesflow', 32],
    ['language/duplicate-name', 'b.salesflow', 8],
    ['language/duplicate-name', 'b.salesflow', 31],
    ['language/duplicate-name', 'b.salesflow', 39],
  ]);
  expect(findings[2]!.related[0]!.span.uri).toMatch(/b\.salesflow$/);
});
