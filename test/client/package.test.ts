import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STAGE, stageExtension } from '../../scripts/stage-extension.ts';

/** Everything a user downloads: a file that is not here is a stray file. Needs `npm run build` before. */
const FILES = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/assets/Inter-LICENSE.txt',
  'dist/assets/Inter-Regular.ttf',
  'dist/assets/Inter-SemiBold.ttf',
  'dist/assets/resvg.wasm',
  'dist/extension.cjs',
  'dist/server-process.cjs',
  'dist/web/extension.js',
  'dist/web/server.js',
  'dist/webview/preview.js',
  'icons/file-dark.svg',
  'icons/file-light.svg',
  'icons/salesflow.png',
  'language-configuration.json',
  'media/markdown.css',
  'media/walkthrough/crm.svg',
  'media/walkthrough/findings.svg',
  'media/walkthrough/fix.svg',
  'media/walkthrough/preview.svg',
  'media/walkthrough/start.svg',
  'package.json',
  'schema/salesflow.config.schema.json',
  'syntaxes/markdown.salesflow.tmLanguage.json',
  'syntaxes/salesflow.tmLanguage.json',
];

test('the package holds these files and no others', () => {
  expect(stageExtension(), 'missing: run `npm run build` first').toEqual([]);
  const files = globSync('**/*', { cwd: STAGE }).filter((file) => statSync(join(STAGE, file)).isFile());
  expect(files.map((file) => file.replaceAll('\\', '/')).sort()).toEqual(FILES);
});

test('the script of the preview is at most 60 kB', () => {
  expect(statSync(join(STAGE, 'dist/webview/preview.js')).size).toBeLessThanOrEqual(60_000);
});
