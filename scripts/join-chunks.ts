import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

/**
 * Joins the chunks that some entry points load at once into one file, since each file costs Node about half a
 * millisecond to find, read and link. In the place of each chunk stays a file that hands on the same exports, so that the
 * other chunks are none the wiser and no module is there twice.
 *
 * @param entries outputs of the build whose static imports are joined; one that awaits at its top level stays outside
 * @param file where to write the joined chunks, beside them
 */
export async function joinChunks({ outputs }: Metafile, entries: readonly string[], file: string): Promise<void> {
  const main = entries[0]!;
  const joined = new Set<string>(entries);
  for (const chunk of joined) {
    for (const { path: imported, kind } of outputs[chunk]?.imports ?? [])
      if (kind === 'import-statement' && imported in outputs) joined.add(imported);
  }
  joined.delete(main);
  const chunks = [...joined];
  /** What a chunk's exports are called in the joined file. */
  const names = (chunk: string, write: (inside: string, own: string) => string) =>
    (outputs[chunk]?.exports ?? []).map((own) => write(`c${chunks.indexOf(chunk)}_${own}`, own)).join(', ');
  const handOn = (chunk: string, from: string) =>
    `export { ${names(chunk, (a, b) => `${a} as ${b}`)} } from '${from}';\n`;

  await build({
    ...common,
    stdin: {
      contents: chunks
        .map((chunk) => `export { ${names(chunk, (a, b) => `${b} as ${a}`)} } from './${path.basename(chunk)}';\n`)
        .join(''),
      resolveDir: path.dirname(file),
    },
    outfile: file,
    plugins: [onlyJoined(joined)],
  });
  for (const chunk of chunks) writeFileSync(chunk, handOn(chunk, `./${path.basename(file)}`));
  await build({
    ...common,
    entryPoints: [`./${main}`],
    outfile: main,
    allowOverwrite: true,
    plugins: [handedOn(joined, file, main, handOn)],
  });
}

const common = { bundle: true, minify: true, format: 'esm', platform: 'node', ignoreAnnotations: true } as const;

/** Leaves what is loaded later as it is. */
function onlyJoined(joined: ReadonlySet<string>): Plugin {
  return {
    name: 'only-joined',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\// }, ({ path: imported, resolveDir, kind }) => {
        const chunk = path.relative('.', path.join(resolveDir, imported)).split(path.sep).join('/');
        return joined.has(chunk) && kind !== 'dynamic-import' ? undefined : { path: imported, external: true };
      });
    },
  };
}

/** Takes from the joined file what the entry point takes from chunks. */
function handedOn(
  joined: ReadonlySet<string>,
  file: string,
  main: string,
  handOn: (chunk: string, from: string) => string,
): Plugin {
  const from = `./${path.relative(path.dirname(main), file).split(path.sep).join('/')}`;
  return {
    name: 'handed-on',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ path: imported, resolveDir, kind, namespace }) => {
        if (kind === 'entry-point') return undefined;
        const chunk = path.relative('.', path.join(resolveDir, imported)).split(path.sep).join('/');
        return namespace === 'file' && joined.has(chunk)
          ? { path: chunk, namespace: 'handed-on' }
          : { path: imported, external: true };
      });
      onLoad({ filter: /.*/, namespace: 'handed-on' }, ({ path: chunk }) => ({ contents: handOn(chunk, from) }));
    },
  };
}
