import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * The program of a version of Node, from its npm package for this machine, or `undefined` where that cannot be had. It is
 * kept beside the dependencies, of which it cannot be one: several of them would claim the same command.
 */
export function nodeOf(version: string): string | undefined {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = path.resolve('node_modules/.cache/salesflow-nodes', version);
  const program = path.join(folder, 'node_modules', name, 'bin/node');
  if (existsSync(program)) return program;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    const npm = ['install', '--prefix', fresh, '--no-save', '--no-audit', '--no-fund', `${name}@${version}`];
    execFileSync('npm', npm, { stdio: 'pipe', shell: process.platform === 'win32' });
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (process.env.CI && process.platform === 'linux') throw error;
    console.warn(`Node ${version} cannot be had here: the package was not tried on it.`);
    return undefined;
  }
  return program;
}
