import { quote } from '../../base/strings.ts';
import type { SnapshotBuyer } from '../snapshot.ts';
import { DeclaredNames, isName } from './names.ts';

/** How buyers are called in the draft, and the declarations that takes. */
export interface DraftBuyers {
  /** Name of the persona of that label. */
  name(label: string): string | undefined;
  readonly declarations: readonly string[];
}

/** Declares a persona for each buyer that the configuration knows; what they want and fear is left for people to add. */
export function draftBuyers(buyers: readonly SnapshotBuyer[]): DraftBuyers {
  const taken = new DeclaredNames();
  const names = new Map<string, string>();
  const declarations = buyers.map(({ label, buysAs }) => {
    const name = taken.pascal(label, 'Buyer');
    names.set(label, name);
    const role = buysAs !== undefined && isName(buysAs) ? ` { buys-as ${buysAs} }` : '';
    return `persona ${name} ${quote(label)}${role}`;
  });
  return { name: (label) => names.get(label), declarations };
}
