import { hubspotLimits } from '../../crm/hubspot/limits.ts';
import type { CrmLimit } from '../../crm/limits.ts';
import { pipedriveLimits } from '../../crm/pipedrive/limits.ts';
import { salesforceLimits } from '../../crm/salesforce/limits.ts';
import { type ExternalRule, externalRule } from '../rule.ts';

/**
 * Limits of the CRMs, as rules: listed here so that they have a page, a level that can be configured and a row in every
 * table. The backends find them; only their `limits.ts` files, which are plain data, are read from here.
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
