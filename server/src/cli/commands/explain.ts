import { Option } from 'commander';
import { nearest } from '../../base/nearest.ts';
import { rulePage } from '../../standards/page.ts';
import { ruleById, rules } from '../../standards/registry.ts';
import { type Define, examples } from '../define.ts';
import { exitCodes, UsageError } from '../exit.ts';
import { markdownForTerminal } from '../markdownForTerminal.ts';
import { colorOption, wantsColor } from '../options.ts';
import { ruleJson } from '../ruleJson.ts';

interface ExplainOptions {
  readonly format: 'text' | 'markdown' | 'json';
  readonly color: string;
}

export const define: Define = (command, io, end) => {
  command
    .argument('<rule>', 'rule id, such as factual/no-feelings; the part after the slash is enough')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'markdown', 'json']).default('text'))
    .addOption(colorOption())
    .addHelpText(
      'after',
      examples(['salesflow explain factual/no-feelings', 'salesflow explain no-feelings --format markdown']),
    )
    .action((id: string, options: ExplainOptions) => {
      const rule = ruleNamed(id);
      const page = rulePage(rule);
      if (options.format === 'json') io.out(`${JSON.stringify(ruleJson(rule), undefined, 2)}\n`);
      else io.out(options.format === 'markdown' ? page : markdownForTerminal(page, wantsColor(options.color, io)));
      end(exitCodes.ok);
    });
};

function ruleNamed(id: string) {
  const bare = rules.filter((rule) => rule.id.endsWith(`/${id}`));
  const rule = ruleById(id) ?? (bare.length === 1 ? bare[0] : undefined);
  if (rule) return rule;
  const near =
    nearest(
      id,
      rules.map((one) => one.id),
    )[0] ??
    nearest(
      id,
      rules.map((one) => one.id.split('/')[1]!),
    )[0];
  throw new UsageError(
    `There is no rule "${id}". ${near ? `Did you mean "${near}"?` : 'salesflow rules lists them all.'}`,
  );
}
