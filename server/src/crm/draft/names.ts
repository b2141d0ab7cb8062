import { identifier } from '../naming.ts';

/** Names for declarations of one kind: readable, unique whatever the letter case, made from labels. */
export class DeclaredNames {
  readonly #taken = new Set<string>();

  /** @param reserved names that mean something else already */
  constructor(reserved: Iterable<string> = []) {
    for (const name of reserved) this.#taken.add(name.toLowerCase());
  }

  /** `Hold the discovery call` becomes `HoldTheDiscoveryCall`; `fallback` where the label has no letters to offer. */
  pascal(label: string, fallback: string): string {
    const words = identifier(label.replace(/['’]/g, ''))
      .split('_')
      .filter((word) => word !== '')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    let name = '';
    for (const word of words) {
      if (name !== '' && name.length + word.length > 40) break;
      name += word;
    }
    return this.#claim(name.slice(0, 60) || fallback);
  }

  /** The name itself where the language can write it, else its letters and digits joined by `_`. */
  keep(name: string, fallback: string): string {
    return this.#claim(isName(name) ? name : identifier(name).slice(0, 60).replace(/_$/, '') || fallback);
  }

  #claim(name: string): string {
    let free = name;
    for (let number = 2; this.#taken.has(free.toLowerCase()); number++) free = `${name}_${number}`;
    this.#taken.add(free.toLowerCase());
    return free;
  }
}

/** Whether the language can write the text as a name (of ASCII letters, so that nobody's editor stumbles). */
export function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(text);
}
