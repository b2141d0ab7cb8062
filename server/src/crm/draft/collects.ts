import { quote } from '../../base/strings.ts';
import { DeclaredNames } from './names.ts';

/** Fields that a rule demands together. */
export interface Collects {
  /** References such as `deal.amount`. */
  readonly fields: readonly string[];
  readonly framework?: string;
  readonly when?: string;
  readonly proof?: string;
}

/** Frameworks that rules collect by name. */
export class DraftFrameworks {
  readonly #names = new DeclaredNames();
  readonly #declared = new Map<string, string>();
  readonly declarations: string[] = [];

  /** Name of the framework of that label and those fields, declared the first time. */
  name(label: string, fields: readonly string[]): string {
    const key = JSON.stringify([label, fields]);
    const known = this.#declared.get(key);
    if (known !== undefined) return known;
    const name = this.#names.pascal(label, 'Framework');
    this.#declared.set(key, name);
    this.declarations.push(`framework ${name} ${quote(label)} {\n${fields.map((field) => `  ${field}`).join('\n')}\n}`);
    return name;
  }
}

/**
 * Key fields as rules demand them together, in an order that names them as they stand, and those that no rule demands.
 *
 * @param isFree whether no rule can demand a field: one that stands out of order gets a line of its own
 */
export function collectLines(
  asked: readonly string[],
  groups: readonly Collects[],
  frameworks: DraftFrameworks,
  isFree: (reference: string) => boolean = () => false,
): readonly string[] {
  const rest = asked.filter((each) => !groups.some(({ fields }) => fields.includes(each)));
  const waiting: Collects[] = [...groups, ...(rest.length === 0 ? [] : [{ fields: rest }])];
  const seen = new Set<string>();
  const lines: string[] = [];
  /** The group with the fields that no rule demands where they stand among its own; `undefined` if others come first. */
  const inPlace = (group: Collects): Collects | undefined => {
    const left = asked.filter((each) => !seen.has(each));
    if (!group.fields.some((each) => left.includes(each))) return undefined;
    const fields: string[] = [];
    for (const each of group.fields) {
      // Only a framework can have fields that nothing names.
      while (left.includes(each) && fields.length > 0 && group.framework !== undefined && left[0] && isFree(left[0])) {
        if (left[0] === each) break;
        fields.push(left.shift() ?? '');
      }
      if (left.includes(each) && left.shift() !== each) return undefined;
      fields.push(each);
    }
    return { ...group, fields };
  };
  while (waiting.length > 0) {
    const at = waiting.findIndex((group) => inPlace(group) !== undefined);
    const next = asked.find((each) => !seen.has(each));
    if (at < 0 && next !== undefined && isFree(next)) {
      seen.add(next);
      lines.push(`collect ${next}`);
      continue;
    }
    const [taken] = waiting.splice(Math.max(0, at), 1);
    if (!taken) break;
    const group = inPlace(taken) ?? taken;
    for (const each of group.fields) seen.add(each);
    const what =
      group.framework === undefined ? group.fields.join(', ') : frameworks.name(group.framework, group.fields);
    const when = group.when === undefined ? '' : ` when ${group.when}`;
    lines.push(`collect ${what}${when}${group.proof === undefined ? '' : ` proof ${group.proof}`}`);
  }
  return lines;
}
