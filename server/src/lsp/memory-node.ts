import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collectGarbage: (() => void) | undefined;
/** Bytes in use after memory was last given back. */
let settled = 0;

/**
 * Collects garbage once much has come together. Reading a workspace leaves several times what is kept, and the engine
 * gives it back only when it runs short, while an editor's machine has other uses for it.
 */
export function giveMemoryBack(): void {
  if (process.memoryUsage().heapUsed < settled * 1.5 + 50_000_000) return;
  if (collectGarbage === undefined) {
    setFlagsFromString('--expose-gc');
    collectGarbage = runInNewContext('gc') as () => void;
  }
  collectGarbage();
  settled = process.memoryUsage().heapUsed;
}
