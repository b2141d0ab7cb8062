import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { bin, built, Running } from './built.ts';
import { cleanProcess, config, errorProcess, folderWith, put, warningProcess } from './support.ts';

/** A project with many findings, so that its reports take a while to write. */
function large(): string {
  const label = 'done "The buyer is excited and convinced" proof deal.close_on is set\n'.repeat(60);
  const text = warningProcess.replace(/ {6}done "The head of operations is excited.*\n/, label);
  const files = Array.from({ length: 12 }, (_, index) => [
    `p${index}.salesflow`,
    text.replaceAll(/\b(AE|Lead|Evaluation|NewBusiness|Aware|Decide|Sizing|Terms)\b/g, `$1${index}`),
  ]);
  return folderWith({ 'salesflow.config.json': config, ...Object.fromEntries(files) });
}

const reports = {
  'out/report.json': 'json',
  'out/report.sarif': 'sarif',
  'out/report.xml': 'junit',
  'out/checks.xml': 'checkstyle',
  'out/quality.json': 'gitlab',
  'out/rd.json': 'rdjson',
};
const toFiles = Object.entries(reports).flatMap(([file, format]) => ['--format', `${format}=${file}`]);

/** Every report that is there can be read to its end, and nothing else lies beside them. */
function expectWhole(folder: string): string[] {
  const out = path.join(folder, 'out');
  const names = readdirSync(out).sort();
  for (const name of names) {
    expect(Object.keys(reports)).toContain(`out/${name}`);
    const text = readFileSync(path.join(out, name), 'utf8');
    if (name.endsWith('.xml')) expect(XMLValidator.validate(text)).toBe(true);
    else expect(() => JSON.parse(text), name).not.toThrow();
  }
  return names;
}

describe.runIf(built)('stopping', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'by %s leaves whole files and nothing else, whenever it comes',
    { timeout: 120_000 },
    async (signal, code) => {
      const folder = large();
      mkdirSync(path.join(folder, 'out'));
      const counts = new Set<number>();
      const codes = new Set<number>();
      // After so many reports are there: none, some, all but the last.
      for (const after of [0, 1, 3, 5]) {
        for (const name of readdirSync(path.join(folder, 'out')))
          renameSync(path.join(folder, 'out', name), path.join(folder, `old-${name}`));
        const running = new Running(folder, ['lint', '--fail-on', 'never', ...toFiles]);
        await running.until(() => readdirSync(path.join(folder, 'out')).length >= after);
        if (after === 0) await new Promise((resolve) => setTimeout(resolve, 150));
        running.stop(signal);
        codes.add((await running.ended).code);
        counts.add(expectWhole(folder).length);
      }
      for (const one of codes) expect([code, 0]).toContain(one);
      expect(codes).toContain(code);
      expect(Math.min(...counts)).toBeLessThan(6);
    },
  );
});

/** The end of a pipe that is read, when asked to: a test that waits in the system itself could not be ended. */
class PipeEnd {
  private readonly descriptor: number;
  private readonly chunks: Buffer[] = [];

  /** @param pipe path of a named pipe */
  constructor(pipe: string) {
    this.descriptor = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  }

  /** Waits until somebody has written something. */
  async first(): Promise<void> {
    while (this.next() !== 'some') await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Everything that was written, once nobody can write any more. */
  async all(): Promise<string> {
    for (let read = this.next(); read !== 'end'; read = this.next())
      if (read === 'none') await new Promise((resolve) => setTimeout(resolve, 5));
    closeSync(this.descriptor);
    return Buffer.concat(this.chunks).toString();
  }

  private next(): 'some' | 'none' | 'end' {
    const chunk = Buffer.alloc(10_000);
    try {
      const count = readSync(this.descriptor, chunk);
      this.chunks.push(chunk.subarray(0, count));
      return count === 0 ? 'end' : 'some';
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('EAGAIN');
      return 'none';
    }
  }
}

describe.runIf(built && process.platform !== 'win32')('stopping exactly between two reports', () => {
  /** Three reports, of which the second goes into a named pipe, is more than it holds, and is being written. */
  async function held(folder: string): Promise<{ running: Running; pipe: PipeEnd }> {
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    const pipe = new PipeEnd(path.join(folder, 'pipe'));
    const formats = ['json=out/report.json', 'concise=pipe', 'sarif=out/report.sarif'];
    const running = new Running(folder, ['lint', ...formats.flatMap((one) => ['--format', one])]);
    await pipe.first();
    return { running, pipe };
  }

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s leaves the one that is there whole, and does not begin the next', async (signal, code) => {
    const folder = large();
    const { running, pipe } = await held(folder);
    running.stop(signal);
    expect((await pipe.all()).endsWith('warnings in 12 files.\n')).toBe(true);
    expect(await running.ended).toMatchObject({ code, out: '', err: '' });
    expect(expectWhole(folder)).toEqual(['report.json']);
  });

  test('and it goes on where nobody stops it', async () => {
    const folder = large();
    const { running, pipe } = await held(folder);
    expect((await pipe.all()).endsWith('warnings in 12 files.\n')).toBe(true);
    expect(await running.ended).toMatchObject({ code: 0, out: '', err: '' });
    expect(expectWhole(folder)).toEqual(['report.json', 'report.sarif']);
  });
});

describe.runIf(built)('a reader that closes the pipe', () => {
  test.each([
    ['errors', errorProcess, 1],
    ['none', cleanProcess, 0],
  ])('costs neither the other reports nor the exit code: %s', async (_what, text, code) => {
    const folder = folderWith({ 'salesflow.config.json': config, 'p.salesflow': text });
    const running = new Running(folder, ['lint', '--format', 'pretty', '--format', 'json=out/report.json']);
    running.closePipe();
    expect(await running.ended).toMatchObject({ code, err: '' });
    expect(expectWhole(folder)).toEqual(['report.json']);
  });

  test('ends watching, which nobody would see', async () => {
    const folder = folderWith({ 'salesflow.config.json': config, 'p.salesflow': errorProcess });
    const running = new Running(folder, ['lint', '--watch']);
    running.closePipe();
    expect((await running.ended).code).toBe(0);
  });
});

describe.runIf(built)('several runs at once', () => {
  test('write the same reports, and each is one run’s', { timeout: 120_000 }, async () => {
    const folder = large();
    const runs = Array.from({ length: 3 }, () => new Running(folder, ['lint', ...toFiles, '--format', 'concise']));
    const ended = await Promise.all(runs.map((run) => run.ended));
    expect(new Set(ended.map(({ out }) => out)).size).toBe(1);
    expect(ended.map(({ code }) => code)).toEqual([ended[0]!.code, ended[0]!.code, ended[0]!.code]);
    expect(expectWhole(folder)).toHaveLength(6);
  });

  test('update one baseline, each for its own project, and nothing is lost', { timeout: 120_000 }, async () => {
    const names = ['a', 'b', 'c', 'd'];
    const folder = folderWith(
      Object.fromEntries(
        names.flatMap((name) => [
          [`${name}/salesflow.config.json`, config],
          [`${name}/p.salesflow`, warningProcess],
        ]),
      ),
    );
    const update = ['--baseline', 'accepted.json', '--update-baseline'];
    const ended = await Promise.all(names.map((name) => new Running(folder, ['lint', name, ...update]).ended));
    expect(ended.map(({ code, err }) => [code, err.includes('written')])).toEqual(names.map(() => [0, true]));
    const { accepted } = JSON.parse(readFileSync(path.join(folder, 'accepted.json'), 'utf8'));
    expect(accepted.map(({ project }: { project: string }) => project)).toEqual(names);
    expect(readdirSync(folder).sort()).toEqual(['a', 'accepted.json', 'b', 'c', 'd']);
    const checked = await new Running(folder, ['lint', '--baseline', 'accepted.json', '--max-warnings', '0']).ended;
    expect(checked).toMatchObject({ code: 0, err: '' });
  });

  test('take over the lock of a run that was killed', { timeout: 30_000 }, async () => {
    const folder = folderWith({ 'salesflow.config.json': config, 'p.salesflow': warningProcess, 'b.json.lock/x': '' });
    const { utimesSync, rmSync } = await import('node:fs');
    rmSync(path.join(folder, 'b.json.lock/x'));
    utimesSync(path.join(folder, 'b.json.lock'), new Date(0), new Date(0));
    const { code } = await new Running(folder, ['lint', '--baseline', 'b.json', '--update-baseline']).ended;
    expect(code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['b.json', 'p.salesflow', 'salesflow.config.json']);
  });
});

describe.runIf(built)('watching', () => {
  const waits = (times: number) => (running: Running) => running.err.split('Watching for changes').length > times;
  const watch = async (folder: string, ...more: string[]) => {
    const running = new Running(folder, ['lint', '--watch', '--format', 'concise', ...more]);
    await running.until(waits(1));
    // The system's own notices take a moment to be in place.
    await new Promise((resolve) => setTimeout(resolve, 200));
    return running;
  };

  test('runs again for each change, outlives mistakes, and ends by signal', { timeout: 60_000 }, async () => {
    const folder = folderWith({ 'salesflow.config.json': config, 'p.salesflow': cleanProcess, 'readme.md': '' });
    const running = await watch(folder);
    expect(running.out).toBe('No findings in 1 file.\n');
    put(folder, { 'p.salesflow': errorProcess, 'readme.md': 'not watched' });
    await running.until(waits(2));
    expect(running.out).toContain('p.salesflow:25:11: error language/unknown-name');
    put(folder, { 'salesflow.config.json': '{ "extend": "strict" }' });
    await running.until(waits(3));
    expect(running.err).toContain('Did you mean "extends"?');
    put(folder, { 'salesflow.config.json': config, 'p.salesflow': cleanProcess, 'sub/new.salesflow': 'role SE "S"\n' });
    await running.until(waits(4));
    await running.until(({ out }) => out.endsWith('No findings in 2 files.\n') || /new\.salesflow:1:6/.test(out));
    running.stop('SIGINT');
    const { code, err } = await running.ended;
    expect(code).toBe(130);
    expect(err).not.toContain('internal error');
  });

  test('sees a named file that an editor replaces, and the files it depends on', { timeout: 60_000 }, async () => {
    const [role, ...rest] = cleanProcess.split('\n');
    const folder = folderWith({
      'salesflow.config.json': config,
      'sales/p.salesflow': rest.join('\n'),
      'people/roles.salesflow': `${role}\n`,
    });
    const running = await watch(folder, 'sales/p.salesflow');
    const file = path.join(folder, 'sales/p.salesflow');
    writeFileSync(`${file}~`, rest.join('\n').replace('helps Terms', 'helps Termz'));
    renameSync(`${file}~`, file);
    await running.until(waits(2));
    expect(running.out).toContain('`Termz`');
    put(folder, { 'people/roles.salesflow': 'role AX "A"\n' });
    await running.until(waits(3));
    expect(running.out).toContain('`AE`');
    running.stop('SIGTERM');
    expect((await running.ended).code).toBe(143);
  });

  test('tells a path that is not there', async () => {
    const { code, err } = await new Running(folderWith({}), ['lint', '--watch', 'gone']).ended;
    expect([code, err]).toEqual([2, expect.stringContaining('Cannot watch gone: it does not exist.')]);
  });
});

describe.runIf(built && process.platform === 'linux')('standard output', () => {
  /** Runs the program with that file as its standard output, which it closes here. */
  function into(output: number, folder: string, args: readonly string[]) {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: folder,
      env: { ...process.env, SALESFLOW_TODAY: '2026-06-01', GITHUB_ACTIONS: '', GITLAB_CI: '' },
      stdio: ['ignore', output, 'pipe'],
    });
    closeSync(output);
    let err = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (err += text));
    return new Promise<{ code: number | null; err: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, err })),
    );
  }

  test('that is a full pipe which does not wait gets everything once it is read', async () => {
    const folder = large();
    const args = ['lint', '--format', 'json'];
    const expected = await new Running(folder, args).ended;
    expect(expected.out.length).toBeGreaterThan(200_000);
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reading = new PipeEnd(pipe);
    const ended = into(openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK), folder, args);
    // Until the pipe is as full as it gets.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const all = await reading.all();
    expect(await ended).toEqual({ code: expected.code, err: expected.err });
    expect(all).toBe(expected.out);
  });

  test('on a full disk is told in words', async () => {
    const { code, err } = await into(openSync('/dev/full', 'w'), folderWith({ 'a.salesflow': warningProcess }), [
      'lint',
    ]);
    expect(code).toBe(2);
    expect(err).toBe('salesflow: Cannot write to standard output: the disk is full. Write to another place.\n');
  });

  test('that is the null device needs nothing', async () => {
    const { code, err } = await into(openSync('/dev/null', 'w'), folderWith({ 'a.salesflow': warningProcess }), [
      'lint',
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});
