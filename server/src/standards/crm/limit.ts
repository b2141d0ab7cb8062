import type { Finding, Severity } from '../../model/finding.ts';
import type { Span } from '../../model/source.ts';
import { ruleUrl } from '../links.ts';
import type { Example } from '../rule.ts';

/** A limit of a CRM, as data: what the rule pages, `explain` and the SARIF rule table list. */
export interface CrmLimit {
  /** Rule id, such as `crm/hubspot-probability`. */
  readonly id: string;
  readonly severity: Severity;
  /** What is reported, in one line. */
  readonly summary: string;
  /** Why the CRM does not take it, and what the generated configuration does instead. */
  readonly why: string;
  /** What to write instead. */
  readonly remedy: string;
  /** Page that states the limit. */
  readonly source: string;
  /** What breaks it, with marks where it is reported. */
  readonly wrong: readonly LimitExample[];
  /** What the CRM takes. */
  readonly right: readonly LimitExample[];
}

/** An example that is run for the CRM whose limit it is about. */
export type LimitExample = Omit<Example, 'targets' | 'options'>;

/** A finding that the limit is broken at that place. */
export function limitFinding(
  limit: CrmLimit,
  at: { readonly span: Span; readonly path: string; readonly message: string },
): Finding {
  return {
    rule: limit.id,
    standard: 'crm',
    severity: limit.severity,
    message: at.message,
    span: at.span,
    path: at.path,
    related: [],
    url: ruleUrl(limit.id),
    fixes: () => [],
  };
}
