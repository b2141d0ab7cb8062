import { quote } from '../../base/strings.ts';
import { atomsOf } from '../../model/evidence.ts';
import type { Fix } from '../../model/finding.ts';
import type { Process, ProjectModel, Step } from '../../model/model.ts';
import type { Cue } from '../../prose/index.ts';
import { addBeside } from '../edits.ts';
import { criteriaOf, excerpt, nameOf, stepPath, titleOf } from '../flow.ts';
import { involvesBuyer, namesOwnRole, reachesBuyer } from '../involvement.ts';
import { homeOf } from '../leaving.ts';
import type { Lookup } from '../lookup.ts';
import { dropStep, isRecorded, mergeStep, recordedFields, stepToPlay } from '../restructure.ts';
import { advice, processRule } from '../rule.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { claimsOf, cuesIn, type Statement, spanWithin, statementsOfStep } from '../wording.ts';

/** The seller's own housekeeping as a step. */
export const noSellerInternalStep = processRule({
  id: 'buyer-centric/no-seller-internal-step',
  standard: 'buyer-centric',
  levels: advice,
  basis: 'wording',
  summary: 'The seller’s own housekeeping is not a step.',
  reports:
    'A step whose label reads like housekeeping (forecast update, deal review, internal approval, logging in the CRM), or whose every action does while no exit criterion involves or reaches the buyer; and a step whose only exit is an approval. Steps after the sale is won are left alone.',
  why: 'The buyer does not move while you review yourself, so the stage says nothing about the sale.',
  instead:
    'Make an internal gate an `approval` that proves a criterion of the step it belongs to; leave reporting to the CRM.',
  wrong: [
    {
      within: 'process',
      code: `
step Review "«Deal review» with the sales manager" {
  helps Terms
  do "Present the account to the sales manager"
  exit {
    done "Account presented to the sales manager" proof meeting "Review" held with AE
    collect deal.next_step
    commit "Finance director names the signature date" proof email "Signature date" received from Finance
  }
  otherwise { after 10 days lose as NoDecision }
}`,
    },
  ],
  right: [
    {
      within: 'project',
      code: `
approval DealDesk "Deal desk" by AE

process NewBusiness "New business" for Purchase {
  owner AE
  step Order "Get the order form signed" {
    helps Sizing, Fit, Terms
    do "Send the order form to the finance director"
    exit {
      done "Discount approved" when deal.discount > 15% proof approval DealDesk granted
      done "Order form sent to the finance director" proof document "Order form" sent to Finance
      collect deal.description
      commit "Finance director signs the order form" proof document "Order form" signed by Finance
    }
    otherwise { after 60 days lose as NoDecision }
  }
  won ClosedWon "Closed won"
  lost ClosedLost "Closed lost" { reason NoDecision "No decision" }
}`,
    },
  ],
  options: {},
  fix: {
    safety: 'suggestion',
    does: 'Makes an internal gate an approval, as an exit criterion of the step before; deletes record keeping; makes other preparation a play.',
  },
  supersedes: [
    'inspectable/no-buyer-internal-action',
    'required/no-empty-step',
    'exit-criteria/*',
    'required/plan-for-stall',
    'buyer-centric/step-helps-buyer',
    'buyer-centric/buyer-takes-part',
    'required/no-redundant-step',
    'required/no-split-event',
    'factual/*',
    'inspectable/needs-proof',
  ],
  check({ process, steps, vocabulary, lookup, report }) {
    for (const step of steps) {
      if (step.afterWon) continue;
      const statements = statementsOfStep(process, step);
      const label = statements.find((statement) => statement.word === 'step');
      const own = label && ownWork(label, step, vocabulary, lookup);
      const actions = statements.filter((statement) => statement.word === 'do');
      const cues = actions.map((statement) => cuesIn(statement, ['seller-internal'], vocabulary)[0]);
      const only =
        actions.length > 0 &&
        cues.every((cue) => cue !== undefined) &&
        !involvesBuyer(step, lookup) &&
        !reachesBuyer(step);
      const place =
        own && label
          ? { words: own.words, span: spanWithin(lookup, label.text, own.start, own.end) }
          : only
            ? { words: cues[0]!.words, span: spanWithin(lookup, actions[0]!.text, cues[0]!.start, cues[0]!.end) }
            : isApproval(step)
              ? { words: titleOf(step), span: step.nameSpan }
              : undefined;
      if (!place) continue;
      report({
        at: place.span,
        path: stepPath(process, step),
        message: `"${excerpt(place.words)}" reads like your own housekeeping, which does not move the buyer. Make it an approval or a play of the step it belongs to, or drop it.`,
        fixes: (model) => housekeepingFixes(model, process, step, vocabulary),
      });
    }
  },
});

/** What in a label tells of the seller's own work: so does what is internal where it names their role. */
function ownWork(label: Statement, step: Step, vocabulary: Vocabulary, lookup: Lookup): Cue | undefined {
  const [own] = cuesIn(label, ['seller-internal'], vocabulary);
  if (own) return own;
  const [internal] = cuesIn(label, ['buyer-internal'], vocabulary);
  return internal && namesOwnRole(label.text.value, step, lookup) ? internal : undefined;
}

function isApproval(step: Step): boolean {
  const criteria = criteriaOf(step.exit).filter((criterion) => criterion.kind !== 'collect');
  const atoms = criteria.flatMap((criterion) => atomsOf(criterion.proof));
  return criteria.length > 0 && atoms.length === criteria.length && atoms.every((atom) => atom.kind === 'approval');
}

/** Whether a step asks for more than approvals, so that one more does not make it housekeeping itself. */
function hasOtherExit(step: Step): boolean {
  const criteria = criteriaOf(step.exit).filter((criterion) => criterion.kind !== 'collect');
  return criteria.length > 0 && !isApproval(step);
}

/** An internal gate becomes an approval, record keeping goes, other preparation becomes a play. */
function housekeepingFixes(model: ProjectModel, process: Process, step: Step, vocabulary: Vocabulary): Fix[] {
  const into = homeOf(process, step, vocabulary);
  const lemmas = step.label ? claimsOf({ text: step.label, kind: 'step' }).lemmas : [];
  const is = (words: readonly string[]) => lemmas.some((lemma) => words.includes(lemma));
  if (into && hasOtherExit(into) && (isApproval(step) || is(gates))) return approvalFixes(model, process, step, into);
  if (is(recordKeeping)) {
    // What it helps with stays helped: the step that stays says so instead.
    const edits =
      into && step.helps.length > 0
        ? mergeStep({ model, process }, step, into, { criterion: () => false })
        : dropStep({ model, process }, step);
    return edits ? [{ title: 'Delete the step', safety: 'suggestion', edits }] : [];
  }
  const edits = into && stepToPlay({ model, process }, step, into, recordedFields(model, step));
  return edits ? [{ title: `Make it a play of "${nameOf(into)}"`, safety: 'suggestion', edits }] : [];
}

const gates = [
  'approval',
  'approve',
  'review',
  'sign-off',
  'signoff',
  'desk',
  'committee',
  'board',
  'decision',
  'gate',
];
const recordKeeping = ['log', 'record', 'enter', 'update', 'crm', 'forecast', 'report', 'note', 'pipeline'];

function approvalFixes(model: ProjectModel, process: Process, step: Step, into: Step): Fix[] {
  const file = model.file(process.span.uri);
  if (!file) return [];
  const existing = isApproval(step);
  const taken = new Set(model.approvals.map((approval) => approval.name));
  let name = `${step.name}Approval`;
  for (let number = 2; taken.has(name); number++) name = `${step.name}Approval${number}`;
  const roles = (step.owner ?? step.effectiveOwner)?.roles.map((role) => role.text).join(', ');
  const title = titleOf(step);
  const said = /\b(?:approval|sign-?off|consent)$/i.test(title) ? `${title} granted` : `${title}: approved`;
  const criterion = `done ${quote(said)} proof approval ${name} granted`;
  const edits = mergeStep({ model, process }, step, into, {
    criterion: (each) => existing || each.kind === 'collect' || isRecorded(each, model),
    addExit: existing ? [] : [criterion],
    plans: true,
  });
  if (!edits) return [];
  const declaration = `approval ${name} ${quote(title)}${roles ? ` by ${roles}` : ''}\n`;
  const declared = existing ? [] : [addBeside(file, process.span, 'before', declaration)];
  return [{ title: `Make it an approval in "${nameOf(into)}"`, safety: 'suggestion', edits: [...declared, ...edits] }];
}
