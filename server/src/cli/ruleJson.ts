import { plainCode } from '../standards/example.ts';
import { ruleUrl } from '../standards/links.ts';
import { rulePage } from '../standards/page.ts';
import type { Example, Rule } from '../standards/rule.ts';

/** A rule with all that its page says, for programs. */
export function ruleJson(rule: Rule): object {
  return {
    id: rule.id,
    standard: rule.standard,
    severity: rule.levels,
    basis: rule.basis,
    summary: rule.summary,
    reports: rule.reports,
    why: rule.why,
    instead: rule.instead,
    fix: rule.fix ?? null,
    options: rule.options,
    examples: { wrong: rule.wrong.map(exampleJson), right: rule.right.map(exampleJson) },
    page: rulePage(rule),
    url: ruleUrl(rule.id),
  };
}

function exampleJson(example: Example): object {
  const { options, targets } = example;
  return { code: plainCode(example), ...(options ? { options } : {}), ...(targets ? { targets } : {}) };
}
