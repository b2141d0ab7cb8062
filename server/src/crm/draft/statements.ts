import { quote } from '../../base/strings.ts';
import { oneLine } from '../text.ts';
import type { DraftBuyers } from './buyers.ts';
import type { TranslatedRule } from './rule.ts';

/** A criterion that is no `collect`. */
export function criterion(rule: TranslatedRule, buyers: DraftBuyers): string {
  const names = (rule.by ?? []).flatMap((label) => buyers.name(label) ?? []);
  const by = names.length === 0 ? '' : ` by ${names.join(', ')}`;
  const when = rule.when === undefined ? '' : ` when ${rule.when}`;
  const proof = rule.proof === undefined ? '' : ` proof ${rule.proof}`;
  return `${rule.isCommitment ? 'commit' : 'done'} ${quote(oneLine(rule.text))}${by}${when}${proof}`;
}

/** A block, on one line where it holds one item. */
export function block(items: readonly string[], indent: string): string {
  return items.length === 1 ? `{ ${items[0]} }` : `{\n${indent}  ${items.join(`\n${indent}  `)}\n${indent}}`;
}
