import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Counts, DriverFile, HostKind } from './channel.ts';
import { Driver } from './driver.ts';
import { findBrowser } from './launch/browser.ts';
import { installCodeServer, type Run, runInCodeServer } from './launch/code-server.ts';
import { installDesktop, runInDesktop } from './launch/desktop.ts';

/**
 * The extension in a real VS Code: one suite, two launchers, two extension hosts.
 *
 * `E2E_HOSTS=node,web` chooses the hosts, `E2E_ONLY=text|other` the tests, `E2E_EDITOR=desktop|code-server` the launcher.
 */
const ROOT = resolve(import.meta.dirname, '..', '..');
const EDITORS = join(ROOT, '.vscode-test');
const SCREENSHOTS = join(import.meta.dirname, 'screenshots');
/** For all tests in one host, in milliseconds. */
const TIME_LIMIT = 1_200_000;

const launch = await chooseLauncher();
if (launch === undefined) process.exit(process.env.CI ? 1 : 0);

const hosts = (process.env.E2E_HOSTS ?? 'node,web').split(',') as HostKind[];
let passed = 0;
const failed: string[] = [];
const started = Date.now();
for (const host of hosts) {
  const outcome = await runSuite(host, launch);
  passed += outcome.passed;
  failed.push(...outcome.failed.map((line) => `${host}: ${line}`));
}
for (const line of failed) console.log(`FAILED ${line}`);
console.log(`End-to-end: ${Math.round((Date.now() - started) / 1000)} s; pictures in ${SCREENSHOTS}`);
console.log(`${passed} passed, ${failed.length} failed`);
process.exit(failed.length > 0 || passed === 0 ? 1 : 0);

/** The workspace under version control, so that it can be compared with what it was. */
function commit(workspace: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.com', ...args], {
      cwd: workspace,
      stdio: 'ignore',
    });
  git('init', '--quiet');
  writeFileSync(join(workspace, '.gitignore'), 'node_modules/\n.vscode/\n');
  git('add', '.');
  git('commit', '--quiet', '--message', 'First');
}

type Launch = (run: Run, driver: Driver) => Promise<void>;

async function chooseLauncher(): Promise<Launch | undefined> {
  const wanted = process.env.E2E_EDITOR;
  const errors: string[] = [];
  if (wanted !== 'desktop') {
    try {
      const browser = await findBrowser(EDITORS);
      const server = installCodeServer(EDITORS);
      console.log(`Editor: code-server in ${browser.executable}`);
      return (run, driver) => runInCodeServer(server, browser, run, driver);
    } catch (error) {
      errors.push(`code-server: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (wanted !== 'code-server') {
    const desktop = await installDesktop(EDITORS);
    if (desktop !== undefined) {
      console.log(`Editor: ${desktop}`);
      return (run, driver) => runInDesktop(desktop, run, driver);
    }
    errors.push('desktop: VS Code could not be downloaded');
  }
  console.error(`SKIPPED the extension in a real VS Code: no editor can be had.\n  ${errors.join('\n  ')}`);
  return undefined;
}

async function runSuite(host: HostKind, launch: Launch): Promise<Counts> {
  const workspace = mkdtempSync(join(tmpdir(), 'salesflow-e2e-'));
  const driver = new Driver(host, SCREENSHOTS);
  const clock = setTimeout(
    () => driver.finish({ passed: 0, failed: [`The suite took longer than ${TIME_LIMIT / 1000} s.`] }),
    TIME_LIMIT,
  );
  try {
    cpSync(join(import.meta.dirname, 'workspace'), workspace, { recursive: true });
    mkdirSync(join(workspace, '.vscode'), { recursive: true });
    cpSync(join(import.meta.dirname, 'settings.json'), join(workspace, '.vscode', 'settings.json'));
    // The project has the command line installed, as `npm install` would leave it.
    mkdirSync(join(workspace, 'node_modules', '.bin'), { recursive: true });
    symlinkSync(join(ROOT, 'server'), join(workspace, 'node_modules', 'salesflow'), 'junction');
    symlinkSync(join(ROOT, 'server', 'bin', 'salesflow.js'), join(workspace, 'node_modules', '.bin', 'salesflow'));
    commit(workspace);
    const file: DriverFile = { url: await driver.listen(), host, only: process.env.E2E_ONLY ?? '' };
    writeFileSync(join(workspace, '.vscode', 'driver.json'), JSON.stringify(file));
    console.log(`\n${host === 'web' ? 'Web worker host' : 'Node host'}`);
    await launch(
      { extension: join(ROOT, 'dist', 'extension'), suite: join(ROOT, 'dist', 'e2e', 'suite.js'), workspace, host },
      driver,
    );
    return await driver.outcome;
  } catch (error) {
    return { passed: 0, failed: [error instanceof Error ? error.message : String(error)] };
  } finally {
    clearTimeout(clock);
    driver.close();
    rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
  }
}
