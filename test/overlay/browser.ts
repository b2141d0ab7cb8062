import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A Chrome or Chromium of this machine; in CI its absence is an error, elsewhere tests say that they did not run. */
export const browserPath = places.find((place) => place !== undefined && existsSync(place));

if (browserPath === undefined) {
  const message = 'No Chrome or Chromium was found: the tests of exported pages in a real browser DID NOT RUN.';
  if (process.env.CI === 'true') throw new Error(`${message} Install one or set CHROME_PATH.`);
  console.warn(message);
}

export function launch(): Promise<Browser> {
  const args =
    '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
  return chromium.launch({ executablePath: browserPath as string, headless: true, args: args.split(' ') });
}
