import { execFileSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** The command as it is shipped. `salesflow lsp --stdio` is the language server that the tests speak to. */
export const COMMAND = path.join(ROOT, 'server', 'dist', 'cli.js');

/** Builds the command where a source is newer than it: tests of an old build would prove nothing. */
export function ensureBuilt(): void {
  const age = (file: string) => statSync(path.join(ROOT, file)).mtimeMs;
  const newest = Math.max(...globSync('server/src/**/*.ts', { cwd: ROOT }).map(age), age('esbuild.ts'));
  if (existsSync(COMMAND) && statSync(COMMAND).mtimeMs >= newest) return;
  execFileSync(process.execPath, ['esbuild.ts', '--production', '--only=cli'], { cwd: ROOT, stdio: 'pipe' });
}

/** vitest's global setup. */
export default ensureBuilt;
