import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { shippedFiles } from './server/src/overlay/png-node.ts';

/**
 * Makes every bundle of the project.
 *
 * `node esbuild.ts [--production] [--analyze] [--only=NAME,…]`; names are those of {@link BUNDLES}.
 */
const production = process.argv.includes('--production');
const analyze = process.argv.includes('--analyze');
const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');

const common: BuildOptions = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
};
/** Node 20 is the oldest that runs the command line; VS Code 1.91 carries it too. */
/** ES modules first: jsonc-parser's CommonJS build loads its parts in a way that cannot be bundled. */
const node: BuildOptions = { ...common, platform: 'node', target: 'node20', mainFields: ['module', 'main'] };
/** `web` first in `mainFields`, so that no bundle for browsers takes a module's Node variant. */
const browser: BuildOptions = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
};
/** Several dependencies are CommonJS and call `require` for Node's own modules. */
const requireInEsm = {
  js: "import { createRequire as salesflowCreateRequire } from 'node:module'; const require = salesflowCreateRequire(import.meta.url);",
};

const BUNDLES: Readonly<Record<string, BuildOptions>> = {
  extension: {
    ...node,
    entryPoints: ['client/src/extension-node.ts'],
    outfile: 'dist/extension.cjs',
    format: 'cjs',
    external: ['vscode'],
  },
  'extension-web': {
    ...browser,
    entryPoints: ['client/src/extension-browser.ts'],
    outfile: 'dist/web/extension.js',
    format: 'cjs',
    external: ['vscode'],
  },
  webview: {
    ...browser,
    entryPoints: ['client/src/preview/webview/main.ts'],
    outfile: 'dist/webview/preview.js',
    format: 'iife',
  },
  'server-process': {
    ...node,
    entryPoints: ['client/src/server/worker-process.ts'],
    outfile: 'dist/server-process.cjs',
    format: 'cjs',
  },
  'server-web': {
    ...browser,
    entryPoints: ['server/src/lsp/main-worker.ts'],
    outfile: 'dist/web/server.js',
    format: 'iife',
  },
  cli: {
    ...node,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'server/dist/cli.js',
    format: 'esm',
    banner: requireInEsm,
  },
  library: {
    ...node,
    entryPoints: ['server/src/index.ts'],
    outfile: 'server/dist/index.js',
    format: 'esm',
    banner: requireInEsm,
  },
  suite: {
    ...browser,
    minify: false,
    entryPoints: ['test/e2e/suite/index.ts'],
    outfile: 'dist/e2e/suite.js',
    format: 'cjs',
    external: ['vscode'],
  },
};

const chosen = Object.entries(BUNDLES).filter(([name]) => only === undefined || only.includes(name));
if (only === undefined) for (const folder of ['dist', 'server/dist']) rmSync(folder, { recursive: true, force: true });
for (const [name, options] of chosen) {
  const entry = (options.entryPoints as string[])[0] ?? '';
  if (!existsSync(entry)) {
    console.log(`${name}: ${entry} is not there`);
    continue;
  }
  const { metafile } = await build(options);
  if (metafile !== undefined) report(name, metafile);
}
// Renderer and fonts lie beside the bundles, in the extension and in the package.
for (const folder of ['dist/assets', 'server/dist/assets']) {
  mkdirSync(folder, { recursive: true });
  for (const [name, from] of Object.entries(shippedFiles)) {
    copyFileSync(createRequire(import.meta.url).resolve(from), `${folder}/${name}`);
  }
}
// The package is an ES module; the suite is loaded with `require`.
mkdirSync('dist/e2e', { recursive: true });
writeFileSync('dist/e2e/package.json', '{ "type": "commonjs" }\n');

function report(name: string, metafile: Metafile): void {
  for (const [file, output] of Object.entries(metafile.outputs)) {
    if (file.endsWith('.map')) continue;
    console.log(`${name.padEnd(14)} ${file.padEnd(28)} ${(output.bytes / 1000).toFixed(1).padStart(8)} kB`);
    if (!analyze) continue;
    const inputs = Object.entries(output.inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
    for (const [input, { bytesInOutput }] of inputs.slice(0, 25)) {
      console.log(`${''.padEnd(15)}${(bytesInOutput / 1000).toFixed(1).padStart(8)} kB  ${input}`);
    }
  }
}
