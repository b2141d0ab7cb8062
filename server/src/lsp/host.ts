/** How the server reaches files that are not open in the editor. */
export interface Host {
  /** URIs of all `.salesflow` and configuration files below a folder; hidden folders and node_modules may be left out. */
  find(folder: string): Promise<readonly string[]>;
  /** Text of a file; `undefined` where it cannot be read. */
  read(uri: string): Promise<string | undefined>;
  /** Bytes of a file shipped with the product, such as `resvg.wasm`; `undefined` where it is not there. */
  asset(name: string): Promise<Uint8Array | undefined>;
  /** Told when all work is done and nobody types, and again once that is so for long: the time to give memory back. */
  idle?(isLong: boolean): void;
  /** Clears away what an edit left behind, while nobody waits. */
  tidy?(): void;
}

/** Files larger than this, in bytes, are opened as empty: the language refuses them anyway. */
export const MAX_FILE_BYTES = 20_000_000;
