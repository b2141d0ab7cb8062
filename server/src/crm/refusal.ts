import type { Finding } from '../model/finding.ts';
import type { Generated } from './backend.ts';

/** Why nothing is written: the errors that stand in the way, and what they mean in one sentence. */
export interface Refusal {
  readonly findings: readonly Finding[];
  /** Without a full stop in front of what follows, such as `nothing was generated: put 2 errors right first.` */
  readonly reason: string;
}

/** What keeps a project from being understood: syntax, names and types. */
export function languageErrors(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ standard, severity }) => standard === 'language' && severity === 'error');
}

/** Whether the source has to be put right before anything can be made of it. */
export function refusedSource(findings: readonly Finding[]): Refusal | undefined {
  const errors = languageErrors(findings);
  if (errors.length === 0) return undefined;
  return {
    findings: errors,
    reason: `nothing was generated: put ${errors.length} error${errors.length === 1 ? '' : 's'} right first.`,
  };
}

/** Whether the CRM would refuse what was generated, because the source breaks one of its limits. */
export function refusedByCrm(title: string, { findings }: Pick<Generated, 'findings'>): Refusal | undefined {
  const limits = findings.filter(({ severity }) => severity === 'error');
  return limits.length === 0
    ? undefined
    : { findings: limits, reason: `${title} would refuse this; nothing was generated.` };
}
