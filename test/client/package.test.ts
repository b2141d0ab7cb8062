import { globSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
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

/** Runs an entry as an extension host does, with an editor that has everything and does nothing. */
function load(file: string): { readonly asked: ReadonlySet<string>; readonly exports: { activate?: unknown } } {
  const asked = new Set<string>();
  const anything: object = new Proxy(function something() {}, {
    apply: () => anything,
    get: (target, key) => Reflect.get(target, key) ?? anything,
    // Bundles copy the module onto an object with its prototype.
    getPrototypeOf: () => anything,
  });
  const module = { exports: {} as { activate?: unknown } };
  const ask = (name: string) => {
    asked.add(name);
    return name === 'vscode' ? anything : createRequire(import.meta.url)(name);
  };
  new Function('require', 'module', 'exports', readFileSync(join(STAGE, file), 'utf8'))(ask, module, module.exports);
  return { asked, exports: module.exports };
}

test.each(['dist/extension.cjs', 'dist/web/extension.js'])('the entry %s loads and can be activated', (file) => {
  expect(load(file).exports.activate).toBeTypeOf('function');
});

test('the entry for the browser asks for nothing but the editor, now or later', () => {
  expect([...load('dist/web/extension.js').asked]).toEqual(['vscode']);
  const text = readFileSync(join(STAGE, 'dist/web/extension.js'), 'utf8');
  const named = new Set([...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name));
  expect([...named]).toEqual(['vscode']);
});
