import { buyerCentricRules } from './buyer-centric/index.ts';
import { crmRules } from './crm/index.ts';
import { exitCriteriaRules } from './exit-criteria/index.ts';
import { factualRules } from './factual/index.ts';
import { inspectableRules } from './inspectable/index.ts';
import { processStructureRules } from './process/index.ts';
import { requiredRules } from './required/index.ts';
import type { Rule } from './rule.ts';
import { suppressionRules } from './suppression/rules.ts';

/**
 * All rules, by standard. Pages, configuration schema, presets, tables and SARIF data are made from this list.
 *
 * The order decides which rule speaks where several conclude something from the same words: what should not be a step
 * at all comes before how it is worded.
 */
export const rules: readonly Rule[] = [
  ...requiredRules,
  ...inspectableRules,
  ...buyerCentricRules,
  ...factualRules,
  ...exitCriteriaRules,
  ...processStructureRules,
  ...crmRules,
  ...suppressionRules,
];

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule of that id, or `undefined`. */
export function ruleById(id: string): Rule | undefined {
  return byId.get(id);
}
