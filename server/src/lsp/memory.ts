/** V8's collector, which Node offers as `gc` to those who ask for it by `--expose-gc`. */
export type Collector = (options: { type: 'major' | 'minor'; execution: 'sync'; flavor?: 'last-resort' }) => void;

/**
 * Makes what gives memory back once much has come together. Reading a workspace leaves several times what is kept, and
 * the engine gives it back only when it runs short, while an editor's machine has other uses for it. A plain collection
 * keeps the freed pages for later; the `last-resort` one (V8's `gc-extension.cc`) returns them to the system.
 *
 * Collecting holds the server for a tenth of a second or two. So in a short pause, after which typing may go on, it has to
 * be worth it; once nothing has happened for long, a little is enough.
 *
 * @param collect the engine's collector
 * @param used bytes in use
 */
export function memoryKeeper(collect: Collector, used: () => number): (isLong: boolean) => void {
  /** Bytes in use after memory was last given back. */
  let settled = 0;
  return (isLong) => {
    if (used() < (isLong ? settled + 5_000_000 : settled * 1.1 + 25_000_000)) return;
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    settled = used();
  };
}
