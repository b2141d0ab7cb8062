import { type ExternalRule, externalRule } from '../rule.ts';
import type { ConfigurableTarget } from '../targets.ts';
import { hubspotLimits } from './hubspot.ts';
import type { CrmLimit, LimitExample } from './limit.ts';
import { pipedriveLimits } from './pipedrive.ts';
import { salesforceLimits } from './salesforce.ts';

/**
 * Limits of the CRMs, as rules: listed here so that they have a page, a level that can be configured and a row in every
 * table. They are data here; the backends find where they are broken.
 */
export const crmRules: readonly ExternalRule[] = [
  ...rulesOf('salesforce', salesforceLimits),
  ...rulesOf('hubspot', hubspotLimits),
  ...rulesOf('pipedrive', pipedriveLimits),
];

function rulesOf(target: ConfigurableTarget, limits: Readonly<Record<string, CrmLimit>>): ExternalRule[] {
  return Object.values(limits).map((limit) => ruleOf(target, limit));
}

function ruleOf(
  target: ConfigurableTarget,
  { id, severity, summary, why, remedy, source, wrong, right }: CrmLimit,
): ExternalRule {
  const forTarget = (example: LimitExample) => ({ ...example, targets: [target] });
  return externalRule({
    id,
    standard: 'crm',
    levels: { recommended: severity, strict: severity, audit: severity },
    basis: 'declared',
    summary,
    reports: `${summary} Reported where the CRM is named in \`targets\`, and by \`salesflow generate\`. The limit is stated at <${source}>.`,
    why,
    instead: remedy,
    wrong: wrong.map(forTarget),
    right: right.map(forTarget),
    fix: undefined,
  });
}
