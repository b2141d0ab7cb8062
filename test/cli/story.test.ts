import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shippedFiles } from '../../server/src/overlay/png-node.ts';
import { bin, built } from './built.ts';
import { cleanProcess, commitAll, config, emptyFolder, folderWith, git, put, salesflow } from './support.ts';

const root = path.resolve('.');
const golden = (name: string) => path.join(root, 'test/cli/golden', name);

const before = cleanProcess
  .replace(
    '    stuck Terms',
    '    stuck Fit "Cannot tell whether the product covers their own workflow"\n    stuck Terms',
  )
  .replace(
    '  step Terms',
    `  step Demo "Show the product on the buyer's own workflow" {
    helps Fit
    do "Demonstrate the buyer's own workflow to the head of operations"
    exit {
      done "Demo held with the head of operations" proof meeting "Demo" held with Lead
      collect deal.next_step_on
      commit "The head of operations sends the security questionnaire" proof document "Security questionnaire" attached
    }
    otherwise { after 20 days lose as NoDecision }
    crm stage "Demo" probability 40% forecast pipeline
  }

  step Terms`,
  );

const demoStart = before.indexOf('  step Demo');
const demoEnd = before.indexOf('  step Terms');
/** A criterion weakened, a step dropped, a stage renamed, a follow-up step added. */
const after = (before.slice(0, demoStart) + before.slice(demoEnd))
  .replace('document "Order form" signed by Lead', 'document "Order form" sent')
  .replace('crm stage "Discovery"', 'crm stage "First call"')
  .replace(
    '  won Won',
    '  step Chase "Follow up with the head of operations" {\n    do "Follow up by email"\n  }\n\n  won Won',
  );

/** What the build lays beside the program: a program run from source looks for it there too. */
function shipAssets(): void {
  const folder = path.join(root, 'server/dist/assets');
  mkdirSync(folder, { recursive: true });
  for (const [file, from] of Object.entries(shippedFiles)) {
    if (!existsSync(path.join(folder, file)))
      copyFileSync(createRequire(import.meta.url).resolve(from), path.join(folder, file));
  }
}

/** Runs a script of the action and gives what it printed and the outputs it set. */
function script(
  command: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(
      command[0]!,
      command.slice(1),
      { cwd, env: { ...process.env, ...env }, encoding: 'utf8' },
      (error, stdout) => resolve({ code: error ? Number(error.code) : 0, out: stdout }),
    );
  });
}

function outputs(file: string): Record<string, string> {
  return Object.fromEntries(
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
}

async function check(folder: string, more: Record<string, string> = {}) {
  const temp = emptyFolder();
  const output = path.join(temp, 'output');
  put(temp, { output: '' });
  const env = {
    RUNNER_TEMP: temp,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: path.join(temp, 'step-summary.md'),
    GITHUB_ACTIONS: 'true',
    GITHUB_BASE_REF: 'main',
    GITHUB_SERVER_URL: 'https://example.com',
    GITHUB_REPOSITORY: 'team/sales',
    GITHUB_SHA: 'b'.repeat(40),
    SALESFLOW: built ? bin : path.join(root, 'server/src/cli/main.ts'),
    SALESFLOW_TODAY: '2026-06-01',
    NO_COLOR: '1',
    ...more,
  };
  const { code, out } = await script(['bash', path.join(root, 'action/check.sh')], folder, env);
  return { code, out, temp, outputs: outputs(output), summary: path.join(temp, 'step-summary.md') };
}

/** The few calls of GitHub that the comment needs. */
class GitHub {
  readonly comments: { id: number; body: string }[] = [{ id: 1, body: 'A person says something.' }];
  readonly calls: string[] = [];
  mayWrite = true;
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.calls.push(`${request.method} ${request.url}`);
      const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as { body: string }) : undefined;
      const answer = (status: number, value: unknown) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(value));
      };
      if (request.method === 'GET') {
        const page = Number(new URL(request.url!, 'http://x').searchParams.get('page'));
        answer(200, this.comments.slice((page - 1) * 100, page * 100));
      } else if (!this.mayWrite) answer(403, { message: 'Resource not accessible by integration' });
      else if (request.method === 'POST') {
        this.comments.push({ id: this.comments.length + 1, body: body!.body });
        answer(201, this.comments.at(-1));
      } else {
        const comment = this.comments.find(({ id }) => request.url!.endsWith(`/${id}`))!;
        comment.body = body!.body;
        answer(200, comment);
      }
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
  }
}

test('the guide shows what really comes out', () => {
  const guide = readFileSync(path.join(root, 'docs/pull-requests.md'), 'utf8');
  const comment = readFileSync(golden('comment.md'), 'utf8');
  const changes = comment.slice(comment.indexOf('### What changed')).trimEnd();
  expect(guide).toContain(
    changes
      .split('\n')
      .map((line) => `> ${line}`.trimEnd())
      .join('\n'),
  );
  expect(guide).toContain(readFileSync(golden('annotations.txt'), 'utf8'));
});

describe('a pull request', () => {
  const github = new GitHub();
  let api = '';
  let folder = '';

  beforeAll(async () => {
    api = await github.start();
    shipAssets();
    folder = folderWith({ 'salesflow.config.json': config, 'sales/process.salesflow': before });
    commitAll(folder, 'The process');
    git(folder, 'update-ref', 'refs/remotes/origin/main', 'main');
    git(folder, 'checkout', '--quiet', '-b', 'change');
    put(folder, { 'sales/process.salesflow': after });
    commitAll(folder, 'The change');
  });
  afterAll(() => github.stop());

  const comment = (file: string) =>
    script(['node', path.join(root, 'action/comment.mjs')], folder, {
      GITHUB_API_URL: api,
      GITHUB_REPOSITORY: 'team/sales',
      GITHUB_TOKEN: 'token',
      PULL_REQUEST: '7',
      COMMENT_FILE: file,
      PICTURES_URL: 'https://example.com/artifacts/1',
    });

  test('gets annotations, SARIF, a summary, a comment and a picture; a second push changes the same comment', {
    timeout: 180_000,
  }, async () => {
    const first = await check(folder);
    expect(first.code).toBe(0);
    expect(first.outputs['exit-code']).toBe('1');
    expect(first.outputs['has-pictures']).toBe('true');
    const annotations = first.out.split('\n').filter((line) => line.startsWith('::'));
    await expect(`${annotations.join('\n')}\n`).toMatchFileSnapshot(golden('annotations.txt'));
    const sarif = JSON.parse(readFileSync(first.outputs['sarif-file']!, 'utf8'));
    await expect(`${JSON.stringify(sarif.runs[0].results, undefined, 2)}\n`).toMatchFileSnapshot(
      golden('results.sarif.json'),
    );
    await expect(readFileSync(first.outputs['summary-file']!, 'utf8')).toMatchFileSnapshot(golden('comment.md'));
    expect(readFileSync(first.summary, 'utf8')).toBe(`${readFileSync(golden('comment.md'), 'utf8')}\n`);
    expect(readdirSync(first.outputs['picture-folder']!)).toEqual(['NewBusiness.png']);
    const svg = (await salesflow(folder, ['render', '--diff', 'main'])).out;
    // What is drawn and where; the palette has tests of its own.
    await expect(svg.replace(/<style>[\s\S]*?<\/style>/, '')).toMatchFileSnapshot(golden('changes.svg'));

    expect((await comment(first.outputs['summary-file']!)).out).toBe('The comment was written.\n');
    put(folder, { 'sales/process.salesflow': before });
    commitAll(folder, 'Taken back');
    const second = await check(folder);
    expect(second.outputs['exit-code']).toBe('0');
    expect((await comment(second.outputs['summary-file']!)).out).toBe('The comment was updated.\n');
    expect(github.comments).toHaveLength(2);
    expect(github.comments[1]!.body).toMatch(/^<!-- salesflow-report -->\n## Salesflow: no findings/);
    expect(github.comments[1]!.body).toContain('The process did not change.');
  });

  test('from a fork is told why there is no comment, and does not fail', async () => {
    github.mayWrite = false;
    const { summary } = await check(folder);
    const { code, out } = await comment(summary);
    expect(code).toBe(0);
    expect(out).toMatch(/^::notice title=Salesflow::No comment was written: the token may not write/);
  });

  test('with a configuration that cannot be used is told so in the same comment, and nothing is uploaded', async () => {
    github.mayWrite = true;
    put(folder, { 'salesflow.config.json': '{ "extend": "strict" }' });
    const { code, outputs } = await check(folder);
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ 'exit-code': '2', 'sarif-file': '' });
    expect((await comment(outputs['summary-file']!)).out).toBe('The comment was updated.\n');
    expect(github.comments).toHaveLength(2);
    expect(github.comments[1]!.body).toContain('## Salesflow: the check could not run');
    put(folder, { 'salesflow.config.json': config });
  });

  test('has the comment of someone who quotes ours left alone, however many there are', async () => {
    const others = Array.from({ length: 130 }, (_, id) => ({
      id: 100 + id,
      body: `> <!-- salesflow-report --> ${id}`,
    }));
    github.comments.splice(0, 1, ...others);
    const { outputs } = await check(folder);
    expect((await comment(outputs['summary-file']!)).out).toBe('The comment was updated.\n');
    expect(github.comments).toHaveLength(131);
    expect(github.calls.filter((call) => call.endsWith('page=2'))).toHaveLength(1);
  });

  test('in a shallow checkout is checked all the same, with a notice', async () => {
    const { out, outputs } = await check(folder, { GITHUB_BASE_REF: 'gone' });
    expect(out).toContain('::notice title=Salesflow::The target branch is not in this checkout');
    expect(outputs['exit-code']).toBe('0');
  });

  test('says in one sentence each what a sales leader must know', async () => {
    put(folder, { 'sales/process.salesflow': after });
    const { out } = await salesflow(folder, ['diff', 'main']);
    await expect(out).toMatchFileSnapshot(golden('diff.txt'));
    expect(out).toContain('“Decide / Fit” lost its only step');
    const json = JSON.parse((await salesflow(folder, ['diff', 'main', '--format', 'json'])).out);
    expect(json.changes.map((change: { kind: string }) => change.kind)).toContain('weakened');
  });
});
