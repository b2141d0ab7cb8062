import { md } from './markdown.ts';
import type { Change, CrmPlan } from './plan.ts';
import { count, jsonFile } from './text.ts';

/** One line that says how much there is to do. */
export function planSummary(plan: CrmPlan): string {
  if (plan.changes.length === 0) return 'Nothing to change.';
  const destructive = plan.changes.filter((change) => change.destructive).length;
  const manual = plan.changes.filter((change) => change.manual !== undefined).length;
  return `${count(plan.changes.length, 'change')}: ${destructive} destructive, ${manual} to make by hand.`;
}

/** Changes grouped by the pipeline or object they belong to, in order. */
function groups(plan: CrmPlan): ReadonlyMap<string, readonly Change[]> {
  const grouped = new Map<string, Change[]>();
  for (const change of plan.changes) grouped.set(change.where, [...(grouped.get(change.where) ?? []), change]);
  return grouped;
}

function mark(change: Change): string {
  if (change.destructive) return '!';
  if (change.kind.endsWith('-add')) return '+';
  return change.kind.endsWith('-retire') || change.kind.endsWith('-drop') ? '-' : '~';
}

/** The plan for a terminal: `+` added, `~` changed, `-` removed, `!` destructive. */
export function planText(plan: CrmPlan): string {
  const lines: string[] = [];
  for (const [where, changes] of groups(plan)) {
    lines.push(where);
    for (const change of changes) {
      lines.push(`  ${mark(change)} ${change.text}`);
      if (change.manual !== undefined) lines.push(`      by hand: ${change.manual}`);
    }
    lines.push('');
  }
  for (const note of plan.notes) lines.push(`note: ${note}`);
  if (plan.notes.length > 0) lines.push('');
  lines.push(planSummary(plan));
  return `${lines.join('\n')}\n`;
}

/** The plan as Markdown, for a comment on a pull request. */
export function planMarkdown(plan: CrmPlan): string {
  const parts: string[] = [`**${planSummary(plan)}**`];
  for (const [where, changes] of groups(plan)) {
    const items = changes.map((change) => {
      const destructive = change.destructive ? '**destructive** ' : '';
      const manual = change.manual === undefined ? '' : `<br>*By hand:* ${md(change.manual)}`;
      return `- ${destructive}${md(change.text)}${manual}`;
    });
    parts.push(`### ${md(where)}\n\n${items.join('\n')}`);
  }
  if (plan.notes.length > 0) parts.push(plan.notes.map((note) => `> ${md(note)}`).join('\n>\n'));
  return `${parts.join('\n\n')}\n`;
}

/** The plan as JSON, for tools. */
export function planJson(plan: CrmPlan): string {
  return jsonFile({
    generator: 'Salesflow',
    target: plan.target,
    summary: planSummary(plan),
    changes: plan.changes.map((change) => ({ ...change, manual: change.manual ?? null })),
    notes: plan.notes,
  });
}
