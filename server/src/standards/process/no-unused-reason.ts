import { nameOf } from '../flow.ts';
import { advice, processRule } from '../rule.ts';

/** Reasons that no plan ever gives. */
export const noUnusedReason = processRule({
  id: 'process/no-unused-reason',
  standard: 'process',
  levels: { ...advice, recommended: 'hint', audit: 'hint' },
  basis: 'declared',
  summary: 'An outcome with reasons is one that a plan can lead to.',
  reports:
    'A `lost` or `disqualified` outcome with reasons none of which any plan of the process gives. With the option `each`, every single reason that no plan gives, including those that reps choose by hand.',
  why: 'If nothing ever closes a deal for this reason, deals it applies to stay open.',
  instead:
    'Give the reason in a plan: `after 30 days lose as NoDecision`, `when deal.amount < 1000 disqualify as TooSmall`.',
  wrong: [
    {
      within: 'process',
      code: `
disqualified «NotAFit» "Not a fit" {
  reason TooSmall "Problem too small"
}`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Discovery "Hold the discovery call" {
  helps Sizing
  do "Hold a discovery call with the operations lead"
  exit {
    done "Discovery call held with the operations lead" proof meeting "Discovery" held with Buyer
    collect deal.amount
    commit "Operations lead books the demo" proof meeting "Demo" scheduled with Buyer
  }
  otherwise {
    after 30 days lose as NoDecision
    when deal.amount < 1000 disqualify as TooSmall
  }
}
disqualified NotAFit "Not a fit" {
  reason TooSmall "Problem too small"
}`,
    },
  ],
  options: {
    each: { type: 'boolean', default: false, description: 'Report every reason that no plan gives.' },
  },
  fix: undefined,
  check({ process, options, report }) {
    if (process.variantOf) return;
    const given = new Set<string | undefined>();
    for (const place of [...process.outcomes, ...process.holds, ...process.steps]) {
      const plans = 'plans' in place ? place.plans : (place.otherwise?.plans ?? []);
      for (const { action } of plans) {
        if (action.kind === 'lose' || action.kind === 'disqualify') given.add(action.reason.target);
      }
    }
    for (const outcome of process.outcomes) {
      const unused = outcome.reasons.filter((reason) => reason.name !== '' && !given.has(reason.id));
      if (outcome.outcome === 'won' || unused.length === 0) continue;
      if (options.each) {
        for (const reason of unused) {
          report({
            at: reason.nameSpan,
            path: `${process.name}/${outcome.name}/${reason.name}`,
            message: `No plan ever closes a deal as "${nameOf(reason)}". Give it in "otherwise" of the step where it shows, or drop it.`,
          });
        }
      } else if (unused.length === outcome.reasons.length) {
        report({
          at: outcome.nameSpan,
          path: `${process.name}/${outcome.name}`,
          message: `No plan ever leads to "${nameOf(outcome)}", so deals it is meant for stay open. Give one of its reasons in "otherwise" of the step where it shows.`,
        });
      }
    }
  },
});
