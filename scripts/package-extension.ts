import { readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { STAGE, stageExtension } from './stage-extension.ts';

/** Marketplace and reader alike: a language extension should install in a moment. */
const LIMIT = 2_500_000;

const root = resolve(import.meta.dirname, '..');
const missing = stageExtension();
if (missing.length > 0) throw new Error(`The extension lacks ${missing.join(', ')}. Run \`npm run build\` first.`);
const { version } = JSON.parse(readFileSync(join(STAGE, 'package.json'), 'utf8')) as { version: string };
const packagePath = join(root, 'dist', `salesflow-${version}.vsix`);
await createVSIX({
  cwd: STAGE,
  packagePath,
  dependencies: false,
  allowMissingRepository: true,
  baseContentUrl: 'https://example.invalid',
  rewriteRelativeLinks: false,
});
const { size } = statSync(packagePath);
console.log(`${relative(root, packagePath)}: ${(size / 1_000_000).toFixed(2)} MB`);
if (size > LIMIT) throw new Error(`The package is larger than ${LIMIT / 1_000_000} MB.`);
