import type { Duration } from '../../model/evidence.ts';
import type { Fix } from '../../model/finding.ts';
import type { Plan, Step } from '../../model/model.ts';
import { replace } from '../edits.ts';
import { nameOf, stepPath } from '../flow.ts';
import { processRule, type Report, unwise } from '../rule.ts';

/** Deadlines that cannot all hold. */
export const deadlinesInProportion = processRule({
  id: 'process/deadlines-in-proportion',
  standard: 'process',
  levels: unwise,
  basis: 'declared',
  summary: 'Deadlines and plans of a step fit together.',
  reports:
    'A step that is given up before it is due, a follow-up planned for when the deal has already been given up, and a deadline longer than configured. Plans with a condition of their own, or that count from the last activity, are left alone.',
  why: 'The plan that comes too late never happens, and a deal is lost while the step still has time.',
  instead: 'Follow up first, then give up, and give up no sooner than the step is due.',
  wrong: [
    {
      within: 'process',
      code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  within «90 days»
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise {
    after «40 days» follow-up "Walk the finance director through the order form"
    after 30 days lose as NoDecision
  }
}`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  within 14 days
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise {
    after 10 days follow-up "Walk the finance director through the order form"
    after 30 days lose as NoDecision
  }
}`,
    },
  ],
  options: {
    maxDays: { type: 'number', default: 365, minimum: 1, description: 'The longest deadline of a step, in days.' },
  },
  fix: { safety: 'suggestion', does: 'Gives up no sooner than the step or its follow-up is due.' },
  check({ process, steps, options, report }) {
    for (const step of steps) {
      const path = stepPath(process, step);
      const end = firstEnd(step);
      if (step.within && end && daysIn(step.within) > daysIn(end)) {
        report({
          at: step.within.span,
          path,
          message: `"${nameOf(step)}" may take ${said(step.within)}, yet its plan gives the deal up after ${said(end)}. Give up no sooner than the step is due.`,
          related: [{ message: 'Given up here', span: end.span }],
          fixes: giveUpAfter(step, step.within),
        });
      } else if (step.within && daysIn(step.within) > options.maxDays) {
        report({
          at: step.within.span,
          path,
          message: `"${nameOf(step)}" may take ${said(step.within)}, more than the ${options.maxDays} days this project allows, so nothing shows that it stalls. Shorten it, or split the step where the buyer moves on.`,
        });
      }
      if (end) reportLate(step, end, path, report);
    }
  },
});

function reportLate(step: Step, end: Duration, path: string, report: (report: Report) => void): void {
  for (const { trigger, action } of step.otherwise?.plans ?? []) {
    if (action.kind !== 'follow-up' || trigger.kind !== 'after' || trigger.idle || trigger.when) continue;
    if (daysIn(trigger.duration) <= daysIn(end)) continue;
    report({
      at: trigger.duration.span,
      path,
      message: `This follow-up is due after ${said(trigger.duration)}, but the deal is given up after ${said(end)}, so it never happens. Follow up first, then give up.`,
      related: [{ message: 'Given up here', span: end.span }],
      fixes: giveUpAfter(step, trigger.duration),
    });
  }
}

/** Moves every end that comes before that time to it. */
function giveUpAfter(step: Step, due: Duration): () => Fix[] {
  return () => {
    const early = (step.otherwise?.plans ?? []).flatMap(endOf).filter((end) => daysIn(end) < daysIn(due));
    const edits = early.map(({ span }) => replace(span, said(due)));
    return [{ title: `Give up after ${said(due)}`, safety: 'suggestion', edits }];
  };
}

/** When the deal is lost, disqualified or sent back, whatever happens. */
function firstEnd(step: Step): Duration | undefined {
  const ends = (step.otherwise?.plans ?? []).flatMap(endOf);
  return ends.sort((a, b) => daysIn(a) - daysIn(b))[0];
}

function endOf({ trigger, action }: Plan): Duration[] {
  const ends = action.kind === 'lose' || action.kind === 'disqualify' || action.kind === 'return';
  return ends && trigger.kind === 'after' && !trigger.idle && !trigger.when ? [trigger.duration] : [];
}

function said({ amount, unit }: Duration): string {
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}

const unitDays = { minutes: 1 / 1440, hours: 1 / 24, days: 1, weeks: 7, months: 30 } as const;

function daysIn({ amount, unit }: Duration): number {
  return amount * unitDays[unit];
}
