import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

/**
 * How quick the built command is: start-up, one file, a workspace of 500 files of 40 steps with all rules and three
 * reports, and what one changed file of it costs. Ratios are to a bare `node -e 0`, or to the whole workspace. Short
 * commands and bare ones take turns, since a machine is not as fast in one second as in the next.
 *
 * Each run is a process of its own, with compiled code kept between runs where Node can. Whether it may also use what an
 * earlier run found of the same texts is said in its line: only "checked before" does.
 */
const root = path.resolve(import.meta.dirname, '../..');
const bin = path.join(root, 'server/bin/salesflow.js');
const fileCount = 500;
const stepCount = 40;
if (!existsSync(path.join(root, 'server/dist/cli.js'))) throw new Error('Build first: npm run build');

interface Run {
  readonly milliseconds: number;
  /** Most memory the process held, in MB; 0 where the system does not tell. */
  readonly megabytes: number;
}

function run(args: readonly string[], cwd: string, anew: boolean): Promise<Run> {
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: 'ignore',
    env: {
      ...process.env,
      CI: '',
      GITHUB_ACTIONS: '',
      SALESFLOW_CACHE_DIR: cache,
      SALESFLOW_NO_CACHE: anew ? '1' : '',
    },
  });
  let peak = 0;
  const timer = setInterval(() => {
    try {
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
    } catch {
      // Ended, or a system without /proc.
    }
  }, 20);
  return new Promise((resolve) =>
    child.on('exit', () => {
      clearInterval(timer);
      resolve({ milliseconds: performance.now() - start, megabytes: peak / 1024 });
    }),
  );
}

async function median(count: number, args: readonly string[], cwd: string, anew = true): Promise<Run> {
  await run(args, cwd, anew);
  const runs: Run[] = [];
  for (let i = 0; i < count; i++) runs.push(await run(args, cwd, anew));
  return middle(runs);
}

/** A short command, and how many times as long as a bare one it takes. */
async function besideBare(args: readonly string[], cwd: string, anew = true): Promise<Run & { times: string }> {
  await run(args, cwd, anew);
  const bare: Run[] = [];
  const runs: Run[] = [];
  for (let i = 0; i < 51; i++) {
    bare.push(await run(['-e', '0'], cwd, anew));
    runs.push(await run(args, cwd, anew));
  }
  const ratios = runs.map(({ milliseconds }, i) => milliseconds / bare[i]!.milliseconds).sort((a, b) => a - b);
  allBare.push(...bare);
  return { ...middle(runs), times: `${ratios[Math.floor(ratios.length / 2)]!.toFixed(2)} × bare node` };
}

const allBare: Run[] = [];

function middle(runs: Run[]): Run {
  runs.sort((a, b) => a.milliseconds - b.milliseconds);
  return runs[Math.floor(runs.length / 2)]!;
}

function processText(index: number): string {
  const steps = Array.from(
    { length: stepCount },
    (_, step) => `  step S${step} "Agree part ${step} of plan ${index}" {
    helps Stuck${index}_${step % 8}
    do "Review part ${step} with the operations lead"
    exit {
      done "Review of part ${step} held" proof meeting "Review ${step}" held with OpsLead
      collect deal.next_step
      commit "Operations lead books review ${step + 1}" proof meeting "Review ${step + 1}" scheduled with OpsLead
    }
    otherwise { after 30 days lose as No }
  }`,
  );
  const stuck = Array.from(
    { length: 8 },
    (_, point) => `    stuck Stuck${index}_${point} "Cannot settle part ${point} alone"`,
  );
  return `journey J${index} "Journey ${index}" for OpsLead {\n  stage Only${index} "Only" {\n${stuck.join('\n')}\n  }\n}\nprocess P${index} "Process ${index}" for J${index} {\n  owner AE\n${steps.join('\n')}\n  won Won "Won"\n  lost Lost "Lost" { reason No "No" }\n}\n`;
}

const folder = mkdtempSync(path.join(tmpdir(), 'salesflow-bench-'));
const cache = mkdtempSync(path.join(tmpdir(), 'salesflow-bench-cache-'));
try {
  writeFileSync(path.join(folder, 'salesflow.config.json'), '{}');
  writeFileSync(
    path.join(folder, 'people.salesflow'),
    'role AE "Account executive"\npersona OpsLead "Operations lead" { buys-as champion }\n',
  );
  for (let index = 0; index < fileCount; index++)
    writeFileSync(path.join(folder, `p${index}.salesflow`), processText(index));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args], {
      stdio: 'ignore',
    });
  git('init');
  git('add', '.');
  git('commit', '-m', 'State');

  const version = await besideBare([bin, '--version'], folder);
  const example = path.join(root, 'examples/saas-new-business');
  const fresh = path.join(cache, 'fresh');
  execFileSync(process.execPath, [bin, 'init', fresh], { stdio: 'ignore' });
  const file = await besideBare([bin, 'lint', 'process.salesflow'], fresh);
  const single = await besideBare([bin, 'lint'], example);
  const again = await besideBare([bin, 'lint'], example, false);
  const reports = [
    '--format',
    `json=${folder}/r.json`,
    '--format',
    `sarif=${folder}/r.sarif`,
    '--format',
    `gitlab=${folder}/r.gitlab`,
    '--preset',
    'strict',
  ];
  const whole = await median(3, [bin, 'lint', ...reports], folder);
  writeFileSync(
    path.join(folder, 'p7.salesflow'),
    processText(7).replace('Review of part 3 held', 'Review of part 3 done well'),
  );
  const changed = await median(3, [bin, 'lint', '--changed-since', 'HEAD', ...reports], folder);

  const line = (what: string, { milliseconds, megabytes }: Run, ratio: string) =>
    console.log(
      `${what.padEnd(46)} ${milliseconds.toFixed(0).padStart(6)} ms ${megabytes.toFixed(0).padStart(5)} MB  ${ratio}`,
    );
  line('node -e 0', middle(allBare), '');
  line('salesflow --version', version, version.times);
  line('salesflow lint, one file, checked anew', file, `${file.times} (aim: 3)`);
  line('salesflow lint, one example for 2 CRMs, anew', single, single.times);
  line('salesflow lint, the same, checked before', again, `${again.times} (aim: 3)`);
  line(`salesflow lint, ${fileCount} files × ${stepCount} steps, 3 reports`, whole, '(aim: 4,000 ms and 300 MB)');
  line(
    'the same with --changed-since, one file changed',
    changed,
    `${((100 * changed.milliseconds) / whole.milliseconds).toFixed(0)} % of the whole (aim: 40 %)`,
  );
} finally {
  for (const made of [folder, cache]) rmSync(made, { recursive: true, force: true });
}
