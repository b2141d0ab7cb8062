/**
 * Makes what gives memory back once much has come together. Reading a workspace leaves several times what is kept, and
 * the engine gives it back only when it runs short, while an editor's machine has other uses for it.
 *
 * @param collect collects garbage
 * @param used bytes in use
 */
export function memoryKeeper(collect: () => void, used: () => number): () => void {
  /** Bytes in use after memory was last given back. */
  let settled = 0;
  return () => {
    if (used() < settled * 1.5 + 50_000_000) return;
    collect();
    settled = used();
  };
}
