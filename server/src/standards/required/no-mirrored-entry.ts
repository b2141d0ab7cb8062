import type { Criterion, Process, Step } from '../../model/model.ts';
import { type ElementId, keywordOf } from '../../model/source.ts';
import { factsOf, nameOf, stepsAt, unconditional } from '../flow.ts';
import { removeCriterion } from '../removal.ts';
import { processRule, unwise } from '../rule.ts';
import { saySame } from '../similarity.ts';

/** An entry criterion that the step before already asks for at its exit. */
export const noMirroredEntry = processRule({
  id: 'required/no-mirrored-entry',
  standard: 'required',
  levels: unwise,
  basis: 'declared',
  summary: 'Entry criteria do not repeat the exit before.',
  reports:
    'An `enter` criterion with the same proof as an exit criterion of the step before, where that step is the only way in.',
  why: 'One fact checked at two gates is maintained twice, and the two drift apart.',
  instead: 'Write `enter` only where it differs from the exit of the step before.',
  wrong: [
    {
      within: 'process',
      code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  enter { «done» "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance }
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
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
  enter { done "Decision date is known" proof deal.close_on is in the future }
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: {
    safety: 'safe',
    does: 'Deletes the entry criterion, as the exit before it guards the same; where the two are worded differently this is only a suggestion.',
  },
  check({ process, steps, lookup, report }) {
    const changed = new Set(steps);
    const reached = otherWaysIn(process);
    const items = [process.flow, process.afterWon];
    for (const flow of items) {
      flow.forEach((item, index) => {
        const before = flow[index - 1];
        if (!before) return;
        const sources = stepsAt(before);
        const exits = sources.flatMap((step) => unconditional(step.exit));
        const known = new Map<string, Criterion>();
        for (const exit of exits) for (const fact of factsOf(exit, lookup)) known.set(fact.key, exit);
        for (const step of stepsAt(item)) {
          const { enter } = step;
          if (!enter || reached.has(step.id) || !changed.has(step)) continue;
          for (const criterion of unconditional(enter)) {
            const facts = factsOf(criterion, lookup);
            if (facts.length === 0 || !facts.every((fact) => known.has(fact.key))) continue;
            report({
              at: keywordOf(criterion),
              path: criterion.path,
              message: `Leaving ${names(sources)} already takes this, so it is checked twice. Delete it from "enter".`,
              fixes: (model) => [
                {
                  title: 'Delete the mirrored entry criterion',
                  safety: saysTheSame(criterion, known.get(facts[0]!.key)!) ? 'safe' : 'suggestion',
                  edits: removeCriterion(model, criterion, enter, true),
                },
              ],
            });
          }
        }
      });
    }
  },
});

/** Whether nothing is lost with the words of an entry criterion. */
function saysTheSame(entry: Criterion, exit: Criterion): boolean {
  if (entry.kind === 'collect' || exit.kind === 'collect') return entry.kind === exit.kind;
  return saySame(entry.text.value, exit.text.value);
}

/** Steps that a record can enter in another way than from the step before. */
function otherWaysIn(process: Process): ReadonlySet<ElementId> {
  const ids = new Set<ElementId>();
  for (const start of process.startsAt) if (start.step.target) ids.add(start.step.target);
  for (const source of [...process.steps, ...process.holds]) {
    for (const branch of source.branches) if (branch.to.target) ids.add(branch.to.target);
    for (const plan of 'otherwise' in source ? (source.otherwise?.plans ?? []) : []) {
      if (plan.action.kind === 'return' && plan.action.step.target) ids.add(plan.action.step.target);
    }
  }
  return ids;
}

function names(steps: readonly Step[]): string {
  return steps.map((step) => `"${nameOf(step)}"`).join(' and ');
}
