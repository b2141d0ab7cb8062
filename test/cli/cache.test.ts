import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { TextDocument } from 'langium';
import { describe, expect, test, vi } from 'vitest';
import { Checker } from '../../server/src/cli/checker.ts';
import { textSource } from '../../server/src/cli/textSource.ts';
import { cleanProcess, emptyFolder, errorProcess, folderWith, put, salesflow, warningProcess } from './support.ts';

/** How often anything was parsed and checked. */
function watchChecks() {
  return vi.spyOn(Checker.prototype, 'check');
}

const allFormats = 'pretty concise json jsonl sarif github gitlab junit checkstyle rdjson markdown'.split(' ');

describe('what an earlier run found', () => {
  test.each(allFormats)('gives the same %s report', async (format) => {
    const checks = watchChecks();
    const folder = folderWith({
      'a.salesflow': `${warningProcess.replace('helps Terms', 'helps Termz')}// 👩‍💼 \u00e9 语\r\n`,
      'b.salesflow': '\uFEFFrole Spare "Spare"\rrole step\n',
      'salesflow.config.json': '{ "extends": "strict", "targets": ["salesforce"] }',
    });
    const env = { SALESFLOW_CACHE_DIR: emptyFolder() };
    const args = ['lint', '--format', format];
    const without = await salesflow(folder, args);
    const first = await salesflow(folder, args, { env });
    checks.mockClear();
    const second = await salesflow(folder, args, { env });
    expect(checks).not.toHaveBeenCalled();
    expect(second).toEqual(first);
    expect(second).toEqual(without);
    expect(without.code).toBe(1);
  });

  const changes: Readonly<Record<string, (folder: string) => unknown>> = {
    'a text changed': (folder) => put(folder, { 'a.salesflow': errorProcess }),
    'a file came': (folder) => put(folder, { 'b.salesflow': 'role AE "Again"\n' }),
    'the configuration changed': (folder) =>
      put(folder, { 'salesflow.config.json': '{ "rules": { "factual/no-feelings": "error" } }' }),
    'the file is ignored': (folder) => put(folder, { 'salesflow.config.json': '{ "ignore": ["a.salesflow"] }' }),
    'the configuration has a mistake': (folder) => put(folder, { 'salesflow.config.json': '{ "extends": "loud" }' }),
    'a byte order mark came': (folder) => put(folder, { 'a.salesflow': `\uFEFF${warningProcess}` }),
  };
  test.each(Object.entries(changes))('is not used when %s', async (_, change) => {
    const folder = folderWith({ 'a.salesflow': warningProcess, 'salesflow.config.json': '{}' });
    const env = { SALESFLOW_CACHE_DIR: emptyFolder() };
    await salesflow(folder, ['lint'], { env });
    change(folder);
    expect(await salesflow(folder, ['lint'], { env })).toEqual(await salesflow(folder, ['lint']));
  });

  test('depends on the day, the preset and the targets', async () => {
    const folder = folderWith({ 'a.salesflow': warningProcess });
    const cache = { SALESFLOW_CACHE_DIR: emptyFolder() };
    await salesflow(folder, ['lint'], { env: cache });
    for (const [args, env] of [
      [['--preset', 'audit'], {}],
      [['--target', 'hubspot'], {}],
      [[], { SALESFLOW_TODAY: '2031-01-01' }],
    ] as const) {
      const checks = watchChecks();
      checks.mockClear();
      const kept = await salesflow(folder, ['lint', ...args], { env: { ...cache, ...env } });
      expect(checks).toHaveBeenCalledTimes(1);
      expect(kept).toEqual(await salesflow(folder, ['lint', ...args], { env }));
    }
  });

  test.each([
    ['--no-cache', {}],
    ['--quiet', { SALESFLOW_NO_CACHE: '1' }],
  ])('is left alone with %s %o', async (option, env) => {
    const folder = folderWith({ 'a.salesflow': warningProcess });
    const SALESFLOW_CACHE_DIR = emptyFolder();
    await salesflow(folder, ['lint', option], { env: { SALESFLOW_CACHE_DIR, ...env } });
    expect(readdirSync(SALESFLOW_CACHE_DIR)).toEqual([]);
  });

  test.each(['', '{', '{"findings":7}', '[]', 'null'])('counts as nothing when its file holds %j', async (content) => {
    const folder = folderWith({ 'a.salesflow': warningProcess });
    const env = { SALESFLOW_CACHE_DIR: emptyFolder() };
    const first = await salesflow(folder, ['lint'], { env });
    const below = path.join(env.SALESFLOW_CACHE_DIR, 'lint');
    const [name] = readdirSync(below);
    writeFileSync(path.join(below, name!), content);
    expect(await salesflow(folder, ['lint'], { env })).toEqual(first);
    expect(JSON.parse(readFileSync(path.join(below, name!), 'utf8')).findings.length).toBeGreaterThan(0);
  });

  test('is removed when nothing has used it for long', async () => {
    const env = { SALESFLOW_CACHE_DIR: emptyFolder() };
    await salesflow(folderWith({ 'a.salesflow': cleanProcess }), ['lint'], { env });
    const below = path.join(env.SALESFLOW_CACHE_DIR, 'lint');
    const [old] = readdirSync(below);
    utimesSync(path.join(below, old!), 1, 1);
    await salesflow(folderWith({ 'a.salesflow': cleanProcess }), ['lint'], { env });
    expect(readdirSync(below)).toHaveLength(1);
    expect(readdirSync(below)).not.toContain(old);
  });

  test('is done without where the folder cannot be made', async () => {
    const folder = folderWith({ 'a.salesflow': warningProcess, 'no-folder': '' });
    const env = { SALESFLOW_CACHE_DIR: path.join(folder, 'no-folder') };
    expect(await salesflow(folder, ['lint'], { env })).toEqual(await salesflow(folder, ['lint']));
  });
});

test('counts lines and columns of a text as the model does', () => {
  const piece = fc.constantFrom('a', 'é', '语', '👩‍💼', '\n', '\r', '\r\n', ' ', '\u2028');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: -2, max: 70 }), (pieces, offset) => {
      const text = pieces.join('');
      const ours = textSource('file:///a', text);
      const theirs = TextDocument.create('file:///a', 'salesflow', 0, text);
      expect(ours.positionAt(offset)).toEqual(theirs.positionAt(offset));
      const position = { line: Math.trunc(offset / 7), character: offset % 7 };
      expect(ours.offsetAt(position)).toBe(theirs.offsetAt(position));
    }),
  );
});
