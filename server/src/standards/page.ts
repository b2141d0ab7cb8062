import { plainCode } from './example.ts';
import type { Example, Level, OptionSpec, Rule } from './rule.ts';

/** A rule's page in Markdown: what the repository publishes, `explain` shows and SARIF carries. */
export function rulePage(rule: Rule): string {
  const sections = [
    `# ${rule.id}`,
    rule.summary,
    `${severities(rule)} ${basis[rule.basis]}`,
    section('What it reports', rule.reports),
    section('Why it matters', rule.why),
    section('What to do instead', rule.instead),
    examples('Wrong', rule.wrong),
    examples('Right', rule.right),
    options(rule),
    section('Fix', fix(rule)),
    section('Configure it', configuration(rule)),
  ];
  return `${sections.filter((part) => part !== '').join('\n\n')}\n`;
}

const basis: Readonly<Record<Rule['basis'], string>> = {
  declared: 'It reads what the source declares.',
  wording:
    'It draws a conclusion from wording, so it may be wrong: allow a word under `vocabulary`, or suppress it with a reason.',
  tool: 'It is about the source as a text, not about the sale.',
};

function severities(rule: Rule): string {
  const { recommended, strict, audit } = rule.levels;
  if (recommended === strict && strict === audit) return `**${named(recommended)}** in every preset.`;
  return `**${named(recommended)}** in the preset \`recommended\`, **${named(strict)}** in \`strict\`, **${named(audit)}** in \`audit\`.`;
}

/** A level as people read it. */
export function named(level: Level): string {
  return level === 'off' ? 'Off' : level.charAt(0).toUpperCase() + level.slice(1);
}

function section(title: string, text: string): string {
  return `## ${title}\n\n${text}`;
}

function examples(title: string, list: readonly Example[]): string {
  if (list.length === 0) return '';
  return section(title, list.map(exampleBlock).join('\n\n'));
}

function exampleBlock(example: Example): string {
  const marked = [...(example.sketch ?? example.code).matchAll(/«([^»]*)»/g)].map(([, words]) => `\`${words}\``);
  const reported = marked.length === 0 ? '' : `\n\nReported: ${marked.join(', ')}.`;
  const set = Object.entries(example.options ?? {}).map(
    ([name, value]) => `\`${name}\` set to \`${JSON.stringify(value)}\``,
  );
  if (example.targets) set.push(`\`targets\` set to \`${JSON.stringify(example.targets)}\``);
  const given = set.length === 0 ? '' : `With ${set.join(' and ')}:\n\n`;
  return `${given}\`\`\`salesflow\n${plainCode(example)}\n\`\`\`${reported}`;
}

function options(rule: Rule): string {
  const entries = Object.entries<OptionSpec>(rule.options);
  if (entries.length === 0) return '';
  const rows = entries.map(
    ([name, spec]) => `- \`${name}\` (default ${JSON.stringify(spec.default)}): ${spec.description}`,
  );
  return section('Options', rows.join('\n'));
}

function fix(rule: Rule): string {
  if (!rule.fix) return 'None: only a person knows what is meant.';
  const how =
    rule.fix.safety === 'safe'
      ? 'It keeps the meaning, so `salesflow lint --fix` and saving in the editor apply it.'
      : 'It is offered in the editor and applied by `salesflow lint --fix-suggestions`; read what it did.';
  return `${rule.fix.does} ${how}`;
}

function configuration(rule: Rule): string {
  const entries = Object.entries<OptionSpec>(rule.options);
  const values = Object.fromEntries(entries.map(([name, spec]) => [name, spec.default]));
  const setting = entries.length === 0 ? 'error' : { severity: 'error', options: values };
  const json = JSON.stringify({ rules: { [rule.id]: setting } }, undefined, 2);
  const config = `In \`salesflow.config.json\`:\n\n\`\`\`json\n${json}\n\`\`\``;
  if (rule.standard === 'suppression' || rule.standard === 'config') return config;
  return `${config}\n\nFor one place, on the line before:\n\n\`\`\`salesflow\n// salesflow-ignore ${rule.id}: why it is right here\n\`\`\``;
}
