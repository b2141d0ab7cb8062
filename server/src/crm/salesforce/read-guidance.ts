import type { CrmSnapshot, SnapshotRule } from '../snapshot.ts';

/** How a line of generated guidance begins that stands for a criterion. */
export const GUIDES = { done: 'Done when: ', any: 'Done when one holds: ', commit: 'Buyer commits: ' } as const;

/**
 * What generated guidance says of plans, and of criteria that no rule asks for: Salesforce holds them as text alone, so
 * an import reads them as what the rep does. One note a line.
 *
 * @param own keys of the pipelines whose guidance was generated
 */
export function flattened({ pipelines, rules }: CrmSnapshot, own: ReadonlySet<string>): CrmSnapshot['notes'] {
  const notes: { file: string; message: string }[] = [];
  for (const { key, label: process, stages } of pipelines) {
    if (!own.has(key)) continue;
    for (const { label, guidance } of stages) {
      for (const line of (guidance ?? '').split('\n')) {
        const what = kindOf(line, rules);
        if (what === undefined) continue;
        const message = `In “${process}”, stage “${label}”: “${line.trim()}” is ${what}, of which Salesforce holds the words alone. It came back as a do.`;
        notes.push({ file: '', message });
      }
    }
  }
  return notes;
}

function kindOf(line: string, rules: readonly SnapshotRule[]): string | undefined {
  if (/^(After|Every) [\d,.]+ (minute|hour|day|week|month|year)s?\b.*: |^When .+: /.test(line)) return 'a plan';
  const prefix = Object.values(GUIDES).find((each) => line.startsWith(each));
  if (prefix === undefined) return undefined;
  const text = line.slice(prefix.length);
  // The message of a rule says it too, perhaps cut; a condition stands behind it in the guidance only.
  const isAsked = rules.some(({ message }) => {
    const said = message.slice(message.indexOf(': ') + 2).replace(/…$/, '');
    return said !== '' && text.startsWith(said);
  });
  return isAsked ? undefined : 'a criterion without a rule';
}
