import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { built } from './built.ts';
import { nodeOf } from './nodes.ts';
import { cleanProcess, emptyFolder, errorProcess, folderWith, put } from './support.ts';

const manifest = JSON.parse(readFileSync('server/package.json', 'utf8'));

/** What a user of the library writes; every function of it once. */
const script = `
import { readFileSync } from 'node:fs';
import { defaultConfig, diff, generate, lint, parse, parseConfig, render } from 'salesflow';
const clean = await parse({ 'p.salesflow': readFileSync('clean.txt', 'utf8') });
const wrong = await parse({ 'sales & more/p.salesflow': readFileSync('wrong.txt', 'utf8') });
const { files, enforcement } = await generate(clean, 'hubspot');
let refusal;
try { render(clean, 'Gone'); } catch (error) { refusal = error.constructor.name + ': ' + error.message; }
console.log(JSON.stringify({
  clean: lint(clean).length,
  wrong: lint(wrong, { config: defaultConfig, today: '2026-06-01' }).map(({ rule, severity }) => severity + ' ' + rule),
  svg: render(clean, 'NewBusiness', { findings: lint(clean), theme: 'dark' }).slice(0, 5),
  refusal,
  files: files.length,
  enforced: enforcement.length,
  changes: diff(clean, wrong).map(({ kind }) => kind),
  config: typeof parseConfig,
}));`;

const typed = `
import { type Config, diff, type Finding, generate, lint, parse, type ProcessChange, render } from 'salesflow';
const project = await parse({ 'p.salesflow': '' });
const findings: readonly Finding[] = lint(project);
const rules: string[] = findings.map(({ rule }) => rule);
const svg: string = render(project, 'P', { findings });
const { files } = await generate(project, 'salesforce');
const names: string[] = files.map(({ path }) => path);
const changes: readonly ProcessChange[] = diff(project, project);
export const all: { config?: Config; rules: string[]; svg: string; names: string[]; changes: typeof changes } = { rules, svg, names, changes };
// @ts-expect-error there is no such target
await generate(project, 'spreadsheet');
`;

describe.runIf(built)('the npm package', () => {
  let folder = '';
  let tarball = '';

  beforeAll(() => {
    const packed = emptyFolder();
    const npm = { stdio: 'pipe', encoding: 'utf8', shell: process.platform === 'win32' } as const;
    execFileSync('npm', ['pack', '-w', 'server', '--pack-destination', packed], npm);
    tarball = path.join(packed, readdirSync(packed)[0]!);
    folder = folderWith({
      'package.json': '{ "private": true, "type": "module" }',
      'clean.txt': cleanProcess,
      'wrong.txt': errorProcess,
      'use.js': script,
      'use.ts': typed,
    });
    execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { ...npm, cwd: folder });
  }, 120_000);

  test('brings no other package and nothing but what it needs to run', () => {
    const inside = path.join(folder, 'node_modules/salesflow');
    expect(readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'salesflow',
    ]);
    expect(readdirSync(inside).sort()).toEqual(['LICENSE', 'README.md', 'bin', 'dist', 'package.json', 'schema']);
    const all = readdirSync(inside, { recursive: true, encoding: 'utf8' });
    expect(all.filter((name) => /\.(map|tgz|salesflow|test\.\w+)$|(^|\/)(src|node_modules)\//.test(name))).toEqual([]);
    expect(statSync(tarball).size).toBeLessThan(4 * 1024 * 1024);
    expect(statSync(path.join(inside, manifest.bin.salesflow)).mode & 0o111).not.toBe(0);
  });

  test('is ready to be published with provenance', () => {
    expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true });
    // The registry holds the repository against the one that signs.
    expect(manifest.repository).toMatchObject({
      type: 'git',
      url: expect.stringMatching(/^git\+https:\/\/github\.com\//),
    });
    expect(manifest.license).toBe('MIT');
    expect(manifest.scripts).toBeUndefined();
    expect(manifest.dependencies).toBeUndefined();
  });

  test('exports what it says and nothing else', () => {
    for (const entry of [manifest.exports['.'].types, manifest.exports['.'].default, manifest.types])
      expect(existsSync(path.join(folder, 'node_modules/salesflow', entry))).toBe(true);
    const resolve = (name: string) =>
      spawnSync(process.execPath, ['--input-type=module', '-e', `console.log(import.meta.resolve('${name}'))`], {
        cwd: folder,
        encoding: 'utf8',
      }).status;
    expect(resolve('salesflow/schema/report.schema.json')).toBe(0);
    expect(resolve('salesflow/package.json')).toBe(0);
    expect(resolve('salesflow/dist/cli.js')).toBe(1);
  });

  test.each(['bundler', 'nodenext'])('has types, for module resolution %s', { timeout: 60_000 }, (resolution) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        path.resolve('node_modules/typescript/bin/tsc'),
        ...['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2023', '--lib', 'es2023', '--types', ''],
        ...['--module', resolution === 'bundler' ? 'esnext' : resolution, '--moduleResolution', resolution, 'use.ts'],
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  test('is what the action installs', { timeout: 60_000 }, () => {
    const temp = emptyFolder();
    put(temp, { output: '' });
    execFileSync('bash', [path.resolve('action/install.sh')], {
      env: {
        ...process.env,
        RUNNER_TEMP: temp,
        GITHUB_OUTPUT: path.join(temp, 'output'),
        SALESFLOW_VERSION: tarball,
        npm_config_offline: 'true',
      },
      stdio: 'pipe',
    });
    const command = /^command=(.*)$/m.exec(readFileSync(path.join(temp, 'output'), 'utf8'))![1]!;
    const { stdout } = spawnSync(process.execPath, [command, '--version'], { encoding: 'utf8' });
    expect(stdout).toBe(`${manifest.version}\n`);
  });

  // The oldest that the package claims to run on, and the lines after it.
  describe.each(['20.19.0', '22.12.0', '24'])('on Node %s', (version) => {
    const node = version === '24' ? process.execPath : nodeOf(version);
    const start = (args: readonly string[], cwd = folder, env = {}) => {
      const { status, stdout, stderr } = spawnSync(node!, args, {
        cwd,
        encoding: 'utf8',
        env: {
          ...process.env,
          GITHUB_ACTIONS: '',
          GITLAB_CI: '',
          SALESFLOW_TODAY: '2026-06-01',
          NO_COLOR: '1',
          ...env,
        },
      });
      return { code: status, out: stdout, err: stderr };
    };
    const command = (cwd: string, ...args: string[]) =>
      start([path.join(folder, 'node_modules/salesflow', manifest.bin.salesflow), ...args], cwd);

    test.runIf(node)('the library does what it says', { timeout: 60_000 }, () => {
      const { code, out, err } = start(['use.js']);
      expect([code, err]).toEqual([0, '']);
      expect(start(['--version']).out).toMatch(new RegExp(`^v${version}`));
      expect(JSON.parse(out)).toEqual({
        clean: 0,
        wrong: ['error language/unknown-name', 'error buyer-centric/no-unhelped-buyer'],
        svg: '<svg ',
        refusal: 'RangeError: There is no process "Gone".',
        files: expect.any(Number),
        enforced: 7,
        changes: expect.arrayContaining(['removed']),
        config: 'function',
      });
    });

    test.runIf(node)('every command runs', { timeout: 120_000 }, () => {
      const cwd = emptyFolder();
      const ok = (...args: string[]) => {
        const outcome = command(cwd, ...args);
        expect(outcome, `${args.join(' ')}: ${outcome.err}`).toMatchObject({ code: 0 });
        expect(outcome.err).not.toMatch(/warning/i);
        return outcome.out;
      };
      ok('init');
      expect(ok('lint', '--format', 'concise')).toBe('No findings in 1 file.\n');
      ok('format', '--check');
      expect(ok('explain', 'no-feelings')).toContain('factual/no-feelings');
      expect(JSON.parse(ok('rules', '--format', 'json')).length).toBeGreaterThan(20);
      ok('streamline');
      ok('render', '-o', 'journey.svg', '-o', 'journey.png');
      ok('generate', '--target', 'salesforce', '-o', 'crm');
      expect(ok('plan', '--target', 'salesforce', '--state', 'crm')).toBe('Nothing to change.\n');
      expect(ok('import', 'salesforce', 'crm')).toContain('process ');
      expect(ok('completion', 'bash')).toContain('salesflow');
      for (const args of [
        ['init', '--quiet'],
        ['add', '--all'],
        ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '-m', 'State'],
      ])
        execFileSync('git', args, { cwd });
      expect(ok('diff')).toBe('The process did not change.\n');
      put(cwd, { 'process.salesflow': errorProcess });
      expect(command(cwd, 'lint').code).toBe(1);
    });

    test.runIf(node)('the language server answers', { timeout: 60_000 }, async () => {
      const program = path.join(folder, 'node_modules/salesflow', manifest.bin.salesflow);
      const server = spawn(node!, [program, 'lsp', '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
      const ended = new Promise((resolve) => server.on('close', resolve));
      const send = (value: object) => {
        const text = JSON.stringify({ jsonrpc: '2.0', ...value });
        server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
      };
      let said = '';
      server.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        // The server ends with its input, so each answer is waited for.
        if (said.includes('"id":2')) send({ method: 'exit' });
        else if (said.includes('"capabilities"')) send({ id: 2, method: 'shutdown' });
      });
      send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
      expect(await ended).toBe(0);
      expect(said).toContain('"serverInfo":{"name":"Salesflow"');
    });
  });
});
