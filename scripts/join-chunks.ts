import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

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
 * @param main the output that is run, whose static imports belong to the first group; it awaits at its top level and so
 *   stays a file of its own
 * @param groups each takes what none before it has taken
 */
export async function joinChunks({ outputs }: Metafile, main: string, groups: readonly Group[]): Promise<void> {
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
  const names = (chunk: string, write: (inside: string, own: string) => string) =>
    (outputs[chunk]?.exports ?? []).map((own) => write(`c${joined.get(chunk)?.index}_${own}`, own)).join(', ');
  const handOn = (chunk: string, from: string) =>
    `export { ${names(chunk, (a, b) => `${a} as ${b}`)} } from '${from}';\n`;

  for (const { file } of groups) {
    const own = [...joined.keys()].filter((chunk) => joined.get(chunk)?.file === file);
    await build({
      ...common,
      stdin: {
        contents: own
          .map((chunk) => `export { ${names(chunk, (a, b) => `${b} as ${a}`)} } from './${path.basename(chunk)}';\n`)
          .join(''),
        resolveDir: path.dirname(file),
      },
      outfile: file,
      plugins: [fromJoined(joined, file, handOn)],
    });
  }
  for (const [chunk, { file }] of joined) writeFileSync(chunk, handOn(chunk, `./${path.basename(file)}`));
  await build({
    ...common,
    entryPoints: [`./${main}`],
    outfile: main,
    allowOverwrite: true,
    plugins: [fromJoined(joined, main, handOn)],
  });
}

const common = { bundle: true, minify: true, format: 'esm', platform: 'node', ignoreAnnotations: true } as const;

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
