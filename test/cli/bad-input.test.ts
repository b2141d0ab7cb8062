import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  cleanProcess,
  commitAll,
  config,
  emptyFolder,
  errorProcess,
  folderWith,
  git,
  put,
  salesflow,
  warningProcess,
} from './support.ts';

const project = (text: string = cleanProcess) => folderWith({ 'salesflow.config.json': config, 'p.salesflow': text });

describe('names that do not exist', () => {
  test('an unknown rule in the configuration is told with its place and the nearest one', async () => {
    const folder = folderWith({
      'salesflow.config.json': '{\n  "rules": { "factual/no-feeling": "off" }\n}\n',
      'p.salesflow': cleanProcess,
    });
    const { code, out, err } = await salesflow(folder, ['lint']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/salesflow\.config\.json:2:14: .*"factual\/no-feeling".*factual\/no-feelings/);
  });

  test('an unknown format is told with the nearest one', async () => {
    const { code, out, err } = await salesflow(project(), ['lint', '--format', 'srif=x.sarif']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/"srif".*sarif/);
  });
});

test('a merge conflict is one error at its first marker, and the first side is read', async () => {
  const conflicted = cleanProcess.replace(/^(role AE .*)$/m, '<<<<<<< HEAD\n$1\n=======\nrole Rep {\n>>>>>>> other');
  const { code, out } = await salesflow(project(conflicted), ['lint', '--format', 'concise']);
  expect(code).toBe(1);
  expect(out.split('\n').filter((line) => line.includes('language/'))).toEqual([
    expect.stringContaining('p.salesflow:1:1: error language/merge-conflict: This file has an unresolved'),
  ]);
});

describe('output', () => {
  const before = { 'p.salesflow': errorProcess, 'salesflow.config.json': config, file: 'mine' };

  test.each([
    ['below a file', 'file/report.json', 'a part of the path is a file, not a folder'],
    ['below a circle of links', 'loop/report.json', 'its symbolic links lead in a circle'],
    ['with a name that is too long', `${'x'.repeat(300)}.json`, 'the name is too long'],
    ['in the place of a folder', 'folder', 'it is a folder'],
  ])('%s cannot be written, and nothing is left behind', async (_name, file, reason) => {
    const folder = folderWith(before);
    symlinkSync('loop', path.join(folder, 'loop'));
    mkdirSync(path.join(folder, 'folder'));
    const names = readdirSync(folder);
    const { code, err } = await salesflow(folder, ['lint', '--format', `json=${file}`]);
    expect(code).toBe(2);
    expect(err).toMatch(/^salesflow: Cannot write .*\. Choose another place or make it writable\.\n$/);
    expect(err).toContain(reason);
    expect(readdirSync(folder)).toEqual(names);
    expect(readFileSync(path.join(folder, 'file'), 'utf8')).toBe('mine');
  });

  test('outside the folder is written where it was asked for, with paths from the folder', async () => {
    const folder = project(errorProcess);
    const elsewhere = emptyFolder();
    const target = path.relative(folder, path.join(elsewhere, 'deep/report.json'));
    expect(target.startsWith('..')).toBe(true);
    expect(await salesflow(folder, ['lint', '--format', `json=${target}`])).toMatchObject({ code: 1 });
    const report = JSON.parse(readFileSync(path.join(elsewhere, 'deep/report.json'), 'utf8'));
    expect(report.findings[0].file).toBe('p.salesflow');
  });

  test('through a link changes what the link leads to and keeps the link', async () => {
    const folder = project(errorProcess);
    const elsewhere = folderWith({ 'report.json': 'old' });
    symlinkSync(path.join(elsewhere, 'report.json'), path.join(folder, 'report.json'));
    await salesflow(folder, ['lint', '--format', 'json=report.json']);
    expect(lstatSync(path.join(folder, 'report.json')).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(path.join(elsewhere, 'report.json'), 'utf8')).summary.errors).toBe(2);
  });

  test('files outside the folder are named with the way to them', async () => {
    const folder = project(errorProcess);
    mkdirSync(path.join(folder, 'sub'));
    const { out } = await salesflow(path.join(folder, 'sub'), ['lint', '../p.salesflow', '--format', 'concise']);
    expect(out).toMatch(/^\.\.\/p\.salesflow:25:11: /m);
  });
});

describe('git', () => {
  test('no git at all is told by what needs it, and by nothing else', async () => {
    const folder = project(warningProcess);
    expect(await salesflow(folder, ['lint'])).toMatchObject({ code: 0 });
    for (const args of [['lint', '--changed-since', 'HEAD'], ['diff'], ['render', '--diff', 'HEAD']]) {
      const { code, out, err } = await salesflow(folder, args);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/^salesflow: .* needs a git repository, and .* is in none\. Run it inside a clone\.\n$/);
    }
  });

  test('a repository without a commit is told', async () => {
    const folder = project();
    git(folder, 'init', '--quiet');
    const { code, err } = await salesflow(folder, ['lint', '--changed-since', 'HEAD']);
    expect(code).toBe(2);
    expect(err).toMatch(/^salesflow: .*HEAD/);
  });

  test('a file renamed in case only is neither new nor changed', async () => {
    const folder = project(warningProcess);
    const base = commitAll(folder);
    renameSync(path.join(folder, 'p.salesflow'), path.join(folder, 'P.salesflow'));
    commitAll(folder, 'Renamed');
    expect((await salesflow(folder, ['lint', '--changed-since', base, '--format', 'concise'])).out).toBe(
      'No findings in 1 file.\n',
    );
    expect((await salesflow(folder, ['diff', base])).out).toBe('The process did not change.\n');
    const list = await salesflow(folder, ['lint', '--baseline', 'b.json', '--update-baseline']);
    expect(list.err).toContain('1 entry written');
    renameSync(path.join(folder, 'P.salesflow'), path.join(folder, 'p.salesflow'));
    expect(
      await salesflow(folder, ['lint', '--baseline', 'b.json', '--max-warnings', '0', '--format', 'concise']),
    ).toMatchObject({ code: 0, err: '' });
  });

  test('a baseline and a change go together: what the change does not concern is not called stale', async () => {
    const folder = project(warningProcess);
    await salesflow(folder, ['lint', '--baseline', 'b.json', '--update-baseline']);
    commitAll(folder);
    put(folder, { 'new.salesflow': 'role SE "S"\n' });
    const { code, err } = await salesflow(folder, ['lint', '--baseline', 'b.json', '--changed-since', 'HEAD']);
    expect([code, err]).toEqual([0, '']);
  });
});

describe('ten thousand findings', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => `role R${index} "R"\nrole R${index} "R"\n`).join('');

  test('are all counted, whatever is shown', { timeout: 120_000 }, async () => {
    const folder = folderWith({ 'salesflow.config.json': config, 'p.salesflow': many });
    const formats = ['json=o.json', 'sarif=o.sarif', 'markdown=o.md', 'junit=o.xml'].flatMap((one) => [
      '--format',
      one,
    ]);
    const { code, out } = await salesflow(folder, ['lint', '--format', 'github', ...formats]);
    expect(code).toBe(1);
    const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
    const { errors } = JSON.parse(read('o.json')).summary;
    expect(errors).toBeGreaterThanOrEqual(10_000);
    const thousands = (count: number) => count.toLocaleString('en');
    expect(out.trimEnd().split('\n')).toHaveLength(10);
    expect(out).toContain(`And ${thousands(errors - 10)} more errors; see the summary.`);
    const [run] = JSON.parse(read('o.sarif')).runs;
    expect(run.results).toHaveLength(5_000);
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain(
      `${thousands(errors - 5_000)} further findings`,
    );
    expect(Buffer.byteLength(read('o.md'))).toBeLessThan(64_000);
    expect(read('o.md')).toMatch(new RegExp(`\\d+ of ${thousands(errors)} findings shown`));
    expect(read('o.xml').match(/<failure /g)).toHaveLength(errors);
  });
});
