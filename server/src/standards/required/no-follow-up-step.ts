import { quote } from '../../base/strings.ts';
import type { Fix } from '../../model/finding.ts';
import type { Process, ProjectModel, Step } from '../../model/model.ts';
import type { Cue } from '../../prose/claims.ts';
import { cadenceIn } from '../cadence.ts';
import { excerpt, nameOf, titleOf } from '../flow.ts';
import { homeOf } from '../leaving.ts';
import { mergeStep } from '../restructure.ts';
import { advice, processRule } from '../rule.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { cuesIn, type Statement, spanWithin, statementsOfStep } from '../wording.ts';

/** A stand-alone chase, or a step that only waits. */
export const noFollowUpStep = processRule({
  id: 'required/no-follow-up-step',
  standard: 'required',
  levels: advice,
  basis: 'wording',
  summary: 'A follow-up is a plan within a step, not a step.',
  reports:
    'A step whose label, or whose every action, reads like a chase (follow up, check in, remind, nurture, keep warm) or like waiting, with nothing else for the rep to do.',
  why: 'A chase moves nothing for the buyer: the deal is still where the step before left it, and the CRM shows progress that is none.',
  instead:
    'Write it into `otherwise` of the step whose exit criteria are not met yet: `after 7 days follow-up "Send the recap"`.',
  wrong: [
    {
      within: 'process',
      code: `
step Chase "«Follow up» on the demo" {
  helps Fit
  do "Call the operations lead"
  exit {
    done "Recap of the demo sent" proof email "Recap" sent to Buyer
    collect deal.next_step
    commit "Operations lead names the date of the decision" proof email "Decision date" received from Buyer
  }
  otherwise { after 20 days lose as NoDecision }
}`,
    },
    {
      within: 'process',
      code: `
step Wait "«Awaiting» the decision" {
  helps Terms
  exit {
    done "Decision received by email" proof email "Decision" received from Finance
    collect deal.next_step
    commit "Finance director names the date of the signature" proof email "Signature date" received from Finance
  }
  otherwise { after 20 days lose as NoDecision }
}`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise {
    after 7 days follow-up "Call the operations lead"
    after 20 days lose as NoDecision
  }
}`,
    },
  ],
  options: {},
  fix: {
    safety: 'suggestion',
    does: 'Folds the step into `otherwise` of the step before; criteria that name something new move along.',
  },
  supersedes: [
    'buyer-centric/no-seller-internal-step',
    'inspectable/no-buyer-internal-action',
    'required/no-split-event',
    'exit-criteria/*',
    'required/plan-for-stall',
    'required/no-empty-step',
    'required/no-redundant-step',
    'buyer-centric/step-helps-buyer',
    'buyer-centric/buyer-takes-part',
    'buyer-centric/follow-the-journey',
    'factual/*',
    'inspectable/needs-proof',
  ],
  check({ process, steps, vocabulary, lookup, report }) {
    for (const step of steps) {
      const found = chaseIn(process, step, vocabulary);
      if (!found) continue;
      const { statement, cue } = found;
      report({
        at: spanWithin(lookup, statement.text, cue.start, cue.end),
        path: `${process.name}/${step.name}`,
        message:
          cue.cue === 'wait'
            ? `"${excerpt(cue.words)}" reads like a step that only waits, so nothing in it helps the buyer. Make it the plan for unmet criteria in "otherwise" of the step before.`
            : `"${excerpt(cue.words)}" reads like a chase, which moves nothing for the buyer. Make it the plan for unmet criteria in "otherwise" of the step it chases.`,
        fixes: (model) => foldFixes(model, process, step, vocabulary),
      });
    }
  },
});

/** The words by which a step is a chase or a wait. */
function chaseIn(process: Process, step: Step, vocabulary: Vocabulary): { statement: Statement; cue: Cue } | undefined {
  const statements = statementsOfStep(process, step);
  const label = statements.find((statement) => statement.word === 'step');
  const chase = label && cuesIn(label, ['follow-up'], vocabulary)[0];
  if (chase) return { statement: label, cue: chase };
  if (label && cuesIn(label, ['buyer-internal'], vocabulary).length > 0) return undefined;
  const actions = statements.filter((statement) => statement.word === 'do');
  const cues = actions.map((statement) => cuesIn(statement, ['follow-up', 'wait'], vocabulary)[0]);
  const wait = label && cuesIn(label, ['wait'], vocabulary)[0];
  if (cues.some((cue) => cue === undefined)) return undefined;
  if (wait) return { statement: label!, cue: wait };
  const [statement, cue] = [actions[0], cues[0]];
  return statement && cue ? { statement, cue } : undefined;
}

function foldFixes(model: ProjectModel, process: Process, step: Step, vocabulary: Vocabulary): Fix[] {
  const into = homeOf(process, step, vocabulary, ['before']);
  if (!into) return [];
  const isNewFact = (text: Statement['text']) =>
    cuesIn({ text, kind: 'criterion' }, ['follow-up', 'wait'], vocabulary).length === 0;
  const edits = mergeStep({ model, process }, step, into, {
    criterion: (criterion) => criterion.kind === 'collect' || isNewFact(criterion.text),
    addPlans: [planFor(step, vocabulary)],
    plans: true,
  });
  return edits ? [{ title: `Fold it into "otherwise" of "${nameOf(into)}"`, safety: 'suggestion', edits }] : [];
}

/** A chase and what the rep does in it, as one plan; of a wait it is to ask. */
function planFor(step: Step, vocabulary: Vocabulary): string {
  const waits = (text: Statement['text'], kind: Statement['kind']) =>
    cuesIn({ text, kind }, ['wait'], vocabulary).length > 0;
  const title = titleOf(step);
  const deeds = step.actions
    .filter(({ text }) => text.value.trim() !== '' && !waits(text, 'action'))
    .map(({ text }) => text.value.trim())
    .filter((deed) => deed.toLowerCase() !== title.toLowerCase());
  const isWait = step.label !== undefined && waits(step.label, 'step');
  const said = deeds.join('; ');
  const text = isWait ? said || `Ask where it stands: ${title}` : said ? `${title}: ${said}` : title;
  return `${cadenceOf(step)} follow-up ${quote(text)}`;
}

/** After the deadline of the step, or when its words say, if that is soon; else after a week. */
function cadenceOf({ within, label, actions }: Step): string {
  if (within && (within.unit === 'hours' || within.unit === 'days') && (within.unit === 'hours' || within.amount < 7))
    return `after ${within.amount} ${within.unit}`;
  const texts = [...(label ? [label] : []), ...actions.map((action) => action.text)];
  const told = texts.map(({ value }) => cadenceIn(value)).find((each) => each !== undefined);
  return told
    ? `${told.word} ${told.amount} ${told.amount === 1 ? told.unit.slice(0, -1) : told.unit}`
    : 'after 7 days';
}
