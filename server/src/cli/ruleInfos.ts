import type { RuleInfo } from '../report/report.ts';
import { ruleUrl } from '../standards/links.ts';
import { rulePage } from '../standards/page.ts';
import { rules } from '../standards/registry.ts';
import type { PresetName } from '../standards/rule.ts';

/** All rules as reports list them, by id, with the severities of a preset. */
export function ruleInfos(preset: PresetName = 'recommended'): RuleInfo[] {
  return rules
    .map((rule) => ({
      id: rule.id,
      standard: rule.standard,
      severity: rule.levels[preset],
      summary: rule.summary,
      description: `${rule.reports} ${rule.why} ${rule.instead}`,
      markdown: rulePage(rule),
      url: ruleUrl(rule.id),
      fixable: rule.fix !== undefined,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
