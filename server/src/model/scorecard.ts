import type { Finding } from './finding.ts';
import type { ProjectModel, Step } from './model.ts';
import { isInspectable } from './proof.ts';

const fourStandards = ['required', 'factual', 'inspectable', 'buyer-centric'] as const;

/** How a step stands to one of the four standards. */
export interface Score {
  readonly standard: (typeof fourStandards)[number];
  readonly passes: boolean;
  /** Errors and warnings that say it does not. */
  readonly against: number;
}

/**
 * How a step stands to the four standards: it fails one where an error or a warning says so. A step that the CRM cannot
 * show to be done is not inspectable, even where a graver finding, such as to leave the step out, stands alone.
 *
 * @param findings those on the step
 */
export function scorecard(
  step: Step,
  model: Pick<ProjectModel, 'element'>,
  findings: readonly Pick<Finding, 'standard' | 'severity'>[],
): readonly Score[] {
  const grave = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  return fourStandards.map((standard) => {
    const against = grave.filter((finding) => finding.standard === standard).length;
    return { standard, against, passes: against === 0 && (standard !== 'inspectable' || isInspectable(step, model)) };
  });
}
