import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installed } from './npm-folder.ts';

export interface Browser {
  readonly executable: string;
  readonly args: readonly string[];
}

const KNOWN_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const PACKAGED = { name: '@sparticuz/chromium', version: '153.0.0' };

/** A Chromium to drive: `CHROME_PATH`, one on the machine, else one from the package registry (Linux x64). */
export async function findBrowser(folder: string): Promise<Browser> {
  const local = [process.env.CHROME_PATH, ...KNOWN_PLACES].find((place) => place !== undefined && existsSync(place));
  if (local !== undefined) return { executable: local, args: ['--no-sandbox'] };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome, Chromium or Edge was found. Install one, or name it in CHROME_PATH.');
  }
  const root = installed(join(folder, 'chromium'), PACKAGED.name, PACKAGED.version);
  const module: unknown = await import(createRequire(join(root, 'package.json')).resolve(PACKAGED.name));
  const chromium = (module as { default: { args: string[]; executablePath(): Promise<string> } }).default;
  const executable = await chromium.executablePath();
  execFileSync(executable, ['--version'], { stdio: 'ignore' });
  return { executable, args: chromium.args };
}
