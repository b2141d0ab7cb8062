import type { CriterionItem } from '../../model/model.ts';

/**
 * A `collect` that names fields and other things as one of each: the fields are shown on the path and demanded together,
 * the documents and words have a rule and a line of guidance of their own, so that each says no more than it is about.
 */
export function apart(item: CriterionItem): readonly CriterionItem[] {
  if (item.kind !== 'collect' || item.proof) return [item];
  const isField = (each: (typeof item.items)[number]) => each.kind === 'field' || each.kind === 'framework';
  const parts = [item.items.filter(isField), item.items.filter((each) => !isField(each))];
  return parts.every((part) => part.length > 0) ? parts.map((items) => ({ ...item, items })) : [item];
}
