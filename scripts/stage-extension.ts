import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
/** The extension as it is packaged, and as the end-to-end suite loads it. */
export const STAGE = join(ROOT, 'dist', 'extension');

/** What goes into the extension: source path → path in the package. Nothing else does. */
export const CONTENTS: Readonly<Record<string, string>> = {
  'README.md': 'README.md',
  'CHANGELOG.md': 'CHANGELOG.md',
  LICENSE: 'LICENSE',
  'language-configuration.json': 'language-configuration.json',
  syntaxes: 'syntaxes',
  'icons/salesflow.png': 'icons/salesflow.png',
  'icons/file-light.svg': 'icons/file-light.svg',
  'icons/file-dark.svg': 'icons/file-dark.svg',
  media: 'media',
  'server/schema/salesflow.config.schema.json': 'schema/salesflow.config.schema.json',
  'dist/extension.cjs': 'dist/extension.cjs',
  'dist/server-process.cjs': 'dist/server-process.cjs',
  'dist/web/extension.js': 'dist/web/extension.js',
  'dist/web/server.js': 'dist/web/server.js',
  'dist/webview/preview.js': 'dist/webview/preview.js',
  'dist/assets': 'dist/assets',
};

/** Parts of the manifest that only the repository needs. */
const REPOSITORY_ONLY = ['private', 'type', 'workspaces', 'scripts', 'devDependencies', 'allowScripts'];

/** Collects the extension's files in {@link STAGE}; says which are missing. */
export function stageExtension(): readonly string[] {
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(STAGE, { recursive: true });
  const missing: string[] = [];
  for (const [from, to] of Object.entries(CONTENTS)) {
    if (!existsSync(join(ROOT, from))) {
      missing.push(from);
      continue;
    }
    mkdirSync(dirname(join(STAGE, to)), { recursive: true });
    cpSync(join(ROOT, from), join(STAGE, to), { recursive: true, filter: (source) => !source.endsWith('.map') });
  }
  // Without `type`, the browser's extension host takes the `.js` bundle for the CommonJS module that it is.
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>;
  const kept = Object.entries(manifest).filter(([key]) => !REPOSITORY_ONLY.includes(key));
  const engines = { vscode: (manifest.engines as { vscode: string }).vscode };
  const packaged = { ...Object.fromEntries(kept), engines };
  writeFileSync(join(STAGE, 'package.json'), `${JSON.stringify(packaged, undefined, 2)}\n`);
  return missing;
}

if (process.argv[1] === import.meta.filename) {
  const missing = stageExtension();
  if (missing.length > 0) {
    console.error(`The extension lacks ${missing.join(', ')}. Run \`npm run build\` first.`);
    process.exitCode = 1;
  }
}
