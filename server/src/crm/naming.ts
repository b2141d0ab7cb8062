import { shortHash } from './text.ts';

/**
 * Names within the limits of a CRM, derived from labels: stable (a name depends on its own label and identity, not on
 * what else there is, as long as nothing collides), free of collisions, and the same on every run.
 */

export interface NameOptions {
  /** Longest name allowed, in characters. */
  readonly max: number;
  /** Used where the label has no letter or digit to offer, such as a label of emoji. */
  readonly fallback: string;
  /** What tells two things of the same label apart, such as a semantic path. */
  readonly identity: string;
  /** `snake` lowers the case (HubSpot); `keep` keeps it (Salesforce). */
  readonly style?: 'keep' | 'snake';
}

/** A text as an identifier: letters, digits and single underscores, beginning with a letter; may be empty. */
export function identifier(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[0-9]/.test(plain) ? `X${plain}` : plain;
}

/** Names of one kind in one place; case does not tell two of them apart, in any CRM. */
export class NameSpace {
  readonly #taken = new Set<string>();

  /** @param reserved names that are in use already */
  constructor(reserved: Iterable<string> = []) {
    for (const name of reserved) this.reserve(name);
  }

  /** Takes a name as it is; `false` where it is taken already. */
  reserve(name: string): boolean {
    const key = name.toLowerCase();
    if (this.#taken.has(key)) return false;
    this.#taken.add(key);
    return true;
  }

  /** A free name for that label. A name that had to be cut or that was taken ends in a mark made from its identity. */
  claim(label: string, options: NameOptions): string {
    const { max, fallback, identity } = options;
    const whole = style(identifier(label) || identifier(fallback), options);
    if (whole.length <= max && identifier(label) !== '' && this.reserve(whole)) return whole;
    for (let attempt = 0; ; attempt++) {
      const mark = markOf(identity, attempt);
      const stem = cutAtWord(whole, max - mark.length - 1);
      const name = stem === '' ? style(`X${mark}`, options) : `${stem}_${mark}`;
      if (this.reserve(name)) return name;
    }
  }
}

function markOf(identity: string, attempt: number): string {
  return shortHash(attempt === 0 ? identity : `${identity}#${attempt}`).slice(0, 4);
}

/** Which of those of one identity claimed the name: what came first has no mark, or the first of its marks. */
export function claimOrder(name: string, identity: string): number {
  for (let attempt = 0; attempt < 10; attempt++) if (name.endsWith(`_${markOf(identity, attempt)}`)) return attempt;
  return -1;
}

function style(name: string, options: NameOptions): string {
  return options.style === 'snake' ? name.toLowerCase() : name;
}

/** Cuts between words where that keeps at least half of what fits. */
function cutAtWord(name: string, length: number): string {
  if (name.length <= length) return name;
  const cut = name.slice(0, Math.max(0, length));
  const word = cut.lastIndexOf('_');
  return (name[length] !== '_' && word >= length / 2 ? cut.slice(0, word) : cut).replace(/_+$/, '');
}
