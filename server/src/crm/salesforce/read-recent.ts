import type { CrmSnapshot, SnapshotField } from '../snapshot.ts';
import { list } from '../text.ts';
import type { Formula } from './formula/ast.ts';
import { walk } from './formula/inspect.ts';
import { parseFormula } from './formula/parse.ts';

/**
 * Marks date fields of which rules ask what happened in the last days. The language asks that of activities, not of dates, so
 * such a field comes back as the activity that it was generated for.
 */
export function withActivities(snapshot: CrmSnapshot): CrmSnapshot {
  const recent = new Set<string>();
  for (const { object = 'Opportunity', formula, ours } of snapshot.rules) {
    const parsed = ours ? parseFormula(formula) : { error: '' };
    if ('error' in parsed) continue;
    walk(parsed, (part) => {
      const field = recentField(part);
      if (field !== undefined) recent.add(`${object}.${field}`);
    });
  }
  const fields = snapshot.fields.map((field) => {
    const activity = recent.has(`${field.object}.${field.name}`) ? activityOf(field) : undefined;
    return activity ? { ...field, activity } : field;
  });
  const parties = fields.flatMap(({ activity }) => activity?.parties ?? []);
  const known = snapshot.buyers ?? [];
  const buyers = [...new Set(parties)].filter((label) => !known.some((buyer) => buyer.label === label));
  return { ...snapshot, fields, buyers: [...known, ...buyers.map((label) => ({ label }))] };
}

/** The field that a comparison measures from a number of days ago. */
function recentField(part: Formula): string | undefined {
  if (part.kind !== 'binary' || part.left.kind !== 'field' || part.right.kind !== 'binary') return undefined;
  return part.right.operator === '-' ? part.left.path : undefined;
}

/** The activity that the description of a generated field names. */
function activityOf({ ours, type, description = '', label }: SnapshotField): SnapshotField['activity'] {
  if (!ours || type !== 'date') return undefined;
  const match =
    /^Date that shows: ((meeting|call|email|task)(?: “(.*)”)?) is (scheduled|held|sent|received|replied|completed|logged)(?: (with|from|to|by) (.+?))??(?: at least (\d+) times)?\. (?:The latest date counts|Blank while there are fewer)/.exec(
      description,
    );
  if (!match) return undefined;
  const [, , kind = '', name, state = '', preposition, names, often] = match;
  const parties = names === undefined ? [] : partiesOf(names, preposition ?? '', label.split(` ${preposition} `));
  return {
    kind,
    name,
    state,
    preposition,
    parties,
    atLeast: often === undefined ? undefined : Number(often),
  };
}

/**
 * Titles that the description joins as `a, b and c` and the label as `a, b, c`: only together they tell which words belong to
 * a title that has an “and” of its own.
 *
 * @param parts the label between the words that may begin the titles
 */
function partiesOf(names: string, preposition: string, parts: readonly string[]): readonly string[] {
  for (let from = parts.length - 1; from > 0; from--) {
    const titles = parts.slice(from).join(` ${preposition} `).split(', ');
    if (list(titles) === names) return titles;
  }
  return names.split(/, | and /);
}
