import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

/** Where to write joined chunks, beside them, and the outputs of the build whose static imports are joined there. */
export interface Group {
  readonly file: string;
  readonly entries: readonly string[];
}

/** What becomes of a chunk: the file that it is joined into, and what its exports are called there. */
interface Joined {
  readonly file: string;
  readonly index: number;
}

/**
 * Joins the chunks that some entry points load at once into one file, since each file costs Node about half a
 * millisecond to find, read and link. In the place of each chunk stays a file that hands on the same exports, so that the
 * other chunks are none the wiser and no module is there twice.
 *
 * What is joined becomes a script beside the file, which takes its code from it, because only of scripts Node tells what
 * was compiled of them (see server/src/cli/keptCode.ts).
 *
 * @param main the output that is run, whose static imports belong to the first group; it awaits at its top level and so
 *   stays a module
 * @param groups each takes what none before it has taken
 * @param options for what is bundled besides
 * @throws {Error} where a chunk cannot become a script
 */
export async function joinChunks(
  { outputs }: Metafile,
  main: string,
  groups: readonly Group[],
  options: BuildOptions,
): Promise<void> {
  const joined = new Map<string, Joined>();
  for (const [at, { file, entries }] of groups.entries()) {
    const found = new Set(at === 0 ? [main, ...entries] : entries);
    for (const chunk of found) {
      if (joined.has(chunk)) continue;
      if (chunk !== main) joined.set(chunk, { file, index: joined.size });
      for (const { path: imported, kind } of outputs[chunk]?.imports ?? [])
        if (kind === 'import-statement' && imported in outputs) found.add(imported);
    }
  }
  const exportsOf = (chunk: string) =>
    (outputs[chunk]?.exports ?? []).map((own) => ({ inside: `c${joined.get(chunk)?.index}_${own}`, own }));
  const names = (chunk: string, write: (inside: string, own: string) => string) =>
    exportsOf(chunk)
      .map(({ inside, own }) => write(inside, own))
      .join(', ');
  const loadedLater = new Set(
    Object.values(outputs).flatMap(({ imports }) =>
      imports.filter(({ kind }) => kind === 'dynamic-import').map((imported) => imported.path),
    ),
  );
  const handOn = (chunk: string, from: string) =>
    `export { ${names(chunk, (a, b) => `${a} as ${b}`)} } from '${from}';\n`;

  const scripts = new Map<string, string>();
  const first = groups[0]!.file;
  let firstExported: readonly string[] = [];
  for (const { file } of groups) {
    const own = [...joined.keys()].filter((chunk) => joined.get(chunk)?.file === file);
    const { outputFiles } = await build({
      ...common,
      stdin: {
        contents: own
          .map((chunk) => `export { ${names(chunk, (a, b) => `${b} as ${a}`)} } from './${path.basename(chunk)}';\n`)
          .join(''),
        resolveDir: path.dirname(file),
      },
      plugins: [fromJoined(joined, file, handOn)],
      write: false,
    });
    const { code, exported } = asScript(outputFiles[0]!.text, scripts);
    const hash = createHash('sha256').update(code).digest('hex').slice(0, 16);
    const script = `${path.basename(file, '.js')}-${hash}.script.js`;
    scripts.set(`./${path.basename(file)}`, script);
    writeFileSync(path.join(path.dirname(file), script), code);
    if (file === first) firstExported = exported;
    else writeFileSync(file, `import { load } from './${path.basename(first)}';\n${given(script, exported)}`);
  }
  const chunks = Object.fromEntries(
    [...joined]
      .filter(([chunk]) => loadedLater.has(chunk))
      .map(([chunk, { file }]) => [
        `./${path.basename(chunk)}`,
        {
          script: scripts.get(`./${path.basename(file)}`),
          names: Object.fromEntries(exportsOf(chunk).map(({ inside, own }) => [own, inside])),
        },
      ]),
  );
  await writeFirst(first, given(scripts.get(`./${path.basename(first)}`), firstExported), chunks, options);
  for (const [chunk, { file }] of joined) writeFileSync(chunk, handOn(chunk, `./${path.basename(file)}`));
  await build({
    ...common,
    entryPoints: [`./${main}`],
    outfile: main,
    allowOverwrite: true,
    plugins: [fromJoined(joined, main, handOn)],
  });
  for (const { file } of groups) await checkModule(file);
}

const common = { bundle: true, minify: true, format: 'esm', platform: 'node', ignoreAnnotations: true } as const;

/**
 * The same code as an expression: a function of what loads another script, what loads a module, and its URL, which gives
 * the exports.
 *
 * @param text as esbuild writes it: imports are statements of their own, and one export ends it
 * @param scripts the scripts of joined files, by what those are imported as
 */
function asScript(text: string, scripts: ReadonlyMap<string, string>): { code: string; exported: string[] } {
  const needed: string[] = [];
  const exported: string[] = [];
  const body = text
    .replace(/\bimport\{([^{}]*)\}from"(\.\/[^"]*)";/g, (_, list: string, from: string) => {
      const script = scripts.get(from);
      if (script === undefined) throw new Error(`${from} is not joined before what imports it.`);
      needed.push(`const {${list.replaceAll(' as ', ':')}}=load(${JSON.stringify(script)});`);
      return '';
    })
    .replace(/\bimport\("(\.\/[^"]*)"\)/g, 'later("$1")')
    .replace(/\bimport\.meta\.url\b/g, 'url')
    // What esbuild leaves, in regular expressions: as ASCII, the text takes half the memory.
    .replace(
      /(?<!\\)\\?([^\0-\x7f])/g,
      (_, character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(/\bexport\{([^{}]*)\};\s*$/, (_, list: string) => {
      const pairs = list.split(',').map((one) => one.split(' as '));
      exported.push(...pairs.map(([inside = '', name = inside]) => name));
      return `return {${pairs.map(([inside = '', name = inside]) => `${name}:${inside}`).join(',')}};`;
    });
  const code = `(function(load,later,url){"use strict";${needed.join('')}${body}})`;
  const left = /\bimport\s*[("'{*.]|[^\0-\x7f]/.exec(code);
  if (left || exported.length === 0)
    throw new Error(`A joined chunk cannot be a script: ${code.slice(left?.index ?? -80).slice(0, 80)}`);
  return { code, exported };
}

/** A statement that exports what a script gives. */
function given(script: string | undefined, exported: readonly string[]): string {
  return `export const { ${exported.join(', ')} } = load('${script}');\n`;
}

/** Writes the module of the first group, which loads the scripts for all. */
async function writeFirst(
  file: string,
  exported: string,
  chunks: Readonly<Record<string, unknown>>,
  options: BuildOptions,
): Promise<void> {
  await build({
    ...options,
    ...common,
    ignoreAnnotations: false,
    stdin: {
      contents: `
        import { codeFolder, keepModules, scripts } from './server/src/cli/keptCode.ts';
        const chunks = ${JSON.stringify(chunks)};
        const importModule = (file) => {
          keepModules(process.env);
          return import(file);
        };
        export const load = scripts(new URL('.', import.meta.url), codeFolder(process.env), chunks, importModule);
        ${exported}`,
      resolveDir: '.',
    },
    splitting: false,
    outfile: file,
  });
}

/** What a module gives is fixed when it is loaded: nothing of it may be set later. */
async function checkModule(file: string): Promise<void> {
  const given = (await import(pathToFileURL(path.resolve(file)).href)) as Record<string, unknown>;
  const unset = Object.keys(given).filter((name) => given[name] === undefined);
  if (unset.length > 0) throw new Error(`${file} gives ${unset.join(', ')} before it is set.`);
}

/**
 * Takes into a file the chunks that are joined there, and from other joined files what comes from theirs; what is loaded
 * later stays as it is.
 */
function fromJoined(
  joined: ReadonlyMap<string, Joined>,
  to: string,
  handOn: (chunk: string, from: string) => string,
): Plugin {
  return {
    name: 'from-joined',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ path: imported, resolveDir, kind, namespace }) => {
        if (kind === 'entry-point') return undefined;
        const chunk = path.relative('.', path.join(resolveDir, imported)).split(path.sep).join('/');
        const file = joined.get(chunk)?.file;
        if (file === undefined || kind === 'dynamic-import' || namespace === 'handed-on')
          return { path: imported, external: true };
        return file === to ? undefined : { path: chunk, namespace: 'handed-on' };
      });
      onLoad({ filter: /.*/, namespace: 'handed-on' }, ({ path: chunk }) => {
        const from = path.relative(path.dirname(to), joined.get(chunk)?.file ?? chunk);
        return { contents: handOn(chunk, `./${from.split(path.sep).join('/')}`) };
      });
    },
  };
}
