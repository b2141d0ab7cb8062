import path from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { commands } from '../../server/src/cli/commands/index.ts';
import { exitCodes } from '../../server/src/cli/exit.ts';
import { run } from '../../server/src/cli/run.ts';
import {
  cleanProcess,
  commitAll,
  config,
  errorProcess,
  folderWith,
  put,
  salesflow,
  warningProcess,
} from './support.ts';

/** What a command meets. */
const states = {
  clean: cleanProcess,
  warnings: warningProcess,
  errors: errorProcess,
  /** A file that is neither laid out nor free of warnings. */
  untidy: cleanProcess.replace('  owner AE', '      owner AE'),
} as const;
type State = keyof typeof states;

/** A repository with one project in that state, an export of its CRM and a first commit that was clean. */
async function folderIn(state: State, configuration = config): Promise<string> {
  const folder = folderWith({ 'salesflow.config.json': config, 'p.salesflow': cleanProcess, '.gitignore': 'crm\n' });
  await salesflow(folder, ['generate', '--target', 'hubspot', '-o', 'crm']);
  commitAll(folder);
  put(folder, { 'p.salesflow': states[state], 'salesflow.config.json': configuration });
  return folder;
}

const nothing = /^$/;
const isJson = {
  asymmetricMatch: (text: string) => {
    JSON.parse(text);
    return true;
  },
};
const isXml = { asymmetricMatch: (text: string) => XMLValidator.validate(text) === true };
const isSvg = { asymmetricMatch: (text: string) => text.startsWith('<svg ') && isXml.asymmetricMatch(text) };
const says = (pattern: RegExp) => expect.stringMatching(pattern);
const errorsFirst = /^p\.salesflow:25:11: There is no stuck point `Termz`\. Did you mean `Terms`\?\nsalesflow: .*\.\n$/;

interface Row {
  readonly args: readonly string[];
  /** Exit code, standard output and standard error in each state. */
  readonly in: Partial<Record<State, readonly [code: number, out: unknown, err: RegExp]>>;
  /** A command line it refuses. */
  readonly usage: readonly string[];
  readonly usageSays: RegExp;
  /** Whether it reads the configuration. */
  readonly configured: boolean;
}

const rows: Readonly<Record<string, readonly Row[]>> = {
  init: [
    {
      args: ['init', 'new'],
      in: {
        clean: [0, says(/^(created {2}\S+\n){4}$/), /^Next: salesflow lint new\n$/],
        errors: [0, says(/^(created {2}\S+\n){4}$/), /^Next: salesflow lint new\n$/],
      },
      usage: ['init', '.'],
      usageSays: /holds salesflow\.config\.json already/,
      configured: false,
    },
  ],
  lint: [
    {
      args: ['lint', '--format', 'concise'],
      in: {
        clean: [0, 'No findings in 1 file.\n', nothing],
        warnings: [0, says(/^p\.salesflow:30:39: warning factual\/no-feelings: .*\n1 warning in 1 file\.\n$/), nothing],
        errors: [1, says(/^(p\.salesflow:\d+:\d+: error \S+\/\S+: .*\n){2}2 errors in 1 file\.\n$/), nothing],
      },
      usage: ['lint', '--format', 'srif'],
      usageSays: /sarif/,
      configured: true,
    },
    {
      args: ['lint', '--format', 'json', '--max-warnings', '0'],
      in: { clean: [0, isJson, nothing], warnings: [1, isJson, nothing], errors: [1, isJson, nothing] },
      usage: ['lint', '--max-warnings', 'many'],
      usageSays: /whole number/,
      configured: true,
    },
    {
      args: ['lint', '--format', 'checkstyle', '--fail-on', 'never'],
      in: { clean: [0, isXml, nothing], warnings: [0, isXml, nothing], errors: [0, isXml, nothing] },
      usage: ['lint', 'gone'],
      usageSays: /gone: it does not exist/,
      configured: true,
    },
    {
      args: ['lint', '--baseline', 'b.json', '--update-baseline', '--format', 'concise'],
      in: {
        clean: [0, 'No findings in 1 file.\n', /^b\.json: 0 entries written\.\n$/],
        errors: [0, says(/2 errors in 1 file/), /^b\.json: 2 entries written\.\n$/],
      },
      usage: ['lint', '--update-baseline'],
      usageSays: /needs --baseline/,
      configured: true,
    },
  ],
  format: [
    {
      args: ['format', '--check'],
      in: {
        clean: [0, '', /^1 file checked, nothing to format\.\n$/],
        untidy: [1, says(/^p\.salesflow\n$/), /format/],
        errors: [0, '', /^1 file checked, nothing to format\.\n$/],
      },
      usage: ['format', '--chek'],
      usageSays: /--check/,
      configured: true,
    },
  ],
  explain: [
    {
      args: ['explain', 'no-feelings'],
      in: { clean: [0, says(/^factual\/no-feelings\n/), nothing], errors: [0, says(/^factual/), nothing] },
      usage: ['explain', 'factual/no-feeling'],
      usageSays: /Did you mean "factual\/no-feelings"/,
      configured: false,
    },
  ],
  rules: [
    {
      args: ['rules', '--format', 'json'],
      in: { clean: [0, isJson, nothing], errors: [0, isJson, nothing] },
      usage: ['rules', '--preset', 'lax'],
      usageSays: /recommended/,
      configured: false,
    },
  ],
  streamline: [
    {
      args: ['streamline', '--format', 'json'],
      in: { clean: [0, isJson, nothing], warnings: [0, isJson, nothing], errors: [1, '', errorsFirst] },
      usage: ['streamline', '--process', 'Gone'],
      usageSays: /no process "Gone"/,
      configured: true,
    },
  ],
  render: [
    {
      args: ['render'],
      in: { clean: [0, isSvg, nothing], warnings: [0, isSvg, nothing], errors: [0, isSvg, errorsFirst] },
      usage: ['render', '-o', 'x.gif'],
      usageSays: /gif/,
      configured: true,
    },
  ],
  generate: [
    {
      args: ['generate', '--target', 'hubspot', '-o', 'out'],
      in: {
        clean: [0, says(/^out: \d+ files for HubSpot, \d+ written, 0 removed\.\n/), nothing],
        warnings: [0, says(/^out: /), nothing],
        errors: [1, '', errorsFirst],
      },
      usage: ['generate', '--target', 'hubspo', '-o', 'out'],
      usageSays: /hubspot/,
      configured: true,
    },
  ],
  import: [
    {
      args: ['import', 'hubspot', 'crm'],
      in: {
        clean: [0, says(/^\/\/ Drafted from HubSpot/), /^Drafted 1 process, .*\n$/],
        errors: [0, says(/^\/\/ Drafted from HubSpot/), /^Drafted 1 process, .*\n$/],
      },
      usage: ['import', 'hubspot', 'gone'],
      usageSays: /gone/,
      configured: false,
    },
  ],
  plan: [
    {
      args: ['plan', '--target', 'hubspot', '--state', 'crm'],
      in: {
        clean: [0, 'Nothing to change.\n', nothing],
        warnings: [0, says(/^New business\n/), nothing],
        errors: [1, '', errorsFirst],
      },
      usage: ['plan', '--target', 'hubspot', '--state', 'gone'],
      usageSays: /gone/,
      configured: true,
    },
  ],
  diff: [
    {
      args: ['diff', 'HEAD', '--exit-code'],
      in: {
        clean: [0, 'The process did not change.\n', nothing],
        warnings: [1, says(/excited about the product/), nothing],
        errors: [1, says(/lost its only step/), /Termz|^$/],
      },
      usage: ['diff', 'gone'],
      usageSays: /gone/,
      configured: true,
    },
  ],
  lsp: [{ args: [], in: {}, usage: ['lsp'], usageSays: /salesflow lsp --stdio/, configured: false }],
  completion: [
    {
      args: ['completion', 'bash'],
      in: { clean: [0, says(/^# bash completion/), nothing], errors: [0, says(/^# bash completion/), nothing] },
      usage: ['completion', 'csh'],
      usageSays: /bash, zsh, fish/,
      configured: false,
    },
  ],
};

test('every command is in the table', () => {
  expect(Object.keys(rows).sort()).toEqual(Object.keys(commands).sort());
});

describe.each(
  Object.entries(rows).flatMap(([name, all]) => all.map((row) => [row.args.join(' ') || name, row] as const)),
)('salesflow %s', (name, row) => {
  test.each(Object.entries(row.in))('in a project that is %s', async (state, [code, out, err]) => {
    const outcome = await salesflow(await folderIn(state as State), row.args);
    expect(outcome, outcome.err).toEqual({ code, out, err: says(err) });
  });

  test('that is misused prints nothing but what is wrong', async () => {
    const outcome = await salesflow(await folderIn('clean'), row.usage);
    expect(outcome).toEqual({ code: exitCodes.usage, out: '', err: says(/^salesflow: \S.{10,}/) });
    expect(outcome.err).toMatch(row.usageSays);
  });

  test.runIf(row.args.length > 0)(
    row.configured ? 'with a mistake in the configuration tells its place' : 'does not need the configuration',
    async () => {
      const outcome = await salesflow(await folderIn('clean', '{\n  "extend": "strict"\n}\n'), row.args);
      if (!row.configured) return expect(outcome.code).toBe(exitCodes.ok);
      expect(outcome).toEqual({
        code: exitCodes.usage,
        out: '',
        err: says(/^salesflow: .*\nsalesflow\.config\.json:2:3: .*Did you mean "extends"\?\n$/),
      });
    },
  );

  test('that fails by a defect says so', async () => {
    const folder = await folderIn('clean');
    let err = '';
    const broken = () => {
      throw new Error('the world ended');
    };
    const code = await run(row.args.length > 0 ? row.args : [name, '--stdio'], {
      get cwd() {
        return err === '' && row.configured ? (broken() as never) : folder;
      },
      env: {},
      outIsTerminal: false,
      errIsTerminal: false,
      stdin: broken,
      out: broken,
      err: (text) => {
        err += text;
      },
      stopped: new AbortController().signal,
    });
    expect(code, err).toBe(exitCodes.internal);
    // The language server has streams of its own, and finds none here.
    expect(err).toMatch(
      /^salesflow: internal error: (the world ended|Connection input .*)\. This is a defect of salesflow, not of your files\./,
    );
  });
});

test('the folder of a command is where paths of its report start', async () => {
  const folder = await folderIn('errors');
  put(folder, { 'sub/x.txt': '' });
  const { out } = await salesflow(path.join(folder, 'sub'), ['lint', '..', '--format', 'concise']);
  expect(out).toMatch(/^\.\.\/p\.salesflow:/);
});

describe('standard input in place of a file', () => {
  const [role, ...rest] = cleanProcess.split('\n');
  const people = () => folderWith({ 'salesflow.config.json': config, 'people.salesflow': `${role}\n`, 'sub/x': '' });
  const piped = { stdin: rest.join('\n') };

  test.each<readonly [string, readonly string[], RegExp]>([
    ['render', ['render', '-'], /^<svg /],
    ['render', ['render', '--stdin', '--stdin-filename', 'sub/p.salesflow'], /^<svg /],
    ['generate', ['generate', '-', '--target', 'hubspot', '-o', 'out'], /files for HubSpot/],
    ['streamline', ['streamline', '-'], /"Size the problem together"/],
  ])('%s reads it, as a part of the project around it: %j', async (_name, args, out) => {
    const outcome = await salesflow(people(), args, piped);
    expect(outcome, outcome.err).toMatchObject({ code: 0 });
    expect(outcome.out).toMatch(out);
    expect(outcome.err).not.toContain('AE');
  });

  test('plan compares what is piped in', async () => {
    const folder = people();
    await salesflow(folder, ['generate', '-', '--target', 'hubspot', '-o', 'out'], piped);
    const plan = ['plan', '-', '--target', 'hubspot', '--state', 'out', '--detailed-exitcode'];
    expect(await salesflow(folder, plan, piped)).toMatchObject({ code: 0 });
    const other = { stdin: piped.stdin.replace('probability 20%', 'probability 30%') };
    expect(await salesflow(folder, plan, other)).toMatchObject({ code: 2 });
  });

  test.each<readonly [readonly string[], RegExp]>([
    [['render', '-', 'people.salesflow'], /name no other paths/],
    [['render', '-', '--stdin-filename', 'p.txt'], /must end in \.salesflow/],
    [['generate', '--stdin', '--stdin-filename', 'gone/p.salesflow', '--target', 'hubspot', '-o', 'x'], /no folder/],
    [['streamline', '-', '--apply'], /cannot be rewritten/],
  ])('%j is refused', async (args, reason) => {
    const { code, out, err } = await salesflow(people(), args, piped);
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(reason)]);
  });
});
