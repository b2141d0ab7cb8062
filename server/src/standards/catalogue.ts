import type { Standard } from '../model/finding.ts';
import { plainCode, sampleProject } from './example.ts';
import { named } from './page.ts';
import { rules } from './registry.ts';
import type { Rule } from './rule.ts';

/** What each group of rules is about, in the order people read them. */
export const standardTitles: readonly (readonly [Standard, string, string])[] = [
  ['required', 'Required', 'A step passes when it happens in every single sale.'],
  ['factual', 'Factual', 'A step passes when it is tied to a specific action, answered by a plain yes or no.'],
  ['inspectable', 'Inspectable', 'A step passes when a record in the CRM proves it.'],
  ['buyer-centric', 'Buyer-centric', 'A step passes when it is seen from the buyer’s side and helps them forward.'],
  ['exit-criteria', 'Exit criteria', 'A step says what has to be done, known and committed to before it is left.'],
  ['process', 'Process', 'The structure holds together, whatever it is about.'],
  ['crm', 'CRM limits', 'What a configured CRM does not take.'],
  ['suppression', 'Suppressions', 'Exceptions are reasoned, in force and in use.'],
];

/** A table of all rules, with links relative to `base` (such as `docs/rules/`). */
export function rulesTable(base: string): string {
  return standardTitles
    .map(([standard, title, passes]) => {
      const rows = rules.filter((rule) => rule.standard === standard).map((rule) => row(rule, base));
      const head = '| Rule | Says | Recommended | Strict | Audit | Fix |\n|---|---|---|---|---|---|';
      return `### ${title}\n\n${passes}\n\n${head}\n${rows.join('\n')}`;
    })
    .join('\n\n');
}

function row(rule: Rule, base: string): string {
  const { recommended, strict, audit } = rule.levels;
  const fix = rule.fix ? rule.fix.safety : '';
  const name = rule.id.split('/')[1];
  const cells = [
    `[\`${name}\`](${base}${rule.id}.md)`,
    rule.summary,
    named(recommended),
    named(strict),
    named(audit),
    fix,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The page that lists all rules. */
export function cataloguePage(): string {
  return `# Rules

${rules.length} rules check a sales process against four standards, its exit criteria and its structure. Structural and declared
facts are errors; conclusions drawn from wording are warnings and say so ("reads like …"). Fixes marked *safe* keep the meaning
and are applied by \`salesflow lint --fix\` and on save; a *suggestion* is offered and read before it is taken.

Presets: \`recommended\` (the default), \`strict\`, and \`audit\` for a process just imported from a CRM, where journeys and proofs
do not exist yet. Set one with \`extends\` in \`salesflow.config.json\`, and single rules under \`rules\`.

${rulesTable('')}

## The process around the examples

The examples on the rules' pages show the part that matters. A step in an example takes the place of the step of the same name
in this process, or stands beside the one that helps the same stuck point; other declarations are added to this file.

\`\`\`salesflow
${plainCode({ within: 'file', code: sampleProject })}
\`\`\`
`;
}
