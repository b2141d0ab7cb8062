import { Option } from 'commander';
import { rules } from '../../standards/registry.ts';
import type { PresetName, Rule } from '../../standards/rule.ts';
import { type Define, examples } from '../define.ts';
import { exitCodes } from '../exit.ts';
import { colorOption, wantsColor } from '../options.ts';
import { ruleJson } from '../ruleJson.ts';

interface RulesOptions {
  readonly format: 'text' | 'json';
  readonly preset: PresetName;
  readonly color: string;
}

export const define: Define = (command, io, end) => {
  command
    .addOption(new Option('--format <format>', 'how to print them').choices(['text', 'json']).default('text'))
    .addOption(
      new Option('--preset <name>', 'whose severities to show')
        .choices(['recommended', 'strict', 'audit'])
        .default('recommended'),
    )
    .addOption(colorOption())
    .addHelpText(
      'after',
      examples(['salesflow rules', 'salesflow rules --preset strict', 'salesflow rules --format json']),
    )
    .action(async (options: RulesOptions) => {
      const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
      if (options.format === 'json') io.out(`${JSON.stringify(sorted.map(ruleJson), undefined, 2)}\n`);
      else io.out(await table(sorted, options.preset, wantsColor(options.color, io)));
      end(exitCodes.ok);
    });
};

async function table(sorted: readonly Rule[], preset: PresetName, color: boolean): Promise<string> {
  const { default: pico } = await import('picocolors');
  const colors = pico.createColors(color);
  const width = Math.max(...sorted.map((rule) => rule.id.length));
  const lines: string[] = [];
  let standard = '';
  for (const rule of sorted) {
    if (rule.standard !== standard) {
      standard = rule.standard;
      lines.push(...(lines.length > 0 ? [''] : []), colors.bold(standard));
    }
    const fix = rule.fix ? (rule.fix.safety === 'safe' ? 'fix' : 'suggestion') : '';
    const level = rule.levels[preset];
    lines.push(`  ${colors.cyan(rule.id.padEnd(width))}  ${level.padEnd(7)}  ${fix.padEnd(10)}  ${rule.summary}`);
  }
  return `${lines.join('\n')}\n\n${sorted.length} rules; severities of preset "${preset}". salesflow explain RULE shows a rule's page.\n`;
}
