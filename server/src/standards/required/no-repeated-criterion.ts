import type { Fix } from '../../model/finding.ts';
import type { Criterion, ProjectModel, Step } from '../../model/model.ts';
import { keywordOf } from '../../model/source.ts';
import { type Established, factsOf, nameOf, unconditional, walkEstablished } from '../flow.ts';
import type { Lookup } from '../lookup.ts';
import { isDispensable, removeCollected, removeCriterion } from '../removal.ts';
import { advice, processRule } from '../rule.ts';
import { saySame } from '../similarity.ts';

/** An exit criterion that every deal has already met. */
export const noRepeatedCriterion = processRule({
  id: 'required/no-repeated-criterion',
  standard: 'required',
  levels: advice,
  basis: 'declared',
  summary: 'A criterion is asked for once.',
  reports:
    'An exit criterion or a collected field whose proof was already required by an earlier step that every deal passes, or by `throughout`. Proofs that time can undo, such as a date in the future, are left alone.',
  why: 'It can never be unmet, so it tells nothing about the deal and costs the rep a look.',
  instead: 'Ask for it where it is first needed, and only there.',
  wrong: [
    {
      within: 'process',
      code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    «done» "Demo was held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    collect «deal.amount», deal.description
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
  fix: { safety: 'suggestion', does: 'Deletes the repetition, where the step keeps an indicator without it.' },
  check({ process, steps, lookup, report }) {
    const changed = new Set(steps);
    walkEstablished(process, lookup, (step, established) => {
      if (!step.exit || !changed.has(step)) return;
      for (const criterion of unconditional(step.exit)) {
        if (criterion.kind === 'collect' && !criterion.proof) {
          criterion.items.forEach((item, index) => {
            const facts = factsOf({ ...criterion, items: [item] }, lookup);
            const first = establishedBy(
              facts.map((fact) => fact.key),
              established,
            );
            if (!first) return;
            report({
              at: item.span,
              path: criterion.path,
              message: `This is already known from ${where(first)}, so asking again tells nothing new. Collect it once.`,
              related: [{ message: 'First asked for here', span: keywordOf(first.criterion) }],
              fixes: (model) => itemFixes(model, step, criterion, index),
            });
          });
          continue;
        }
        const facts = factsOf(criterion, lookup);
        const first = establishedBy(
          facts.map((fact) => fact.key),
          established,
        );
        if (!first || isOtherClaim(criterion, first.criterion, lookup)) continue;
        report({
          at: keywordOf(criterion),
          path: criterion.path,
          message: `${where(first, true)} has already proven this, so it can never be unmet here. Delete it, or ask for what is new in this step.`,
          related: [{ message: 'First proven here', span: keywordOf(first.criterion) }],
          fixes: (model) => criterionFixes(model, step, criterion),
        });
      }
    });
  },
});

function establishedBy(
  keys: readonly string[],
  established: ReadonlyMap<string, Established>,
): Established | undefined {
  if (keys.length === 0 || !keys.every((key) => established.has(key))) return undefined;
  return established.get(keys[0]!);
}

/** One field standing for two different statements is the business of `inspectable/one-proof-one-fact`. */
function isOtherClaim(criterion: Criterion, first: Criterion, lookup: Lookup): boolean {
  if (criterion.kind === 'collect' || first.kind === 'collect') return false;
  const facts = factsOf(criterion, lookup);
  return facts.length === 1 && facts[0]!.evidence?.kind === 'field' && !saySame(criterion.text.value, first.text.value);
}

function where({ step }: Established, capital = false): string {
  if (step) return `"${nameOf(step)}"`;
  return capital ? 'What holds throughout' : 'what holds throughout';
}

function criterionFixes(model: ProjectModel, step: Step, criterion: Criterion): Fix[] {
  if (!step.exit || !isDispensable(criterion, step.exit)) return [];
  return [
    {
      title: 'Delete the repeated criterion',
      safety: 'suggestion',
      edits: removeCriterion(model, criterion, step.exit),
    },
  ];
}

function itemFixes(model: ProjectModel, step: Step, criterion: Criterion, index: number): Fix[] {
  if (criterion.kind !== 'collect') return [];
  if (criterion.items.length === 1) return criterionFixes(model, step, criterion);
  return [{ title: 'Do not collect it again', safety: 'suggestion', edits: removeCollected(criterion, index) }];
}
