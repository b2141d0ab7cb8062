import { createServer } from 'node:net';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { chromium } from 'playwright-core';
import type { Driver } from '../driver.ts';
import type { Run } from './code-server.ts';

/** Downloads the desktop editor; `undefined` where the network does not allow it. */
export async function installDesktop(folder: string): Promise<string | undefined> {
  try {
    return await downloadAndUnzipVSCode({ cachePath: join(folder, 'desktop'), timeout: 20_000 });
  } catch {
    return undefined;
  }
}

/** Runs the suite in the desktop editor; its window is driven over the debugging port. */
export async function runInDesktop(executable: string, run: Run, driver: Driver): Promise<void> {
  const port = await freePort();
  const ended = runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: run.extension,
    extensionTestsPath: run.suite,
    launchArgs: [
      run.workspace,
      `--remote-debugging-port=${port}`,
      '--disable-workspace-trust',
      '--disable-extensions',
      '--no-sandbox',
      ...(run.host === 'web' ? ['--extensionDevelopmentKind=web'] : []),
    ],
  });
  ended.then(
    () => driver.finish({ passed: 0, failed: ['The editor closed before the suite ended.'] }),
    (error: unknown) => driver.finish({ passed: 0, failed: [String(error)] }),
  );
  const browser = await connected(port);
  const pages = () => browser.contexts().flatMap((context) => context.pages());
  for (let attempt = 0; attempt < 100 && pages().length === 0; attempt++) await pause();
  const page = pages()[0];
  if (page !== undefined) driver.attach(page);
  await driver.outcome;
  await ended.catch(() => {});
  await browser.close();
}

async function connected(port: number): ReturnType<typeof chromium.connectOverCDP> {
  for (let attempt = 0; attempt < 150; attempt++) {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => undefined);
    if (browser !== undefined) return browser;
    await pause();
  }
  throw new Error('The desktop editor opened no debugging port.');
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 200));

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 9222));
    });
  });
}
