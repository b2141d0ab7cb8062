import { loadBackend } from '../../server/src/crm/index.ts';
import type { Finding } from '../../server/src/model/finding.ts';
import type { RuleSettings } from '../../server/src/standards/config.ts';
import { expandExample } from '../../server/src/standards/example.ts';
import { createLinter } from '../../server/src/standards/linter.ts';
import type { EnforcementGap, Example, Rule } from '../../server/src/standards/rule.ts';
import { project } from '../support/project.ts';
import { config, today } from './lint.ts';

export interface Ran {
  readonly text: string;
  readonly marks: readonly { readonly start: number; readonly end: number }[];
  /** What the language itself says against the text. */
  readonly syntax: readonly string[];
  readonly found: readonly Finding[];
}

/** What an example finds under the strictest preset, with its own options and for its own CRMs. */
export async function runExample(rule: Rule, example: Example, settings: RuleSettings = {}): Promise<Ran> {
  const { text, marks } = expandExample(example);
  const { model, findings } = await project(text);
  const targets = example.targets ?? [];
  const external: Finding[] = [];
  const enforcement: EnforcementGap[] = [];
  for (const target of targets) {
    const backend = await loadBackend(target);
    const generated = backend.generate(model, {});
    external.push(...generated.findings);
    for (const { level, ...gap } of generated.enforcement)
      if (level === 'manual') enforcement.push({ ...gap, target: backend.title });
  }
  const found = createLinter().lint(model, {
    config: config({
      extends: 'strict',
      targets,
      rules: { ...(example.options ? { [rule.id]: { options: example.options } } : {}), ...settings },
    }),
    surface: 'ci',
    today,
    enforcement,
    ...(targets.length > 0 ? { external } : {}),
  });
  // A limit of a CRM is shown on what is short, not on what the standards approve of.
  const told = rule.standard === 'crm' ? found.filter(({ standard }) => standard === 'crm') : found;
  return { text, marks, syntax: findings.map(({ message }) => message), found: told };
}

/** What is wrong with a wrong example: nothing when the rule, and only it, reports every marked place and no other. */
export function problemsOf(rule: Rule, { text, marks, syntax, found }: Ran): string[] {
  const problems = [...syntax];
  if (marks.length === 0) problems.push('marks nothing');
  const exact = rule.basis !== 'wording';
  const words = ({ start, end }: { start: number; end: number }) => `"${text.slice(start, end)}" at ${start}`;
  const open = [...marks];
  for (const finding of found) {
    const at = open.findIndex(({ start, end }) =>
      exact
        ? finding.span.start === start && finding.span.end === end
        : finding.span.start < end && start < finding.span.end,
    );
    if (finding.rule !== rule.id || at < 0) problems.push(`${finding.rule} reports ${words(finding.span)}`);
    else open.splice(at, 1);
  }
  for (const mark of open) problems.push(`nothing reports ${words(mark)}`);
  return problems;
}
