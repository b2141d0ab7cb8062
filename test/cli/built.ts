import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from './support.ts';

/** The program as it is shipped; tests of it are left out, with a word, where nothing was built. */
export const bin = path.resolve('server/bin/salesflow.js');
export const built = existsSync(path.resolve('server/dist/cli.js'));
if (!built) console.warn('server/dist/cli.js is not built: the program itself was not started.');

/** A started program. */
export class Running {
  out = '';
  err = '';
  private readonly child: ChildProcess;
  /** What it did, once it has ended; a signal that killed it is the code -1. */
  readonly ended: Promise<Outcome>;

  constructor(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { GITHUB_ACTIONS: _github, GITLAB_CI: _gitlab, ...own } = process.env;
    this.child = spawn(process.execPath, [bin, ...args], {
      cwd: folder,
      env: { ...own, SALESFLOW_TODAY: '2026-06-01', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    this.ended = new Promise((resolve) =>
      this.child.on('close', (code) => resolve({ code: code ?? -1, out: this.out, err: this.err })),
    );
  }

  stop(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Closes the reading end of its standard output. */
  closePipe(): void {
    this.child.stdout!.destroy();
  }

  /** Waits until it has written something; fails when it ends before. */
  async until(said: (running: Running) => boolean): Promise<void> {
    let ended = false;
    void this.ended.then(() => (ended = true));
    while (!said(this)) {
      if (ended) throw new Error(`It ended before: ${this.out}${this.err}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
