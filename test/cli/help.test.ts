import { describe, expect, test } from 'vitest';
import { commands } from '../../server/src/cli/commands/index.ts';
import { cleanProcess, emptyFolder, folderWith, salesflow } from './support.ts';

describe.each(Object.keys(commands))('salesflow %s --help', (name) => {
  test('says what it takes, with examples that use what there is', async () => {
    const { code, out, err } = await salesflow(emptyFolder(), [name, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^Usage: salesflow ${name} `));
    expect(out).not.toMatch(/default: (\[|""|\))/);
    const [help, list] = out.split('\nExamples:\n') as [string, string];
    const examples = Array.from(list.matchAll(/salesflow ([a-z]+)(.*)/g)).filter(([, command]) => command === name);
    expect(examples.length).toBeGreaterThan(0);
    for (const [, , rest] of examples) {
      for (const [option] of rest!.matchAll(/(?<= )--?[a-z][\w-]*/g)) expect(help).toContain(option);
    }
  });
});

test('salesflow --help lists every command with what it does, and the exit codes', async () => {
  const { code, out } = await salesflow(emptyFolder(), ['--help']);
  expect(code).toBe(0);
  for (const name of Object.keys(commands)) expect(out.replace(/\s+/g, ' ')).toContain(`${name} `);
  expect(out).toContain('Exit codes: 0 clean, 1 findings or out of date, 2 usage or configuration, 3 internal error.');
  expect(Object.values(commands).every(({ summary }) => out.includes(summary.slice(0, 20)))).toBe(true);
});

test('salesflow help COMMAND is the same as its --help', async () => {
  const folder = folderWith({ 'p.salesflow': cleanProcess });
  expect((await salesflow(folder, ['help', 'lint'])).out).toBe((await salesflow(folder, ['lint', '--help'])).out);
});
