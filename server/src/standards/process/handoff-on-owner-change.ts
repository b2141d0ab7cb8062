import type { FlowItem, Owner, Step } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { nameOf, stepPath, targetsOf } from '../flow.ts';
import { isNoStepByName } from '../leaving.ts';
import { processRule, unwise } from '../rule.ts';
import { addToStep } from '../step-editor.ts';

/** A change of owner that nothing passes on. */
export const handoffOnOwnerChange = processRule({
  id: 'process/handoff-on-owner-change',
  standard: 'process',
  levels: unwise,
  basis: 'declared',
  summary: 'A change of owner says what passes on.',
  reports:
    'A step owned by other roles than the step before, where neither the step before nor the step itself has a `handoff` to one of them. Software and parallel tracks are left alone.',
  why: 'The buyer tells the new owner what they have told the last one, and what was promised gets lost.',
  instead: 'Add `handoff to ROLE with FIELDS` to the step before.',
  wrong: [
    {
      within: 'project',
      code: `
role SE "Solutions engineer"

process NewBusiness "New business" for Purchase {
  owner AE
  step Discovery "Hold the discovery call" {
    helps Sizing
    do "Hold a discovery call with the operations lead"
    exit {
      done "Discovery call held with the operations lead" proof meeting "Discovery" held with Buyer
      collect deal.amount
      commit "Operations lead books the demo" proof meeting "Demo" scheduled with Buyer
    }
    otherwise { after 30 days lose as NoDecision }
  }
  step Demo "Hold the demo" {
    helps Fit, Terms
    «owner SE»
    do "Demonstrate the buyer's own workflow to operations and finance"
    exit {
      done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
      collect deal.close_on
      commit "Finance director signs the order form" proof document "Order form" signed by Finance
    }
    otherwise { after 45 days lose as NoDecision }
  }
  won ClosedWon "Closed won"
  lost ClosedLost "Closed lost" { reason NoDecision "No decision" }
}`,
    },
  ],
  right: [
    {
      within: 'project',
      code: `
role SE "Solutions engineer"

process NewBusiness "New business" for Purchase {
  owner AE
  step Discovery "Hold the discovery call" {
    helps Sizing
    do "Hold a discovery call with the operations lead"
    exit {
      done "Discovery call held with the operations lead" proof meeting "Discovery" held with Buyer
      collect deal.amount
      commit "Operations lead books the demo" proof meeting "Demo" scheduled with Buyer
    }
    otherwise { after 30 days lose as NoDecision }
    handoff to SE with deal.amount
  }
  step Demo "Hold the demo" {
    helps Fit, Terms
    owner SE
    do "Demonstrate the buyer's own workflow to operations and finance"
    exit {
      done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
      collect deal.close_on
      commit "Finance director signs the order form" proof document "Order form" signed by Finance
    }
    otherwise { after 45 days lose as NoDecision }
  }
  won ClosedWon "Closed won"
  lost ClosedLost "Closed lost" { reason NoDecision "No decision" }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Adds a hand-off to the step before, with the fields it collects.' },
  check({ process, steps, vocabulary, lookup, report }) {
    const isSoftware = (id: ElementId) => lookup.find('role', id)?.system === true;
    const changed = new Set(steps);
    const isStep = (item: FlowItem) => item.kind === 'parallel' || !isNoStepByName(item, vocabulary);
    for (const flow of [process.flow.filter(isStep), process.afterWon.filter(isStep)]) {
      flow.forEach((item, index) => {
        const before = flow[index - 1];
        if (!before || before.kind === 'parallel' || item.kind === 'parallel') return;
        const [from, to] = [ownersOf(before.effectiveOwner), ownersOf(item.effectiveOwner)];
        if (from.length === 0 || to.length === 0 || to.some((role) => from.includes(role))) return;
        if (to.every(isSoftware) || from.every(isSoftware) || !changed.has(item)) return;
        if (
          [...before.handoffs, ...item.handoffs].some(
            (handoff) => handoff.to.target === undefined || to.includes(handoff.to.target),
          )
        )
          return;
        report({
          at: item.owner?.span ?? item.nameSpan,
          path: stepPath(process, item),
          message: `"${nameOf(item)}" has another owner than "${nameOf(before)}", and nothing says what passes on. Add "handoff" with what the new owner must know.`,
          related: [{ message: 'The step before', span: before.nameSpan }],
          fixes(model) {
            const file = model.file(before.span.uri);
            const role = item.effectiveOwner?.roles[0]?.text;
            if (!file || role === undefined) return [];
            const fields = collectedFields(before);
            const source = `handoff to ${role}${fields.length > 0 ? ` with ${fields.join(', ')}` : ''}`;
            return [{ title: `Hand over to ${role}`, safety: 'suggestion', edits: [addToStep(file, before, source)] }];
          },
        });
      });
    }
  },
});

function ownersOf(owner: Owner | undefined): readonly ElementId[] {
  return targetsOf([...(owner?.roles ?? []), ...(owner?.with ?? [])]);
}

function collectedFields(step: Step): string[] {
  return (step.exit?.items ?? []).flatMap((item) =>
    item.kind === 'collect' ? item.items.flatMap((each) => (each.kind === 'field' ? [each.field.text] : [])) : [],
  );
}
