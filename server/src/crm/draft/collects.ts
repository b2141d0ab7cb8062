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
  const comesNext = ({ fields }: Collects) => {
    const fresh = fields.filter((each) => !seen.has(each) && asked.includes(each));
    const next = asked.filter((each) => !seen.has(each));
    return fresh.length > 0 && fresh.every((each, index) => each === next[index]);
  };
  while (waiting.length > 0) {
    const at = waiting.findIndex(comesNext);
    const next = asked.find((each) => !seen.has(each));
    if (at < 0 && next !== undefined && isFree(next)) {
      seen.add(next);
      lines.push(`collect ${next}`);
      continue;
    }
    const [group] = waiting.splice(Math.max(0, at), 1);
    if (!group) break;
    for (const each of group.fields) seen.add(each);
    const what =
      group.framework === undefined ? group.fields.join(', ') : frameworks.name(group.framework, group.fields);
    const when = group.when === undefined ? '' : ` when ${group.when}`;
    lines.push(`collect ${what}${when}${group.proof === undefined ? '' : ` proof ${group.proof}`}`);
  }
  return lines;
}
