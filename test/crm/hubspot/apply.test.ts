import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Generated } from '../../../server/src/crm/backend.ts';
import { hubspot } from '../../../server/src/crm/hubspot/index.ts';
import { project } from '../../support/project.ts';
import { newBusiness } from '../support.ts';

/** A stand-in for the parts of HubSpot's API that the script calls, for both styles of path. */
class Account {
  readonly calls: { method: string; path: string; body: unknown }[] = [];
  readonly pipelines: { id: string; label: string; stages: Record<string, unknown>[] }[] = [];
  readonly properties = new Map<string, Record<string, unknown>>();
  readonly groups = new Set<string>();
  readonly labels: { label: string }[] = [];
  token = '';
  refuse: string | undefined;
  #ids = 100;

  get writes() {
    return this.calls.filter((call) => call.method !== 'GET');
  }

  answer(method: string, path: string, body: Record<string, unknown> | undefined): [number, unknown] {
    if (this.refuse !== undefined && path.includes(this.refuse)) return [400, { message: 'refused' }];
    const parts = path.split('/').map(decodeURIComponent);
    const [, , area] = parts[2] === 'v3' || parts[2] === 'v4' ? [0, 0, parts[3]] : [0, 0, parts[2]];
    const rest = parts.slice(5);
    if (area === 'associations') {
      if (method === 'POST') this.labels.push(body as { label: string });
      return [200, { results: this.labels }];
    }
    if (area === 'pipelines-rules') return [200, {}];
    if (area === 'properties') return this.property(method, rest, body);
    if (area === 'pipelines') return this.pipeline(method, rest, body);
    return [500, { message: `unexpected ${path}` }];
  }

  property(method: string, [first, second]: string[], body: Record<string, unknown> | undefined): [number, unknown] {
    if (first === 'groups') {
      if (method === 'GET') return this.groups.has(second ?? '') ? [200, {}] : [404, {}];
      this.groups.add(String(body?.name));
      return [201, {}];
    }
    if (method === 'GET') return this.properties.has(first ?? '') ? [200, this.properties.get(first ?? '')] : [404, {}];
    const name = first ?? String(body?.name);
    this.properties.set(name, { ...this.properties.get(name), ...body });
    return [200, this.properties.get(name)];
  }

  pipeline(method: string, [id, , stage]: string[], body: Record<string, unknown> | undefined): [number, unknown] {
    if (id === undefined) {
      if (method === 'POST') {
        const stages = ((body?.stages ?? []) as Record<string, unknown>[]).map((each) => ({
          ...each,
          id: String(this.#ids++),
        }));
        this.pipelines.push({ id: String(this.#ids++), label: String(body?.label), stages });
      }
      return [200, { results: this.pipelines }];
    }
    const pipeline = this.pipelines.find((each) => each.id === id);
    if (pipeline === undefined) return [404, {}];
    if (stage === undefined) pipeline.stages.push({ ...body, id: String(this.#ids++) });
    else Object.assign(pipeline.stages.find((each) => each.id === stage) ?? {}, body);
    return [200, {}];
  }
}

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function text(request: IncomingMessage): Promise<string> {
  let all = '';
  for await (const chunk of request) all += String(chunk);
  return all;
}

/** Serves an account on this machine and writes the generated files to a folder with a hostile name. */
async function setUp(generated: Generated) {
  const account = new Account();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const call = {
      method: request.method ?? '',
      path: request.url ?? '',
      body: body === '' ? undefined : JSON.parse(body),
    };
    account.calls.push(call);
    account.token = request.headers.authorization ?? '';
    const [status, answer] = account.answer(call.method, call.path, call.body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const folder = join(mkdtempSync(join(tmpdir(), 'salesflow-')), `it's a "folder" $(id)`);
  for (const file of generated.files) {
    const path = join(folder, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.content, { mode: file.executable ? 0o755 : 0o644 });
  }
  cleanups.push(() => {
    server.close();
    rmSync(dirname(folder), { recursive: true, force: true });
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const run = (args: string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number; out: string; err: string }>((done) => {
      const all = { PATH: process.env.PATH ?? '', HUBSPOT_TOKEN: 'pat-secret', HUBSPOT_BASE: base, ...env };
      execFile(join(folder, 'apply.sh'), args, { env: all, cwd: tmpdir() }, (error, out, err) =>
        done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }),
      );
    });
  return { account, run, folder };
}

const generate = async (source: string) => hubspot.generate((await project(source)).model, {});

describe('apply.sh', () => {
  it.each(['2026-03', 'v3'])(
    'dry-runs first, then creates everything, then has nothing left to do (%s)',
    async (api) => {
      const { account, run } = await setUp(await generate(newBusiness));
      const dry = await run([], { HUBSPOT_API: api });
      expect(dry).toMatchObject({ code: 0, err: '' });
      expect(dry.out).toContain('POST deals pipeline New business');
      expect(dry.out).toContain('Nothing was written');
      expect(account.writes).toEqual([]);
      expect(account.token).toBe('Bearer pat-secret');

      expect(await run(['--apply'], { HUBSPOT_API: api })).toMatchObject({ code: 0, err: '' });
      expect(account.pipelines.map((pipeline) => pipeline.stages.length)).toEqual([6]);
      expect(account.properties.size).toBe(13);
      expect([...account.groups]).toEqual(['sales_process', 'sales_process_evidence']);
      expect(account.labels.map((label) => label.label)).toEqual(['Champion', 'Economic buyer']);
      const prefix = api === 'v3' ? '/crm/v3/pipelines/deals' : '/crm/pipelines/2026-03/deals';
      expect(account.writes.some((call) => call.path === prefix)).toBe(true);
      const currency = account.properties.get('annual_cost');
      expect('showCurrencySymbol' in (currency ?? {})).toBe(api !== 'v3');

      const before = account.writes.length;
      expect(await run(['--apply'], { HUBSPOT_API: api })).toMatchObject({ code: 0, err: '' });
      expect(account.writes.slice(before)).toEqual([]);
    },
  );

  it('changes with PATCH, adds with POST, and never replaces or deletes', async () => {
    const { account, run } = await setUp(await generate(newBusiness));
    await run(['--apply']);
    const stages = account.pipelines[0]?.stages ?? [];
    // Somebody changed a probability, removed a stage, added one of their own, and an option.
    Object.assign(stages[0] ?? {}, { metadata: { probability: '0.7', isClosed: false } });
    stages.splice(1, 1);
    stages.push({ id: '7', label: 'Own stage', displayOrder: 9, metadata: { probability: '0.5' } });
    const own = { label: 'Own', value: 'own', displayOrder: 9, hidden: false };
    account.properties.set('segment', { ...account.properties.get('segment'), label: 'Renamed', options: [own] });
    const before = account.writes.length;
    const { out, code } = await run(['--apply']);
    expect(code).toBe(0);
    expect(account.writes.slice(before).map((call) => call.method)).toEqual(['PATCH', 'PATCH', 'POST']);
    expect(out).toContain('left alone: deals stage New business / Own stage');
    const options = account.properties.get('segment')?.options as { value: string }[];
    expect(options.map((option) => option.value)).toEqual(['own', 'smb', 'mid', 'ent']);
    expect(account.calls.every((call) => ['GET', 'POST', 'PATCH'].includes(call.method))).toBe(true);
  });

  it('puts the ids of the stages into the pipeline rules', async () => {
    const { account, run } = await setUp(
      await generate(`process P "P" { moves no-skipping step A "A" step B "B" hold H "Parked" won W "Won" }`),
    );
    await run(['--apply']);
    const rules = account.writes.find((call) => call.path.includes('pipelines-rules'));
    const pipeline = account.pipelines[0];
    expect(rules).toMatchObject({ method: 'PATCH', path: `/crm/pipelines-rules/2026-09-beta/0-3/${pipeline?.id}` });
    const id = (label: string) => pipeline?.stages.find((stage) => stage.label === label)?.id;
    expect(rules?.body).toEqual({
      noSkippingStagesRule: { enabledForAllStages: false, pipelineStageIds: [id('A'), id('B'), id('Won')] },
      objectCreationRule: { pipelineStageIds: [id('A')] },
    });
  });

  it('treats hostile names as text', async () => {
    const hostile = `$(touch pwned) \`id\` '; rm -rf . "$HOME" %2F/..?x=1#y 🚀`;
    const label = hostile.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
    const { account, run, folder } = await setUp(
      await generate(`object deal { field a "${label}" : choice { x "${label}" } }
        process P "${label}" { step A "${label}" { exit { collect deal.a } } won W "Won" }`),
    );
    expect(await run(['--apply'])).toMatchObject({ code: 0, err: '' });
    expect(account.pipelines[0]).toMatchObject({ label: hostile, stages: [{ label: hostile }, { label: 'Won' }] });
    expect(account.properties.get('a')).toMatchObject({ label: hostile });
    expect(readdirSync(folder)).not.toContain('pwned');
    expect(readdirSync(tmpdir())).not.toContain('pwned');
    const before = account.writes.length;
    await run(['--apply']);
    expect(account.writes.length).toBe(before);
  });

  it('stops at the first call that fails, and says which', async () => {
    const { account, run } = await setUp(await generate(newBusiness));
    account.refuse = 'annual_cost';
    const { code, err } = await run(['--apply']);
    expect(code).toBe(1);
    expect(err).toContain('failed (400)');
    expect(err).toContain('refused');
    expect(account.pipelines).toEqual([]);
  });

  it('explains wrong usage', async () => {
    const { run } = await setUp(await generate(newBusiness));
    expect(await run(['--force'])).toMatchObject({ code: 2 });
    const { code, err } = await run([], { HUBSPOT_TOKEN: '' });
    expect(code).toBe(2);
    expect(err).toContain('HUBSPOT_TOKEN');
  });
});
