import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { bin, built } from './built.ts';
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
import { gitHubRemarks, gitlabCiLocal, pipelineFolder, prek } from './yaml.ts';

const read = (file: string) => readFileSync(path.resolve(file), 'utf8');
const { version } = JSON.parse(read('server/package.json')) as { version: string };
const guide = read('docs/pull-requests.md');
/** Blocks of YAML in the guide, by a word that stands in them. */
const block = (word: string) =>
  Array.from(guide.matchAll(/```yaml\n([\s\S]*?)```/g), (match) => match[1]!).find((text) => text.includes(word))!;

async function started(): Promise<string> {
  const folder = emptyFolder();
  expect((await salesflow(folder, ['init'])).code).toBe(0);
  return folder;
}

/** A folder with programs that stand in for those of a runner, to put first on the path. */
function programs(scripts: Readonly<Record<string, string>>): string {
  const folder = folderWith(
    Object.fromEntries(Object.entries(scripts).map(([name, text]) => [name, `#!/usr/bin/env bash\n${text}\n`])),
  );
  for (const name of Object.keys(scripts)) chmodSync(path.join(folder, name), 0o755);
  return `${folder}${path.delimiter}${process.env.PATH}`;
}
const program = `exec "${process.execPath}" "${bin}"`;

describe('what GitHub reads', () => {
  test('its own language service finds nothing to say about the action and the workflows', async () => {
    const files: Record<string, string> = {
      'action.yml': read('action.yml'),
      '.github/workflows/ci.yml': read('.github/workflows/ci.yml'),
      '.github/workflows/guide.yml': block('runs-on'),
    };
    const folder = await started();
    files['.github/workflows/salesflow.yml'] = readFileSync(
      path.join(folder, '.github/workflows/salesflow.yml'),
      'utf8',
    );
    for (const [file, text] of Object.entries(files))
      expect([file, await gitHubRemarks(file, text)]).toEqual([file, []]);
  });

  test('that service does find mistakes', async () => {
    const workflow = read('.github/workflows/ci.yml');
    expect(await gitHubRemarks('.github/workflows/ci.yml', workflow.replace('runs-on', 'run-on'))).not.toEqual([]);
    expect(await gitHubRemarks('.github/workflows/ci.yml', workflow.replace('matrix.node', 'matrx.node'))).not.toEqual(
      [],
    );
    expect(await gitHubRemarks('action.yml', read('action.yml').replace('shell: bash', 'shel: bash'))).not.toEqual([]);
  });

  test('the action documents and uses what it declares, and its scripts are there', () => {
    const action = load(read('action.yml')) as {
      inputs: Record<string, { description: string }>;
      outputs: Record<string, { value: string }>;
      runs: { using: string; steps: { id?: string; run?: string }[] };
    };
    for (const name of Object.keys(action.inputs)) {
      expect(read('action.yml')).toContain(`inputs.${name}`);
      expect(guide).toContain(`| \`${name}\` |`);
    }
    const sources = action.runs.steps.flatMap(({ run }) => /GITHUB_ACTION_PATH\/([\w/.]+)/.exec(run ?? '')?.[1] ?? []);
    expect(sources).toEqual(['action/install.sh', 'action/check.sh', 'action/comment.mjs']);
    const text = sources.map(read).join('\n');
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(guide).toContain(`\`${name}\``);
      expect(text).toContain(`echo "${/outputs\.([\w-]+)/.exec(value)![1]}=`);
    }
  });
});

describe('what GitLab reads', () => {
  const template = read('ci-templates/gitlab.yml');

  test('holds against GitLab’s schema, which finds a mistake', () => {
    expect(gitlabCiLocal(pipelineFolder(template), ['--list'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('json schema validated'),
    });
    const broken = gitlabCiLocal(pipelineFolder(template.replace('when: always', 'when: allways')), ['--list']);
    expect(broken).toMatchObject({ code: 1, out: expect.stringContaining("'when' property must be one of") });
    expect(load(block('ci-templates/gitlab.yml'))).toHaveProperty('include');
  });

  test.runIf(built)('runs: reports, pictures and what changed come out of the job', { timeout: 120_000 }, () => {
    const folder = pipelineFolder(template, { 'salesflow.config.json': config, 'p.salesflow': cleanProcess });
    const base = git(folder, 'rev-parse', 'HEAD').trim();
    put(folder, { 'p.salesflow': errorProcess });
    git(folder, 'commit', '--quiet', '-am', 'The change');
    const run = gitlabCiLocal(
      folder,
      ['salesflow', '--force-shell-executor', '--variable', `CI_MERGE_REQUEST_DIFF_BASE_SHA=${base}`],
      // Copying the sources is for jobs in containers.
      {
        PATH: programs({
          rsync: 'exit 0',
          'apt-get': 'echo apt-get "$@"',
          npm: 'echo npm "$@"',
          salesflow: `${program} "$@"`,
        }),
      },
    );
    expect(run.code, run.out).toBe(1);
    expect(run.out).toContain('npm install --global --no-audit --no-fund salesflow@latest');
    const issues = JSON.parse(readFileSync(path.join(folder, 'gl-code-quality-report.json'), 'utf8'));
    expect(issues.map(({ check_name }: { check_name: string }) => check_name)).toContain('language/unknown-name');
    expect(readdirSync(path.join(folder, 'salesflow-report')).sort()).toEqual([
      'NewBusiness.png',
      'changes.md',
      'junit.xml',
    ]);
    expect(readFileSync(path.join(folder, 'salesflow-report/changes.md'), 'utf8')).toContain('lost its only step');
  });
});

describe('what pre-commit reads', () => {
  test('is valid, in the manifest, in what init writes and in the guide', async () => {
    const folder = await started();
    put(folder, { 'guide.yaml': block('salesflow-format'), 'broken.yaml': 'repos:\n  - repo: x\n' });
    expect(prek(path.resolve('.'), ['validate-manifest', '.pre-commit-hooks.yaml'])).toMatchObject({ code: 0 });
    for (const file of ['.pre-commit-config.yaml', 'guide.yaml'])
      expect(prek(folder, ['validate-config', file])).toMatchObject({ code: 0 });
    expect(prek(folder, ['validate-config', 'broken.yaml'])).toMatchObject({ code: 1 });
  });

  test('names this version', async () => {
    expect(read('.pre-commit-hooks.yaml').match(/salesflow@\S+/g)).toEqual(Array(2).fill(`salesflow@${version}`));
    const written = readFileSync(path.join(await started(), '.pre-commit-config.yaml'), 'utf8');
    for (const text of [written, block('salesflow-format')]) expect(text).toContain(`rev: v${version}\n`);
  });

  test.runIf(built)('keeps a commit with errors out and lays files out', { timeout: 120_000 }, async () => {
    const hooks = folderWith({ '.pre-commit-hooks.yaml': read('.pre-commit-hooks.yaml') });
    commitAll(hooks);
    git(hooks, 'tag', `v${version}`);
    const folder = await started();
    const own = path.join(folder, '.pre-commit-config.yaml');
    put(folder, { '.pre-commit-config.yaml': readFileSync(own, 'utf8').replace(/https:\S+/, hooks) });
    commitAll(folder);
    const env = {
      PATH: programs({ npx: `[ "$2" = salesflow@${version} ] && shift 2 && ${program} "$@"` }),
      PREK_HOME: emptyFolder(),
    };
    const clean = prek(folder, ['run', '--all-files'], env);
    expect(clean.code, clean.out).toBe(0);
    put(folder, { 'p.salesflow': errorProcess.replace('  owner AE', '      owner AE'), 'notes.txt': 'x' });
    git(folder, 'add', '--all');
    const broken = prek(folder, ['run'], env);
    expect(broken.code, broken.out).toBe(1);
    expect(broken.out).toMatch(/salesflow lint\.+Failed/);
    expect(broken.out).toMatch(/salesflow format\.+Failed/);
    expect(broken.out).toContain('There is no stuck point `Termz`');
    expect(readFileSync(path.join(folder, 'p.salesflow'), 'utf8')).toBe(errorProcess);
  });
});

describe('salesflow init', () => {
  test('writes a project without findings', async () => {
    const folder = await started();
    expect(await salesflow(folder, ['lint', '--format', 'concise', '--max-warnings', '0'])).toEqual({
      code: 0,
      out: 'No findings in 1 file.\n',
      err: '',
    });
    expect(await salesflow(folder, ['format', '--check'])).toMatchObject({ code: 0 });
  });

  test('in a folder of a repository puts the workflow where GitHub looks for it', async () => {
    const folder = folderWith({ 'readme.md': '' });
    commitAll(folder);
    const { out, err } = await salesflow(folder, ['init', 'sales']);
    expect(out).toContain('created  .github/workflows/salesflow.yml\n');
    expect(err).toBe('Next: salesflow lint sales\n');
    expect(existsSync(path.join(folder, 'sales/.github'))).toBe(false);
    expect(existsSync(path.join(folder, 'sales/process.salesflow'))).toBe(true);
  });

  test('keeps the hooks that are there and says what to add', async () => {
    const hooks = 'repos: []\n';
    const folder = folderWith({ '.pre-commit-config.yaml': hooks, 'mine.salesflow': warningProcess });
    const { code, out, err } = await salesflow(folder, ['init']);
    expect(code).toBe(0);
    expect(out).toContain('kept     .pre-commit-config.yaml\n');
    expect(err).toContain('      - id: salesflow-lint\n');
    expect(readFileSync(path.join(folder, '.pre-commit-config.yaml'), 'utf8')).toBe(hooks);
  });

  test('overwrites a project only when told to', async () => {
    const folder = await started();
    put(folder, { 'process.salesflow': 'mine' });
    expect(await salesflow(folder, ['init'])).toMatchObject({ code: 2, out: '' });
    expect(readFileSync(path.join(folder, 'process.salesflow'), 'utf8')).toBe('mine');
    expect(await salesflow(folder, ['init', '--force'])).toMatchObject({ code: 0 });
  });
});
