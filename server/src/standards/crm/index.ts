import { type ExternalRule, externalRule } from '../rule.ts';
import { hubspotLimits } from './hubspot.ts';
import type { CrmLimit } from './limit.ts';
import { pipedriveLimits } from './pipedrive.ts';
import { salesforceLimits } from './salesforce.ts';

/**
 * Limits of the CRMs, as rules: listed here so that they have a page, a level that can be configured and a row in every
 * table. They are data here; the backends find where they are broken.
 */
export const crmRules: readonly ExternalRule[] = [salesforceLimits, hubspotLimits, pipedriveLimits].flatMap((limits) =>
  Object.values<CrmLimit>(limits).map(ruleOf),
);

function ruleOf({ id, severity, summary, why, remedy, source }: CrmLimit): ExternalRule {
  return externalRule({
    id,
    standard: 'crm',
    levels: { recommended: severity, strict: severity, audit: severity },
    basis: 'declared',
    summary,
    reports: `${summary} Reported where the CRM is named in \`targets\`, and by \`salesflow generate\`. The limit is stated at <${source}>.`,
    why,
    instead: remedy,
    wrong: [],
    right: [],
    fix: undefined,
  });
}
