import { excerpt } from '../flow.ts';
import { advice, processRule } from '../rule.ts';
import { isProvenStep, reportCues } from '../wording.ts';

/** A phase that no event completes. */
export const noOpenEndedPhase = processRule({
  id: 'factual/no-open-ended-phase',
  standard: 'factual',
  levels: advice,
  basis: 'wording',
  summary: 'A step is completed by an event.',
  reports:
    'A step whose label only names a phase (Negotiation, Evaluation, Nurturing), unless an exit criterion tells of an event and proves it; and an action or criterion that names a phase as if it were a fact.',
  why: 'A phase is entered and left when it feels like it, so deals sit in it for weeks and nobody can say what is missing.',
  instead: 'Name the event that completes it: not "Negotiation" but "Get the order form signed".',
  wrong: [
    {
      within: 'process',
      code: `
step Order "«Negotiation»" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Terms are open" proof deal.next_step is set
    collect deal.description
    commit "Finance director is in the loop" proof deal.next_step_on is set
  }
  otherwise { after 60 days lose as NoDecision }
}`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Order "Negotiation" {
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
  fix: undefined,
  supersedes: ['factual/no-vague-verb'],
  check(context) {
    reportCues(
      context,
      ['open-ended-phase'],
      (cue) =>
        `"${excerpt(cue.words)}" reads like a phase that no event completes, so deals sit in it. Name the event after which it is over.`,
      ({ word, step }) => word !== 'step' || !isProvenStep(step),
    );
  },
});
