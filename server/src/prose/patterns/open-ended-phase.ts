/** A label that only names a phase, with no event that completes it: Negotiation, Evaluation, In discussion. */
import { isGoingOn, isPast } from '../deeds.ts';
import { cueAt, type Pattern } from '../fragment.ts';

const PHASES = new Set(
  (
    'negotiation negotiate evaluation evaluate consideration consider nurture nurturing qualification qualify prospecting ' +
    'prospect engagement exploration explore discussion discuss assessment assess development solutioning closing ' +
    'discovery awareness education validation alignment decision justification investigation research analysis ' +
    'negotiating evaluating considering qualifying engaging exploring discussing assessing developing positioning ' +
    'persuasion commitment intent cultivation solution relationship scoping selection influence conviction ' +
    'interest review planning working pursuit pursuing capture diligence procurement contracting'
  ).split(' '),
);

/** Words that may stand beside the phase without completing it. */
const BESIDE = new Set(
  'in under active initial early late final deep needs need solution technical commercial contract price pricing terms term legal stage phase process ongoing mutual customer client buyer account lead deal opportunity and or of the a an with further business value vendor requirement due product sales internal'.split(
    ' ',
  ),
);

export const openEndedPhase: Pattern = (fragment) => {
  const { kind, words } = fragment;
  if (kind === 'action' || kind === 'guidance' || kind === 'stuck') return [];
  const content = words.filter(
    (w) => w.word !== 'start' && w.word !== 'the' && w.pos !== 'PUNCT' && w.pos !== 'SYM' && w.pos !== 'NUM',
  );
  if (content.length === 0 || content.length > 5) return [];
  const phase = content.find((w) => PHASES.has(w.word) || (PHASES.has(w.lemma) && w.pos === 'NOUN'));
  if (phase === undefined) return [];
  const completed = content.some(
    (w) => w !== phase && (isPast(w) || (w.artefact && !isGoingOn(w) && !BESIDE.has(w.lemma))),
  );
  if (completed) return [];
  const rest = content.filter((w) => w !== phase);
  if (!rest.every((w) => BESIDE.has(w.word) || BESIDE.has(w.lemma) || PHASES.has(w.word))) return [];
  return [cueAt(fragment, 'open-ended-phase', { from: phase.index, to: phase.index + 1 })];
};
