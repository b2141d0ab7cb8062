import { atomsOf } from '../../model/evidence.ts';
import type { Commit, Done, Stage } from '../../model/model.ts';
import { keywordOf } from '../../model/source.ts';
import { read } from '../../prose/index.ts';
import { criteriaOf, excerpt } from '../flow.ts';
import { journeysOf, stagesOf } from '../journeys.ts';
import { processRule } from '../rule.ts';
import { claimsOf } from '../wording.ts';

/** Asking for more than the engagement so far justifies. */
export const proportionateCommitment = processRule({
  id: 'buyer-centric/proportionate-commitment',
  standard: 'buyer-centric',
  levels: { recommended: 'warning', strict: 'warning', audit: 'warning' },
  basis: 'wording',
  summary: 'The buyer is asked for no more than the engagement so far justifies.',
  reports:
    'A signature or payment asked for in the first stage of a journey of three or more stages, before any step has helped the buyer to evaluate; and a commitment that the journey’s `does` puts two or more stages later. Confidentiality agreements are small and are left alone.',
  why: 'A buyer pushed for a close before they can judge says no, or says yes and does not mean it.',
  instead:
    'Ask for the commitment that fits the stage: a meeting with the next person, their figures, their requirements.',
  wrong: [
    {
      within: 'process',
      code: `
step Discovery "Hold the discovery call" {
  helps Sizing
  do "Hold a discovery call with the operations lead"
  exit {
    done "Discovery call held with the operations lead" proof meeting "Discovery" held with Buyer
    collect deal.amount
    «commit» "Finance director signs the contract" proof document "Contract" signed by Finance
  }
  otherwise { after 30 days lose as NoDecision }
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
    commit "Operations lead signs the NDA" proof document "NDA" signed by Buyer
  }
  otherwise { after 30 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: undefined,
  check({ process, steps, lookup, report }) {
    const journeys = journeysOf(process, lookup);
    for (const step of steps) {
      if (step.afterWon) continue;
      const stages = stagesOf(step, lookup);
      if (stages.length === 0) continue;
      for (const criterion of criteriaOf(step.exit)) {
        if (criterion.kind !== 'commit') continue;
        const journey = journeys.find((each) => stages.some((stage) => stage.journey === each.id));
        const here = Math.max(...stages.filter((stage) => stage.journey === journey?.id).map((stage) => stage.index));
        if (!journey || journey.stages.length < 3) continue;
        const large = here === 0 && isPurchase(criterion);
        const later = large ? undefined : laterStage(criterion, journey.stages, here);
        if (!large && !later) continue;
        report({
          at: keywordOf(criterion),
          path: criterion.path,
          message: large
            ? `"${excerpt(criterion.text.value)}" reads like a purchase, asked for before the buyer has been helped to evaluate. Ask for a commitment that fits this stage, such as a meeting or their figures.`
            : `"${excerpt(criterion.text.value)}" reads like what the buyer does in "${later}", two or more stages later. Ask for a commitment that fits this stage.`,
        });
      }
    }
  },
});

const small = /\b(?:nda|mnda|non-?disclosure|confidentiality|consent|trial|pilot|loi|letter of intent)\b/i;
const purchases = [
  'contract',
  'order',
  'order form',
  'purchase order',
  'agreement',
  'deposit',
  'payment',
  'invoice',
  'quote',
  'proposal',
  'msa',
  'sow',
];

/** Whether the buyer signs or pays. */
function isPurchase(criterion: Done | Commit): boolean {
  const { deeds, artefacts } = claimsOf({ text: criterion.text, kind: 'commit' });
  const words = [
    criterion.text.value,
    ...atomsOf(criterion.proof).map((atom) => ('label' in atom ? (atom.label?.value ?? '') : '')),
  ];
  if (words.some((word) => small.test(word))) return false;
  const signed = atomsOf(criterion.proof).some((atom) => atom.kind === 'document' && atom.state === 'signed');
  const pays = deeds.some((deed) => !deed.negated && ['pay', 'purchase', 'buy'].includes(deed.lemma));
  const signs = deeds.some((deed) => !deed.negated && ['sign', 'countersign', 'execute', 'place'].includes(deed.lemma));
  const named = artefacts.some((artefact) => purchases.some((word) => artefact.name.endsWith(word)));
  return pays || (named && (signs || signed));
}

/** The label of a stage two or more on in which the buyer does the same thing to the same object. */
function laterStage(criterion: Commit, stages: readonly Stage[], here: number): string | undefined {
  const own = claimsOf({ text: criterion.text, kind: 'commit' }).deeds.filter(
    (deed) => deed.object && deed.form !== 'thing',
  );
  if (own.length === 0) return undefined;
  for (const stage of stages.slice(here + 2)) {
    for (const note of stage.does) {
      const theirs = read(note.text.value, 'criterion').deeds;
      if (
        theirs.some(
          (deed) =>
            deed.form !== 'thing' && own.some((each) => each.lemma === deed.lemma && each.object === deed.object),
        )
      ) {
        return stage.label?.value ?? stage.name;
      }
    }
  }
  return undefined;
}
