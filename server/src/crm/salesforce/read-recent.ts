import type { CrmSnapshot, SnapshotField } from '../snapshot.ts';
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
  const split = names?.split(/, | and /) ?? [];
  // Who has an “and” or a comma in the title is told by the label, which joins titles in another way.
  const parties =
    names === undefined ? [] : label.includes(` ${split.join(', ')}`) || !label.includes(names) ? split : [names];
  return {
    kind,
    name,
    state,
    preposition,
    parties,
    atLeast: often === undefined ? undefined : Number(often),
  };
}
