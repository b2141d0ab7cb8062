import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { HostKind } from '../channel.ts';
import type { Driver } from '../driver.ts';
import type { Browser } from './browser.ts';
import { installed, npmInstall } from './npm-folder.ts';

/** Carries the workbench and extension host of VS Code 1.139. */
const CODE_SERVER = { name: 'code-server', version: '4.139.1' };

export interface Run {
  readonly extension: string;
  readonly suite: string;
  readonly workspace: string;
  readonly host: HostKind;
}

/** Installs the editor where it is missing; answers the folder of its `out/server-main.js`. */
export function installCodeServer(folder: string): string {
  const root = installed(join(folder, 'code-server'), CODE_SERVER.name, CODE_SERVER.version);
  const server = join(root, 'node_modules', CODE_SERVER.name, 'lib', 'vscode');
  const complete = join(server, '.installed');
  if (!existsSync(complete)) {
    npmInstall(server, ['--omit=dev']);
    writeFileSync(complete, '');
  }
  return server;
}

/** Runs the suite in the workbench of code-server, shown in a headless browser. */
export async function runInCodeServer(server: string, browser: Browser, run: Run, driver: Driver): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'salesflow-editor-'));
  const port = await freePort();
  const log: string[] = [];
  const child = startServer(server, port, data, log);
  const window = await chromium.launch({ executablePath: browser.executable, args: [...browser.args], headless: true });
  try {
    await answering(port, child);
    const context = await window.newContext({ viewport: { width: 1500, height: 950 }, acceptDownloads: true });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: `http://127.0.0.1:${port}` });
    const page = await context.newPage();
    driver.attach(page);
    await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
      log.push(`[${type}] ${args.map(String).join(' ')}`);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => {
      if (code !== 0) driver.finish({ passed: 0, failed: [`The extension host ended with code ${code}.`] });
    });
    page.on('crash', () => driver.finish({ passed: 0, failed: ['The editor window crashed.'] }));
    await page.goto(workbenchUrl(port, run));
    const outcome = await driver.outcome;
    if (outcome.failed.length > 0 && outcome.passed === 0) console.log(relevant(log).join('\n'));
  } finally {
    if (process.env.E2E_LOG) printLog(data);
    await window.close();
    child.kill();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The editor reports at length what it lacks here (native modules, an account); only the rest may explain a failure. */
function relevant(log: readonly string[]): readonly string[] {
  const known = /ChatModelSelection|open-vsx|bindings file|AgentHost|native-watchdog|api\.github\.com|spdlog|watchdog/;
  return log
    .filter((line) => !known.test(line))
    .slice(-30)
    .map((line) => line.slice(0, 1500));
}

/** What the extension wrote to its output channel, for `E2E_LOG=1`. */
function printLog(data: string): void {
  for (const file of globSync('data/logs/**/*Salesflow*.log', { cwd: data }))
    console.log(readFileSync(join(data, file), 'utf8'));
}

function startServer(server: string, port: number, data: string, log: string[]): ChildProcess {
  const child = spawn(
    process.execPath,
    [
      join(server, 'out', 'server-main.js'),
      ...['--host', '127.0.0.1', '--port', String(port), '--server-data-dir', data],
      '--without-connection-token',
      '--accept-server-license-terms',
      '--enable-smoke-test-driver',
      '--disable-workspace-trust',
      '--disable-telemetry',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  child.stdout?.on('data', (chunk) => log.push(String(chunk)));
  child.stderr?.on('data', (chunk) => log.push(String(chunk)));
  return child;
}

function workbenchUrl(port: number, run: Run): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(run.extension)],
    ['extensionTestsPath', remote(run.suite)],
    ...(run.host === 'web' ? [['extensionDevelopmentKind', 'web']] : []),
  ];
  const query = new URLSearchParams({ folder: run.workspace, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query}`;
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    if (child.exitCode !== null) throw new Error(`The editor's server ended with code ${child.exitCode}.`);
    const answer = await fetch(`http://127.0.0.1:${port}/version`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The editor's server does not answer.");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
