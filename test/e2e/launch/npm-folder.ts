import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Installs one package, pinned, into a folder of its own, unless that version is there; answers the folder. */
export function installed(folder: string, name: string, version: string): string {
  const manifest = join(folder, 'node_modules', name, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version) return folder;
  console.log(`Installing ${name} ${version} for the end-to-end tests.`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  npmInstall(folder, [`${name}@${version}`, '--save-exact']);
  return folder;
}

/** `npm install` without scripts, so that nothing is compiled or downloaded from elsewhere. */
export function npmInstall(folder: string, args: readonly string[]): void {
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
}
