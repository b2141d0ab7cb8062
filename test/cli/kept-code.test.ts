import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { built, Running } from './built.ts';
import { emptyFolder, folderWith, warningProcess } from './support.ts';

const isJoined = built && readdirSync('server/dist/cli').some((name) => name.endsWith('.script.js'));

describe.runIf(isJoined)('the compiled code of an earlier run', { timeout: 60_000 }, () => {
  const folder = folderWith({ 'a.salesflow': warningProcess });

  /** The program with a cache folder: how a command ends, and the files of code that lie there afterwards. */
  function program() {
    const SALESFLOW_CACHE_DIR = emptyFolder();
    const below = path.join(SALESFLOW_CACHE_DIR, 'code', 'salesflow');
    const files = () => readdirSync(below).map((name) => path.join(below, name));
    return {
      run: (args: string[], env = {}) =>
        new Running(folder, args, { SALESFLOW_CACHE_DIR, SALESFLOW_NO_CACHE: '1', NODE_COMPILE_CACHE: '', ...env })
          .ended,
      files,
      contents: () => Object.fromEntries(files().map((file) => [path.basename(file), readFileSync(file, 'latin1')])),
    };
  }
  const lint = ['lint', '--format', 'json'];

  test('gives the same as none, and is kept once', async () => {
    const { run, contents } = program();
    const first = await run(lint);
    expect(first).toMatchObject({ code: 0, err: '' });
    const kept = contents();
    expect(Object.keys(kept).map((name) => name.replace(/-.*/, ''))).toEqual(['check', 'standards', 'start']);
    expect(await run(lint)).toEqual(first);
    expect(contents()).toEqual(kept);
  });

  test('of a command that calls little gives way to that of a check, and not the other way round', async () => {
    const { run, contents } = program();
    const size = (name: string) => Object.entries(contents()).find(([file]) => file.startsWith(name))?.[1].length ?? 0;
    await run(['--version']);
    expect(size('check')).toBe(0);
    const before = size('start');
    expect(before).toBeGreaterThan(0);
    await run(lint);
    const after = size('start');
    expect(after).toBeGreaterThan(before);
    await run(['--version']);
    expect(size('start')).toBe(after);
  });

  test('of a check on two threads, which sets options, is kept for each and spoils no other', async () => {
    const { run, contents } = program();
    const large = `${warningProcess}// ${'x'.repeat(2_000_000)}\n`;
    const other = folderWith({ 'a.salesflow': large });
    const first = await run(['lint', '--format', 'json', other]);
    expect(first).toMatchObject({ code: 0, err: '' });
    const kept = contents();
    if (availableParallelism() > 1) expect(Object.keys(kept).length).toBeGreaterThan(3);
    expect(await run(['lint', '--format', 'json', other])).toEqual(first);
    expect(contents()).toEqual(kept);
    await run(lint);
    expect(contents()).toEqual(kept);
  });

  const damages: Readonly<Record<string, (bytes: Buffer) => Uint8Array>> = {
    nothing: () => Buffer.alloc(0),
    'too little for a checksum': (bytes) => bytes.subarray(0, 7),
    half: (bytes) => bytes.subarray(0, bytes.length >> 1),
    'one other byte': (bytes) => bytes.fill(bytes[bytes.length >> 1]! ^ 1, bytes.length >> 1, (bytes.length >> 1) + 1),
    'another end': (bytes) => bytes.fill(0xff, bytes.length - 8),
    'no code': () => Buffer.alloc(8),
  };
  test.each(Object.entries(damages))('counts as none when its files hold %s', async (_, damage) => {
    const { run, files } = program();
    const first = await run(lint);
    for (const file of files()) writeFileSync(file, damage(readFileSync(file)));
    expect(await run(lint)).toEqual(first);
    for (const file of files()) expect(readFileSync(file).length).toBeGreaterThan(10_000);
    expect(await run(lint)).toEqual(first);
  });

  test('is not kept where Node keeps none, or nothing can be written', async () => {
    const { run, files } = program();
    const first = await run(lint, { NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(files).toThrow('ENOENT');
    expect(await run(lint, { SALESFLOW_CACHE_DIR: path.join(folder, 'a.salesflow') })).toEqual(first);
    expect(await run(lint, { SALESFLOW_CACHE_DIR: '' })).toEqual(first);
  });
});
