import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
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

const clean = () => folderWith({ 'salesflow.config.json': config, 'p.salesflow': cleanProcess });
const warning = () => folderWith({ 'salesflow.config.json': config, 'p.salesflow': warningProcess });
const error = () => folderWith({ 'salesflow.config.json': config, 'p.salesflow': errorProcess });
const badConfig = () =>
  folderWith({ 'salesflow.config.json': '{\n  "extend": "strict"\n}\n', 'p.salesflow': cleanProcess });
const inRepository = (make: () => string) => () => {
  const folder = make();
  commitAll(folder);
  return folder;
};

describe('exit codes', () => {
  const rows: readonly (readonly [string, readonly string[], () => string, number])[] = [
    ['lint clean', ['lint'], clean, 0],
    ['lint with a warning', ['lint'], warning, 0],
    ['lint with a warning that fails', ['lint', '--fail-on', 'warning'], warning, 1],
    ['lint over the number of warnings', ['lint', '--max-warnings', '0'], warning, 1],
    ['lint with an error', ['lint'], error, 1],
    ['lint with an error that does not fail', ['lint', '--fail-on', 'never'], error, 0],
    ['lint hiding does not decide', ['lint', '--quiet', '--fail-on', 'warning'], warning, 1],
    ['lint with a broken configuration', ['lint'], badConfig, 2],
    ['lint with an unknown option', ['lint', '--nope'], clean, 2],
    ['lint with an unknown format', ['lint', '--format', 'srif'], clean, 2],
    ['lint without a revision that is there', ['lint', '--changed-since', 'nope'], inRepository(clean), 2],
    ['lint without a repository', ['lint', '--changed-since', 'HEAD'], clean, 2],
    ['lint with a baseline that is missing', ['lint', '--baseline', 'b.json'], clean, 2],
    ['format clean', ['format', '--check'], clean, 0],
    [
      'format needed',
      ['format', '--check'],
      () => folderWith({ 'p.salesflow': cleanProcess.replace('  owner', '      owner') }),
      1,
    ],
    ['format with a syntax error', ['format'], () => folderWith({ 'p.salesflow': 'process {' }), 1],
    ['format with a broken configuration', ['format'], badConfig, 2],
    ['format of what is not there', ['format', 'nope'], clean, 2],
    ['explain', ['explain', 'factual/no-feelings'], clean, 0],
    ['explain an unknown rule', ['explain', 'factual/no-feeling'], clean, 2],
    ['rules', ['rules'], clean, 0],
    ['rules in an unknown format', ['rules', '--format', 'xml'], clean, 2],
    ['render', ['render', '-o', 'x.svg'], clean, 0],
    ['render an unknown process', ['render', '--process', 'NewBusines'], clean, 2],
    ['render an unknown format', ['render', '-o', 'x.gif'], clean, 2],
    ['render nothing', ['render'], emptyFolder, 2],
    ['generate', ['generate', '--target', 'hubspot', '-o', 'out'], clean, 0],
    ['generate with errors', ['generate', '--target', 'hubspot', '-o', 'out'], error, 1],
    ['generate for an unknown target', ['generate', '--target', 'hubspo', '-o', 'out'], clean, 2],
    ['generate with a broken configuration', ['generate', '--target', 'hubspot', '-o', 'out'], badConfig, 2],
    ['generate out of date', ['generate', '--target', 'hubspot', '-o', 'out', '--check'], clean, 1],
    ['import of nothing', ['import', 'hubspot', '.'], emptyFolder, 2],
    ['plan without a state', ['plan', '--target', 'hubspot', '--state', 'nope'], clean, 2],
    ['plan for an unknown target', ['plan', '--target', 'hubspo', '--state', '.'], clean, 2],
    ['diff without changes', ['diff', '--exit-code'], inRepository(clean), 0],
    ['diff without a repository', ['diff'], clean, 2],
    ['diff of an unknown revision', ['diff', 'nope'], inRepository(clean), 2],
    ['init', ['init', 'new'], emptyFolder, 0],
    ['init where a project is', ['init'], () => folderWith({ 'salesflow.config.json': config }), 2],
    ['completion', ['completion', 'bash'], clean, 0],
    ['completion for an unknown shell', ['completion', 'csh'], clean, 2],
    ['lsp without a channel', ['lsp'], clean, 2],
    ['help', ['--help'], clean, 0],
    ['an unknown command', ['lnt'], clean, 2],
    ['version', ['--version'], clean, 0],
  ];

  test.each(rows)('%s', async (_name, args, make, code) => {
    const outcome = await salesflow(make(), args);
    expect(outcome, outcome.err).toMatchObject({ code });
    if (code === 2) {
      expect(outcome.out).toBe('');
      expect(outcome.err).toMatch(/^salesflow: \S.{10,}/);
    }
  });

  test.each<readonly [string, readonly string[], () => string, number]>([
    ['nothing to do', ['--state', 'out'], clean, 0],
    ['changes', ['--state', 'out'], warning, 2],
    ['errors in the source', ['--state', 'out'], error, 1],
    ['a state that is not there', ['--state', 'nope'], clean, 1],
    ['an option that is not there', ['--state', 'out', '--nope'], clean, 1],
    ['a broken configuration', ['--state', 'out'], badConfig, 1],
  ])('plan --detailed-exitcode tells %s from all else', async (what, more, make, code) => {
    const folder = clean();
    expect(await salesflow(folder, ['generate', '--target', 'hubspot', '-o', 'out'])).toMatchObject({ code: 0 });
    const other = make();
    for (const name of ['p.salesflow', 'salesflow.config.json'])
      put(folder, { [name]: readFileSync(path.join(other, name), 'utf8') });
    if (what === 'changes') put(folder, { 'p.salesflow': cleanProcess.replace('probability 20%', 'probability 30%') });
    const args = ['plan', '--target', 'hubspot', ...more];
    const detailed = await salesflow(folder, [...args, '--detailed-exitcode']);
    expect(detailed, detailed.err).toMatchObject({ code });
    const plain = await salesflow(folder, args);
    expect(plain.code).toBe(code === 2 ? 0 : code === 1 && what !== 'errors in the source' ? 2 : code);
  });

  test('an internal error is 3 and says so', async () => {
    const folder = clean();
    const code = await (await import('../../server/src/cli/run.ts')).run(['lint'], {
      cwd: folder,
      env: {},
      outIsTerminal: false,
      errIsTerminal: false,
      stdin: async () => new Uint8Array(),
      out: () => {
        throw new Error('boom');
      },
      err: () => undefined,
      stopped: new AbortController().signal,
    });
    expect(code).toBe(3);
  });
});

describe('streams', () => {
  test.each(['json', 'sarif', 'gitlab', 'rdjson'])('standard output is %s and nothing else', async (format) => {
    const { out } = await salesflow(error(), ['lint', '--format', format]);
    expect(() => JSON.parse(out)).not.toThrow();
  });

  test('several reports go to several files, and one to standard output', async () => {
    const folder = error();
    const { out } = await salesflow(folder, [
      'lint',
      '--format',
      'concise',
      '--format',
      'sarif=out/a.sarif',
      '--format',
      'junit=out/b.xml',
    ]);
    expect(out).toMatch(/^p\.salesflow:\d+:\d+: error language\/unknown-name: /m);
    expect(readdirSync(path.join(folder, 'out')).sort()).toEqual(['a.sarif', 'b.xml']);
  });

  test('two reports that would mix are refused', async () => {
    const { code, err } = await salesflow(clean(), ['lint', '--format', 'json', '--format', 'sarif']);
    expect(code).toBe(2);
    expect(err).toContain('would mix');
  });

  test('on GitHub annotations and a summary come along', async () => {
    const folder = error();
    const summary = path.join(folder, 'summary.md');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
    const { out } = await salesflow(folder, ['lint'], { env });
    expect(out).toMatch(/^::error file=p\.salesflow,line=\d+,/m);
    expect(readFileSync(summary, 'utf8')).toMatch(/^## Salesflow: 2 errors/);
  });

  test('on GitLab a code quality report is written', async () => {
    const folder = error();
    await salesflow(folder, ['lint'], { env: { GITLAB_CI: 'true' } });
    expect(JSON.parse(readFileSync(path.join(folder, 'gl-code-quality-report.json'), 'utf8'))).toHaveLength(2);
  });

  test('colour follows the option, NO_COLOR and the terminal', async () => {
    const escapeCode = String.fromCharCode(27);
    const colored = async (args: string[], world: Parameters<typeof salesflow>[2]) =>
      (await salesflow(error(), ['lint', ...args], world)).out.includes(`${escapeCode}[`);
    expect(await colored([], {})).toBe(false);
    expect(await colored([], { terminal: true })).toBe(true);
    expect(await colored([], { terminal: true, env: { NO_COLOR: '1' } })).toBe(false);
    expect(await colored(['--color'], {})).toBe(true);
    expect(await colored(['--color', 'never'], { terminal: true })).toBe(false);
  });
});

describe('bad input', () => {
  const cases: readonly (readonly [string, string | Uint8Array, number, RegExp])[] = [
    ['an empty file', '', 0, /No findings in 1 file/],
    [
      'a binary file',
      new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]),
      1,
      /p\.salesflow:1:1: error language\/file: .*not text/,
    ],
    [
      'invalid UTF-8',
      new Uint8Array([...Buffer.from('role A "a"\nrole B "'), 0xff, 0x22]),
      1,
      /p\.salesflow:2:9: error language\/file: .*not UTF-8/,
    ],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0]), 1, /UTF-16/],
    ['10 MB', new Uint8Array(10 * 1024 * 1024).fill(0x20), 1, /10\.0 MB/],
    ['one unclosed brace', '{', 1, /p\.salesflow:1:1: error language\/syntax/],
    ['a byte order mark', `\uFEFF${errorProcess}`, 1, /p\.salesflow:\d+:\d+: error language\/unknown-name/],
    ['CRLF', errorProcess.replaceAll('\n', '\r\n'), 1, /p\.salesflow:25:11: error language\/unknown-name/],
    ['mixed line ends', errorProcess.replace('\n', '\r\n'), 1, /p\.salesflow:25:11: error/],
  ];
  test.each(cases)('%s', async (_name, content, code, message) => {
    const outcome = await salesflow(folderWith({ 'p.salesflow': content }), ['lint', '--format', 'concise']);
    expect(outcome.out).toMatch(message);
    expect(outcome.code).toBe(code);
  });

  test('a configuration with a typo is told with its place', async () => {
    const { err } = await salesflow(badConfig(), ['lint']);
    expect(err).toContain('salesflow.config.json:2:3: ');
    expect(err).toContain('"extends"');
  });

  test('a missing path, a file of another kind and a circle of links', async () => {
    const folder = folderWith({ 'a.txt': 'x', 'p.salesflow': cleanProcess });
    symlinkSync('loop', path.join(folder, 'loop'));
    mkdirSync(path.join(folder, 'deep'));
    symlinkSync('..', path.join(folder, 'deep', 'up'));
    expect((await salesflow(folder, ['lint', 'gone'])).err).toContain('does not exist');
    expect((await salesflow(folder, ['lint', 'a.txt'])).err).toContain('not a .salesflow file');
    expect((await salesflow(folder, ['lint', 'loop'])).err).toContain('circle');
    expect((await salesflow(folder, ['lint'])).code).toBe(0);
  });

  test.skipIf(process.getuid?.() === 0)('an unreadable file is told and the others are checked', async () => {
    const folder = folderWith({ 'a.salesflow': cleanProcess, 'b.salesflow': 'x' });
    chmodSync(path.join(folder, 'b.salesflow'), 0);
    expect(await salesflow(folder, ['lint'])).toMatchObject({ code: 2 });
  });

  test('reports cannot be written over a folder, and nothing is left behind', async () => {
    const folder = clean();
    mkdirSync(path.join(folder, 'out'));
    const { code, err } = await salesflow(folder, ['lint', '--format', 'json=out']);
    expect(code).toBe(2);
    expect(err).toContain('it is a folder');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('files that git ignores or the configuration leaves out are not checked, those named are', async () => {
    const folder = folderWith({
      'salesflow.config.json': '{ "ignore": ["old/"] }',
      '.gitignore': 'drafts/\n!drafts/keep.salesflow\n',
      'p.salesflow': cleanProcess,
      'drafts/d.salesflow': '{',
      'old/o.salesflow': '{',
      'node_modules/x/n.salesflow': '{',
    });
    commitAll(folder);
    expect(await salesflow(folder, ['lint'])).toMatchObject({ code: 0 });
    expect((await salesflow(folder, ['lint', 'drafts/d.salesflow'])).out).toContain('drafts/d.salesflow:1:1');
  });

  test('in a folder that git ignores and that is named, all is checked but what its own .gitignore names', async () => {
    const folder = folderWith({
      '.gitignore': 'tmp/\n*.salesflow\n',
      'tmp/p/.gitignore': 'q.salesflow\n',
      'tmp/p/p.salesflow': '{',
      'tmp/p/q.salesflow': '{',
    });
    commitAll(folder);
    for (const [cwd, ...paths] of [[folder, 'tmp/p'], [path.join(folder, 'tmp/p')]] as const) {
      const { out } = await salesflow(cwd, ['lint', ...paths]);
      expect(out).toContain('p.salesflow:1:1');
      expect(out).not.toContain('q.salesflow');
    }
  });

  test('a pattern that is none leaves nothing out, and those beside it count', async () => {
    const folder = folderWith({
      '.gitignore': 'p[/q\nold/\n',
      'old/.gitignore': '[z-a?\n',
      'p.salesflow': '{',
      'old/o.salesflow': '{',
      'salesflow.config.json': '{ "ignore": ["d[/x", "drafts/"], "overrides": [{ "files": ["p[/q"], "rules": {} }] }',
      'drafts/d.salesflow': '{',
    });
    commitAll(folder);
    const { code, out, err } = await salesflow(folder, ['lint']);
    expect(code).toBe(2);
    expect(err).toContain('"ignore" holds a text that is no pattern');
    put(folder, { 'salesflow.config.json': '{ "ignore": ["drafts/"] }' });
    const after = await salesflow(folder, ['lint']);
    expect(after).toMatchObject({ code: 1 });
    expect(after.out).toContain('p.salesflow:1:1');
    expect(after.out).not.toMatch(/o\.salesflow|d\.salesflow/);
    expect(out + err + after.err).not.toContain('internal error');
  });

  test('where all files are left out, it is said what leaves files out', async () => {
    const folder = folderWith({ '.gitignore': 'p.salesflow\n', 'p.salesflow': '{' });
    commitAll(folder);
    for (const command of [['lint'], ['format'], ['render']]) {
      const { err } = await salesflow(folder, command);
      expect(err).toMatch(/no \.salesflow files in this folder/i);
      expect(err).toContain('.gitignore');
      expect(err).toContain('salesflow init');
    }
  });

  test('a shallow clone is told with the remedy', async () => {
    const folder = clean();
    const first = commitAll(folder, 'One');
    put(folder, { 'p.salesflow': warningProcess });
    commitAll(folder, 'Two');
    const shallow = path.join(emptyFolder(), 'clone');
    execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${folder}`, shallow]);
    const { code, err } = await salesflow(shallow, ['lint', '--changed-since', first]);
    expect(code).toBe(2);
    expect(err).toContain('git fetch --unshallow');
  });

  test('a detached head, a deleted file and a submodule are no obstacle', async () => {
    const inner = folderWith({ 'inner.salesflow': '{' });
    commitAll(inner);
    const folder = folderWith({
      'salesflow.config.json': config,
      'p.salesflow': cleanProcess,
      'q.salesflow': 'role X "X"\n',
    });
    commitAll(folder);
    git(folder, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'sub');
    const base = commitAll(folder, 'With a submodule');
    git(folder, 'checkout', '--quiet', '--detach');
    execFileSync('rm', [path.join(folder, 'q.salesflow')]);
    expect(await salesflow(folder, ['lint', 'p.salesflow', '--changed-since', base])).toMatchObject({ code: 0 });
    expect((await salesflow(folder, ['diff', base, 'p.salesflow'])).out).toContain('The role “X” is gone.');
  });
});

describe('standard input', () => {
  test('is checked within the project of its name', async () => {
    const folder = folderWith({
      'salesflow.config.json': config,
      'people.salesflow': 'role AE "A"\n',
      'p.salesflow': 'role AE "B"\n',
    });
    const { out, code } = await salesflow(
      folder,
      ['lint', '--stdin', '--stdin-filename', 'p.salesflow', '--format', 'concise'],
      { stdin: 'role SE "S"\n' },
    );
    expect(out).not.toContain('duplicate');
    expect(code).toBe(0);
    const again = await salesflow(folder, ['lint', '-', '--stdin-filename', 'new.salesflow', '--format', 'concise'], {
      stdin: 'role AE "S"\n',
    });
    expect(again.out).toContain('new.salesflow:1:6: error language/duplicate-name');
  });

  test('is formatted to standard output', async () => {
    expect(await salesflow(emptyFolder(), ['format', '-'], { stdin: 'role   AE    "A"' })).toEqual({
      code: 0,
      out: 'role AE "A"\n',
      err: '',
    });
  });
});

describe('generated files', () => {
  test('are written once, kept up to date, and never over those of others', async () => {
    const folder = clean();
    const generate = (...more: string[]) =>
      salesflow(folder, ['generate', '--target', 'hubspot', '-o', 'out', ...more]);
    expect((await generate()).code).toBe(0);
    expect((await generate('--check')).code).toBe(0);
    const file = path.join(
      folder,
      'out',
      readdirSync(path.join(folder, 'out')).filter((name) => name.endsWith('.md'))[0]!,
    );
    writeFileSync(file, 'mine');
    const refused = await generate();
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('--force');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await generate('--force')).code).toBe(0);
    expect((await generate('--check')).code).toBe(0);
  });

  test('do not leave the folder through a link', async () => {
    const folder = clean();
    const outside = emptyFolder();
    await salesflow(folder, ['generate', '--target', 'salesforce', '-o', 'out']);
    execFileSync('rm', ['-r', path.join(folder, 'out')]);
    mkdirSync(path.join(folder, 'out'));
    symlinkSync(outside, path.join(folder, 'out', 'force-app'));
    const { code, err } = await salesflow(folder, ['generate', '--target', 'salesforce', '-o', 'out']);
    expect(code).toBe(2);
    expect(err).toContain('would leave the output folder');
    expect(readdirSync(outside)).toEqual([]);
  });
});

describe('the built program', () => {
  const bin = path.resolve('server/bin/salesflow.js');
  const built = existsSync(path.resolve('server/dist/cli.js'));
  if (!built) console.warn('server/dist/cli.js is not built: the program itself was not started.');

  test.runIf(built)('sets the exit code and keeps the streams apart', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'lint', '--format', 'json'], {
      cwd: error(),
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(JSON.parse(stdout).summary.errors).toBe(2);
    expect(stderr).toBe('');
  });
});
