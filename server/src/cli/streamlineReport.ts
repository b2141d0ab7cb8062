import { escapeMarkdown } from '../report/markdownText.ts';
import type { Counts, MissingFacts, MissingPlace, Proposal, Streamlined } from '../streamline/proposal.ts';

/** What a report of streamlining is made from. */
export interface StreamlineReport {
  readonly plan: Streamlined;
  /** What was carried out; absent where nothing was to be. */
  readonly applied: readonly Proposal[] | undefined;
  /** The state after it was carried out. */
  readonly after: Streamlined | undefined;
  /** `file:line:column` of a place, or nothing. */
  readonly placeOf: (at: { readonly uri: string; readonly start: number } | undefined) => string;
}

/** The proposals, and what only a person can add, for people or programs. */
export function writeReport(format: 'pretty' | 'json' | 'markdown', report: StreamlineReport): string {
  if (format === 'json') return json(report);
  return format === 'markdown' ? markdown(report) : pretty(report);
}

function json({ plan, applied, after, placeOf }: StreamlineReport): string {
  const proposal = ({ edits, at, ...rest }: Proposal) => ({ ...rest, changes: edits.length > 0 });
  const missing = (after ?? plan).missing.map(({ kind, what, places }) => ({
    kind,
    what,
    places: places.map(({ at, ...place }) => ({ ...place, at: placeOf(at) })),
  }));
  const value = {
    version: 1,
    before: plan.before,
    after: after?.before ?? plan.after,
    proposals: plan.proposals.map(proposal),
    ...(applied ? { applied: applied.map(({ id }) => id) } : {}),
    missing,
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function pretty({ plan, applied, after, placeOf }: StreamlineReport): string {
  const lines: string[] = [];
  const shown = applied ?? plan.proposals;
  lines.push(applied ? 'Carried out' : 'Proposals', '');
  for (const proposal of shown) lines.push(`  ${proposal.verdict.padEnd(14)} ${line(proposal)}`);
  if (shown.length === 0) lines.push('  Nothing: every step stays.');
  lines.push('', sizes(plan.before, after?.before ?? plan.after), '');
  lines.push(...missingLines((after ?? plan).missing, placeOf));
  return `${lines.join('\n')}\n`;
}

function line({ title, target, reason, standard, verdict }: Proposal): string {
  const into = target === undefined ? '' : ` → "${target}"`;
  return verdict === 'keep' ? `"${title}": ${reason}` : `"${title}"${into}: ${reason} (${standard})`;
}

function sizes(before: Counts, after: Counts): string {
  const change = (word: keyof Counts) => `${word} ${before[word]} → ${after[word]}`;
  return [change('steps'), change('stages'), change('criteria'), change('findings')].join(', ');
}

function missingLines(missing: readonly MissingFacts[], placeOf: StreamlineReport['placeOf']): string[] {
  if (missing.length === 0) return ['Nothing is left that only a person can add.'];
  const lines = ['Only a person can add, in this order:', ''];
  missing.forEach(({ what, places }, index) => {
    lines.push(`  ${index + 1}. ${what}`);
    for (const [says, [first, ...others]] of alike(places)) {
      if (!first) continue;
      if (others.length === 0) lines.push(`     ${placeOf(first.at)} ${first.title}: ${first.message}`.trimEnd());
      else {
        lines.push(`     ${says}`);
        for (const { title, at } of [first, ...others]) lines.push(`       ${placeOf(at)} ${title}`);
      }
    }
  });
  return lines;
}

/** Places of which the same is said, but for their title. */
function alike(places: readonly MissingPlace[]): ReadonlyMap<string, readonly MissingPlace[]> {
  const groups = new Map<string, MissingPlace[]>();
  for (const place of places) {
    const says = place.message.replaceAll(`"${place.title}"`, '"…"');
    groups.set(says, [...(groups.get(says) ?? []), place]);
  }
  return groups;
}

function markdown({ plan, applied, after, placeOf }: StreamlineReport): string {
  const shown = applied ?? plan.proposals;
  const rows = shown.map(
    ({ title, verdict, target, standard, reason }) =>
      `| ${[title, verdict, target ?? '', standard ?? '', reason].map(escapeMarkdown).join(' | ')} |`,
  );
  const table = ['| Step | Becomes | Of | Standard | Why |', '|---|---|---|---|---|', ...rows];
  const place = (at: MissingPlace['at']) => (at ? ` (\`${placeOf(at)}\`)` : '');
  const missing = (after ?? plan).missing.flatMap(({ what, places }, index) => [
    `${index + 1}. ${what}`,
    ...[...alike(places)].flatMap(([says, group]) =>
      group.length === 1
        ? group.map(({ title, message, at }) => `   - ${escapeMarkdown(`${title}: ${message}`)}${place(at)}`)
        : [
            `   - ${escapeMarkdown(says)}`,
            ...group.map(({ title, at }) => `     - ${escapeMarkdown(title)}${place(at)}`),
          ],
    ),
  ]);
  const rest =
    missing.length > 0
      ? ['### Only a person can add, in this order', '', ...missing]
      : ['Nothing is left that only a person can add.'];
  return `${['## Streamline', '', sizes(plan.before, after?.before ?? plan.after), '', ...table, '', ...rest].join('\n')}\n`;
}
