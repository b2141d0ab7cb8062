import * as vscode from 'vscode';
import {
  type Counts,
  type DriverFile,
  type DriverMethod,
  type DriverParams,
  type DriverResult,
  PATIENCE,
} from '../channel.ts';

/** A test of the suite; tests run in the order of their declaration. */
interface Test {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const tests: Test[] = [];
const testsAfterReload: Test[] = [];
let driver: DriverFile | undefined;

/** Declares a test; its name reads as a sentence. */
export function test(name: string, body: () => Promise<void>): void {
  tests.push({ name, body });
}

/** Declares a test that runs once the window is loaded anew, after all others: with what the last of those left. */
export function afterReload(name: string, body: () => Promise<void>): void {
  testsAfterReload.push({ name, body });
}

/** The folder that is open. */
export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open.');
  return folder.uri;
}

export function host(): DriverFile['host'] {
  return driver?.host ?? 'node';
}

/** Asks the driver to do something in the window. */
export async function ask<M extends DriverMethod>(method: M, params: DriverParams<M>): Promise<DriverResult<M>> {
  const response = await fetch(`${driver?.url}/${method}`, { method: 'POST', body: JSON.stringify(params) });
  const answer = (await response.json()) as { result: DriverResult<M>; error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.result;
}

/** Polls until `probe` answers something other than `undefined` or `false`. */
export async function until<T>(
  what: string,
  probe: () => T | undefined | false | PromiseLike<T | undefined | false>,
  timeout = PATIENCE,
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`Waited ${timeout / 1000} s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

export function equal(actual: unknown, expected: unknown, message: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${message}: expected ${right}, got ${left}`);
}

/** Where that many tests have failed, the rest would fail for the same reason. */
const FAILURE_LIMIT = 6;
let between: () => Promise<void> = async () => {};

/** Runs before every test. */
export function beforeEach(body: () => Promise<void>): void {
  between = body;
}

/** Runs every test, those after a reload too; tells the driver how it went. */
export async function runAll(): Promise<void> {
  const file = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(workspaceFolder(), '.vscode', 'driver.json'));
  driver = JSON.parse(new TextDecoder().decode(file)) as DriverFile;
  const { only } = driver;
  const chosen = (all: readonly Test[]) => all.filter((one) => only.split('|').some((part) => one.name.includes(part)));
  const before = await ask('before', {});
  if (before === null) {
    const counts = await runTests(chosen(tests), between, { passed: 0, failed: [] });
    if (chosen(testsAfterReload).length === 0) return void (await ask('finished', counts));
    await ask('reload', counts);
    // A suite that ends would close the window.
    return new Promise(() => {});
  }
  await ask('finished', await runTests(chosen(testsAfterReload), async () => {}, before));
}

async function runTests(chosen: readonly Test[], prepare: () => Promise<void>, so: Counts): Promise<Counts> {
  const failed = [...so.failed];
  let { passed } = so;
  for (const { name, body } of chosen) {
    if (failed.length >= FAILURE_LIMIT) {
      failed.push(`The rest was not run, from "${name}" on.`);
      break;
    }
    const start = Date.now();
    try {
      await prepare();
      await Promise.race([body(), timeLimit(4 * PATIENCE)]);
      passed++;
      await ask('log', { line: `  ✓ ${name} (${Date.now() - start} ms)` });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      failed.push(`${name}: ${message}`);
      await ask('log', { line: `  ✗ ${name}: ${error instanceof Error ? (error.stack ?? message) : message}` });
      await ask('screenshot', { name: `failed-${name.replace(/\W+/g, '-')}` }).catch(() => null);
    }
  }
  return { passed, failed };
}

function timeLimit(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`Took longer than ${milliseconds / 1000} s.`)), milliseconds);
  });
}
