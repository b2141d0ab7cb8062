/** Names for labels: `Head of operations` → `HeadOfOperations`; each is given once. */
export class Names {
  readonly #taken = new Set<string>();

  /** `fallback` where the label has no letter that a name may hold. */
  of(label: string, fallback: string): string {
    const words = label.normalize('NFKD').match(/[A-Za-z0-9]+/g) ?? [];
    const joined = words
      .slice(0, 4)
      .map((word) => word[0]?.toUpperCase() + word.slice(1))
      .join('');
    const base = /^[A-Za-z]/.test(joined) ? joined : `${fallback}${joined}`;
    let name = base;
    for (let count = 2; this.#taken.has(name); count++) name = `${base}${count}`;
    this.#taken.add(name);
    return name;
  }
}

/** A string literal of the language. */
export function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\s+/g, ' ').trim()}"`;
}
