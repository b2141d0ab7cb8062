import type { Changes } from './plan-changes.ts';
import type { ChangeKind } from './plan-kinds.ts';
import { likeWords, match } from './plan-match.ts';
import type { CrmSnapshot, SnapshotField, SnapshotRule } from './snapshot.ts';
import { count, list } from './text.ts';

/** Fields by name, with their choices. Fields that are not ours are left alone. */
export function planFields(desired: readonly SnapshotField[], state: readonly SnapshotField[], changes: Changes): void {
  const key = (field: SnapshotField) => `${field.object}.${field.name}`;
  const known = new Map(state.map((field) => [key(field), field]));
  for (const field of desired) {
    if (field.standard) continue;
    const old = known.get(key(field));
    const where = field.object;
    if (old === undefined) {
      changes.add('field-add', where, field.name, `Add the field ${field.name} (“${field.label}”, ${field.type}).`);
      continue;
    }
    if (old.label !== field.label)
      changes.add(
        'field-rename',
        where,
        field.name,
        `The label of ${field.name} goes from “${old.label}” to “${field.label}”.`,
      );
    if (old.type !== field.type)
      changes.add('field-type', where, field.name, `The type of ${field.name} goes from ${old.type} to ${field.type}.`);
    if ((old.description ?? '') !== (field.description ?? ''))
      changes.add('field-description', where, field.name, `The description of ${field.name} changes.`);
    planChoices(old, field, changes);
  }
  const names = new Set(desired.map(key));
  const groups = new Set(desired.map((field) => field.group?.name));
  const gone = state.filter((field) => !names.has(key(field)) && !field.standard);
  const ours = gone.filter(
    (field) => field.ours !== false || (field.group !== undefined && groups.has(field.group.name)),
  );
  for (const field of ours)
    changes.add('field-retire', field.object, field.name, `The field ${field.name} is no longer in the source.`);
  if (gone.length > ours.length) {
    const others = gone.length - ours.length;
    changes.notes.push(
      `${count(others, 'field')} that the source does not mention ${others === 1 ? 'is' : 'are'} left alone.`,
    );
  }
}

function planChoices(old: SnapshotField, field: SnapshotField, changes: Changes): void {
  const add = (kind: ChangeKind, text: string) => changes.add(kind, field.object, field.name, text);
  for (const choice of field.choices) {
    const was = old.choices.find((each) => each.value === choice.value);
    if (was === undefined) add('choice-add', `Add “${choice.label}” to the choices of ${field.name}.`);
    else if (was.label !== choice.label)
      add('choice-rename', `The choice “${was.label}” of ${field.name} is now called “${choice.label}”.`);
  }
  for (const choice of old.choices) {
    if (!field.choices.some((each) => each.value === choice.value))
      add('choice-retire', `The choice “${choice.label}” of ${field.name} goes.`);
  }
}

/** Rules by name; one that only names other stages follows from the stage changes and is told in a note. */
export function planRules(desired: CrmSnapshot, state: CrmSnapshot, changes: Changes): void {
  const where = 'rules';
  const stagesChanged = changes.all.some((change) => change.kind.startsWith('stage-'));
  const following: string[] = [];
  const ours = state.rules.filter((rule) => rule.ours !== false);
  const rules = match(
    ours,
    desired.rules,
    (rule) => rule.name,
    (before, after) => (stagesChanged ? likeRules(before, after) : 0),
  );
  for (const rule of rules.added)
    changes.add('rule-add', where, rule.name, `Add the rule ${rule.name}: ${rule.message}`);
  for (const { before, after, renamed } of rules.pairs) {
    if (renamed && before.name.toLowerCase() !== after.name.toLowerCase()) {
      changes.add(
        'rule-rename',
        where,
        after.name,
        `The rule ${before.name} is now called ${after.name}: ${after.message}`,
      );
    } else if (before.active !== after.active || before.message !== after.message) {
      changes.add('rule-change', where, after.name, `The rule ${after.name} changes: ${after.message}`);
    } else if (before.formula.trim() !== after.formula.trim()) {
      if (stagesChanged) following.push(after.name);
      else changes.add('rule-change', where, after.name, `The rule ${after.name} changes: ${after.message}`);
    }
  }
  for (const rule of rules.gone.filter((each) => each.active)) {
    changes.add('rule-retire', where, rule.name, `The rule ${rule.name} is no longer in the source: ${rule.message}`);
  }
  if (following.length > 0) {
    changes.notes.push(
      `${count(following.length, 'rule')} (${list(following)}) ${following.length === 1 ? 'is' : 'are'} deployed anew because the stages they name change.`,
    );
  }
  const others = state.rules.length - ours.length;
  if (others > 0)
    changes.notes.push(
      `${count(others, 'rule')} that the source does not mention ${others === 1 ? 'is' : 'are'} left alone.`,
    );
}

/** A rule under a new name (because its stage has one) still says the same at the end of its message. */
function likeRules(before: SnapshotRule, after: SnapshotRule): number {
  const demand = (rule: SnapshotRule) => rule.message.slice(rule.message.indexOf(': ') + 1);
  return demand(before) === demand(after) ? 0.5 + likeWords(before.name, after.name) / 2 : 0;
}
