import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { joinChunks } from './scripts/join-chunks.ts';
import { lexiconBytes, lexiconFile } from './server/src/cli/lexiconFile.ts';
import { shippedFiles } from './server/src/overlay/png-node.ts';
import * as lexicon from './server/src/prose/generated/lexicon.ts';

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

/**
 * Loads string-width when the first text is measured that needs it: its segmenter and emoji tables take longer to set up
 * than all else at the start.
 */
const lateStringWidth: Plugin = {
  name: 'late-string-width',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string-width$/ }, ({ importer, resolveDir, namespace }) =>
      namespace === 'late' || importer === ''
        ? undefined
        : { path: 'string-width', namespace: 'late', pluginData: resolveDir },
    );
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path, pluginData }) => ({
      contents: `export default (text) => require(${JSON.stringify(path)}).default(text);`,
      resolveDir: pluginData as string,
    }));
  },
};

const common: BuildOptions = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [lateStringWidth],
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
/**
 * Keeps picocolors from looking for a terminal while it loads, for which Node makes its streams: it is always told whether
 * to colour.
 */
const toldColors: Plugin = {
  name: 'told-colors',
  setup({ onLoad }) {
    onLoad({ filter: /picocolors\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const looks = '(p.stdout || {}).isTTY';
      if (!text.includes(looks)) throw new Error(`${path} does not look for a terminal as it did: see to esbuild.ts.`);
      return { contents: text.replace(looks, 'false'), loader: 'js' };
    });
  },
};

/**
 * Takes Node's modules as they are at hand. `import` sets up all parts of each, such as streams and the line editor with
 * `node:fs`, which takes longer than a short run; and a few modules are taken only when something of them is called.
 */
const nodeModulesAsNeeded: Plugin = {
  name: 'node-modules-as-needed',
  setup({ onResolve, onLoad }) {
    const names = new Set(builtinModules);
    onResolve({ filter: /^(node:)?[a-z\d_/]+$/ }, ({ path, importer, kind }) => {
      const name = path.replace(/^node:/, '');
      if (!names.has(name)) return undefined;
      const isLate = calledOnly.has(name) || (name === 'child_process' && importer.includes('commander'));
      const namespace = isLate ? 'node-late' : 'node-now';
      return {
        path: name,
        namespace: kind === 'require-call' ? `${namespace}-required` : namespace,
        sideEffects: false,
      };
    });
    // As a module, `process` would have its streams made, and with them all that Node has for streams loaded.
    const get = (name: string) => (name === 'process' ? name : `process.getBuiltinModule(${JSON.stringify(name)})`);
    const parts = (name: string) =>
      Object.entries(process.getBuiltinModule(name) ?? {}).filter(([key]) => /^[A-Za-z]\w*$/.test(key));
    const functions = (name: string) => parts(name).filter(([, value]) => typeof value === 'function');
    const later = (name: string, key: string) => `(...all) => ${get(name)}.${key}(...all)`;
    const exportAs = (key: string, value: string) => `const p_${key} = ${value}; export { p_${key} as ${key} };`;
    // As modules, so that only what is used stays: of CommonJS, each that imports it would copy all there is.
    onLoad({ filter: /.*/, namespace: 'node-now' }, ({ path }) => ({
      contents: [
        `const whole = ${get(path)}, part = (key) => whole[key]; export { whole as default };`,
        ...parts(path).map(([key]) => exportAs(key, `/* @__PURE__ */ part('${key}')`)),
      ].join('\n'),
    }));
    onLoad({ filter: /.*/, namespace: 'node-late' }, ({ path }) => ({
      contents: functions(path)
        .map(([key]) => exportAs(key, later(path, key)))
        .join('\n'),
    }));
    onLoad({ filter: /.*/, namespace: 'node-now-required' }, ({ path }) => ({
      contents: `module.exports = ${get(path)};`,
    }));
    onLoad({ filter: /.*/, namespace: 'node-late-required' }, ({ path }) => ({
      contents: functions(path)
        .map(([key]) => `exports.${key} = ${later(path, key)};`)
        .join('\n'),
    }));
  },
};
/** Of these, only functions are used, and not at the start. */
const calledOnly: ReadonlySet<string> = new Set(['crypto', 'fs/promises']);

/** Gives the command line the lexicon as a file of its own: see server/src/cli/lexiconFile.ts. */
const lexiconApart: Plugin = {
  name: 'lexicon-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/bundled-lexicon\.ts$/ }, () => ({
      path: join(import.meta.dirname, 'server/src/cli/lexiconFile.ts'),
    }));
  },
};

/**
 * Gives Langium outside its language server the parts of the protocol that it uses, in place of the whole with its
 * connections and messages, which takes longer to set up than a grammar. They are the same modules, so that the
 * server, where it is loaded too, knows their objects.
 */
const partsOfProtocol: Plugin = {
  name: 'parts-of-protocol',
  setup({ onResolve, onLoad }) {
    const whole = createRequire(import.meta.url).resolve('vscode-languageserver-protocol');
    const protocol = createRequire(whole);
    const part = (name: string) => JSON.stringify(join(dirname(protocol.resolve('vscode-jsonrpc')), name));
    onResolve({ filter: /^vscode-languageserver-protocol$/ }, ({ importer, kind }) =>
      kind === 'import-statement' && /[\\/]langium[\\/]lib[\\/](?!lsp[\\/])/.test(importer)
        ? { path: 'parts', namespace: 'protocol', sideEffects: false }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'protocol' }, () => ({
      contents: `
        export { CancellationToken, CancellationTokenSource } from ${part('cancellation.js')};
        export { Emitter } from ${part('events.js')};
        export { ResponseError } from ${part('messages.js')};
        export const LSPErrorCodes = ${JSON.stringify(protocol(whole).LSPErrorCodes)};`,
      resolveDir: '.',
    }));
  },
};

/** Several dependencies are CommonJS and call `require` for Node's own modules. */
const requireInEsm = {
  js: "import { createRequire as salesflowCreateRequire } from 'node:module'; const require = salesflowCreateRequire(import.meta.url);",
};

/** Tells builds apart, so that none uses what another one kept between runs. */
function buildId(): string {
  const hash = createHash('sha256');
  for (const file of [...globSync('server/src/**/*.ts'), 'package-lock.json', 'server/package.json'].sort())
    hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

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
    define: { ...common.define, 'process.env.SALESFLOW_BUILD': JSON.stringify(buildId()) },
    entryPoints: { cli: 'server/src/cli/main.ts', 'cli/batchWorker': 'server/src/cli/batchWorker.ts' },
    outdir: 'server/dist',
    plugins: [lateStringWidth, nodeModulesAsNeeded, toldColors, lexiconApart, partsOfProtocol],
    chunkNames: 'cli/[name]-[hash]',
    splitting: true,
    format: 'esm',
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
  const entry = String(Object.values(options.entryPoints ?? {})[0] ?? '');
  if (!existsSync(entry)) {
    console.log(`${name}: ${entry} is not there`);
    continue;
  }
  // Its files are named by their content: those of the last build would stay.
  if (name === 'cli') rmSync('server/dist/cli', { recursive: true, force: true });
  const { metafile } = await build(options);
  if (metafile === undefined) continue;
  report(name, metafile);
  if (name === 'cli') writeFileSync(`server/dist/cli/${lexiconFile}`, lexiconBytes(lexicon));
  if (name === 'cli' && production) {
    const chunkOf = (source: string) =>
      Object.keys(metafile.outputs).filter((file) => metafile.outputs[file]?.entryPoint === `server/src/${source}`);
    const groups = [
      { file: 'server/dist/cli/start.js', entries: chunkOf('cli/commands/lint.ts') },
      // What `lint` needs only when something has changed; the rules by themselves, which other commands tell about.
      {
        file: 'server/dist/cli/standards.js',
        entries: [...chunkOf('standards/config.ts'), ...chunkOf('cli/ruleInfos.ts')],
      },
      { file: 'server/dist/cli/check.js', entries: chunkOf('cli/checker.ts') },
    ];
    await joinChunks(metafile, 'server/dist/cli.js', groups, { ...node, plugins: [nodeModulesAsNeeded] });
  }
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
