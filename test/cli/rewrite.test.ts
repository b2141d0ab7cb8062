import fs, { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { cleanProcess, config, folderWith, salesflow } from './support.ts';

/** A step that streamlining takes out and whose layout is off; the suppression hides nothing, which `--fix` deletes. */
const draft = cleanProcess
  .replace('  owner AE', '      owner AE')
  .replace('  step Terms', '  // salesflow-ignore factual/no-feelings: agreed\n  step Terms')
  .replace('  won Won', '  step Log "Update the CRM" { do "Update the CRM" }\n  won Won');

/** Has someone save the file right after it was read for the n-th time. */
function savedAfterReading(file: string, text: string, reads = 1): void {
  const read = fs.readFileSync;
  let left = reads;
  vi.spyOn(fs, 'readFileSync').mockImplementation(((name: string, ...more: never[]) => {
    const content = read(name, ...more);
    if (name === file && --left === 0) writeFileSync(file, text);
    return content;
  }) as typeof read);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a file that someone saves while a command works on it', () => {
  const commands: readonly (readonly [string, readonly string[], number])[] = [
    ['lint --fix', ['lint', '--fix', '--fail-on', 'never'], 1],
    ['format', ['format'], 1],
    ['streamline --apply', ['streamline', '--apply'], 1],
  ];

  test.each(commands)('is not overwritten by %s', async (_name, args, reads) => {
    const folder = folderWith({ 'salesflow.config.json': config, 'a.salesflow': draft, 'sub/b.salesflow': '' });
    const file = path.join(folder, 'a.salesflow');
    savedAfterReading(file, `${draft}// saved meanwhile\n`, reads);
    const { code, err } = await salesflow(folder, args);
    expect(err).toContain(
      'a.salesflow was changed by someone else after being read. Nothing was written; run it again.',
    );
    expect(code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(`${draft}// saved meanwhile\n`);
    expect(readdirSync(folder).sort()).toEqual(['a.salesflow', 'salesflow.config.json', 'sub']);
  });

  test.each(commands)('is overwritten by %s where nobody does', async (_name, args) => {
    const folder = folderWith({ 'salesflow.config.json': config, 'a.salesflow': draft });
    const { code } = await salesflow(folder, args);
    expect(code).toBe(0);
    expect(readFileSync(path.join(folder, 'a.salesflow'), 'utf8')).not.toBe(draft);
  });

  test('keeps the others from being written too: a fix may span files', async () => {
    const folder = folderWith({
      'salesflow.config.json': config,
      'a.salesflow': ' role A "A"\n',
      'b.salesflow': ' role B "B"\n',
    });
    savedAfterReading(path.join(folder, 'b.salesflow'), 'role C "C"\n');
    const { code } = await salesflow(folder, ['format']);
    expect(code).toBe(2);
    expect(readFileSync(path.join(folder, 'a.salesflow'), 'utf8')).toBe(' role A "A"\n');
    expect(readFileSync(path.join(folder, 'b.salesflow'), 'utf8')).toBe('role C "C"\n');
  });

  test('may differ in the byte order mark alone', async () => {
    const folder = folderWith({ 'a.salesflow': ' role A "A"\n' });
    const file = path.join(folder, 'a.salesflow');
    savedAfterReading(file, '\uFEFF role A "A"\n');
    expect(await salesflow(folder, ['format'])).toMatchObject({ code: 2 });
    vi.restoreAllMocks();
    expect(await salesflow(folder, ['format'])).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).toBe('\uFEFFrole A "A"\n');
  });
});

describe.runIf(process.platform === 'linux')('a report for a folder that cannot be made', () => {
  test('ends with the reason, also where the system keeps saying that the folder above is not there', {
    timeout: 30_000,
  }, async () => {
    const folder = folderWith({ 'a.salesflow': cleanProcess });
    // In a process of its own, since waiting for ever cannot be interrupted.
    const { spawnSync } = await import('node:child_process');
    const main = path.resolve('server/src/cli/main.ts');
    const args = [main, 'lint', '--format', 'json=/proc/salesflow/report.json'];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', timeout: 20_000 });
    expect([status, stderr]).toEqual([2, expect.stringContaining('Cannot write /proc/salesflow/report.json')]);
  });
});
