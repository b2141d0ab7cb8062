/** What happens unseen inside the buyer's organisation: discussed internally, with their board, thinking it over. */
import { isGoingOn, isPast } from '../deeds.ts';
import { cueAt, type Fragment, type Pattern } from '../fragment.ts';
import { type Match, phrases } from '../phrases.ts';
import type { Word } from '../words.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** What a buyer does among themselves. Signing, sending, telling and attending are done towards us. */
const AMONG_THEMSELVES = list(`
  consider evaluate compare assess review weigh deliberate debate discuss consult decide choose shortlist score rate rank
  benchmark analyse analyze study digest examine scrutinise scrutinize vet ponder mull reflect negotiate redline lobby
  socialise socialize circulate argue advocate prioritise prioritize reconsider contemplate think talk look grade judge
  deliberate audit question research browse shop reassess reevaluate revisit canvass poll convene crunch justify rethink pitch read argue align sort work scope sleep chew crunch
`);

/** Noun forms of the same, and what a buyer seeks from others inside. */
const CONSENT = list(
  'approval sign-off buy-in budget funding consensus permission consent authorisation authorization blessing go-ahead backing support quote bid opinion advice mandate money resource',
);

const SEEKING = list(
  'seek get obtain gather need secure request win build gain collect await find arrange allocate release',
);

/** People a buyer turns to inside. */
const PEERS = list(`
  colleague team peer boss manager committee board management leadership partner spouse wife husband family stakeholder head employer cfo
  ceo cio coo finance legal procurement department executive director counsel lawyer accountant attorney superior owner
  group lender investor exec purchasing shareholder trustee banker adviser advisor council it
`);

const TOWARDS_PEERS = list('with to past by among before from amongst');

/** Bodies of the buyer that act by themselves. */
const BODIES = list(
  'hr dpo authority jury legal finance procurement purchasing board committee management security infosec it compliance leadership panel council counsel spouse treasury',
);

/** Titles that stand on either side; nothing of ours may stand near. */
const HEADS = list(
  'manager head officer engineer chief president chair nurse pharmacist foreman superintendent merchandiser',
);

const INSIDE = phrases(
  'internally|privately|in =house',
  'in private',
  '=in =closed =session',
  'carry|carries|run|runs|do|does|conduct|conducts|perform|performs ~2 =its|=their =own',
  'shop|shops|shopping ~3 around',
  'get|gets|got|gotten =behind =us',
  'on|from the inside',
  'in the background',
  '=make|=makes|=making|=made =up =their|=its|=his|=her =mind|=minds',
  'explain|share|shares|sharing|spread|sell|sells|selling|pass|passes|circulate ~3 around|round|internally|=colleagues|=peers',
  'put|puts|putting =together ~2 internal|business|=their ~1 justification|case|paper',
  'build|builds|building|write|writes|writing|prepare|prepares|preparing ~3 justification|=business =case',
  'inside|within =their|=its|=the ~1 =organisation|=organization|=company|=firm|=business|=account|=walls|=team',
  '@end? momentum|advocate|support|alignment|approval|consensus ~2 =inside|=internally',
  'among|amongst|between =themselves',
  '=behind =closed|=the =doors|=scenes',
  'on|at =their|=its|=the =own? =end|=side',
  'on|at =their|=its|=the @buyer =end|=side',
  'sleep|sleeping =on =it|=this|=the',
  'think|thinking|thinks|mull|mulling|talk|talking|talks|chew ~2 =over|=through',
  'weigh|weighing|size|sizing|checking =us|=up =up|=against|=out?',
  'run|runs|running =the =numbers',
  'evaluation|review|assessment|scoring|vetting by ~4 =procurement|=purchasing|=committee|=panel|=board|=team|=department|=legal|=finance',
  'wait|waiting for ~1 =their ~4 to sign|approve|decide|agree|release|confirm|respond|reply|discuss|meet',
  'internal ~1 approval|review|discussion|deliberation|decision|sign|budget|evaluation|politics|consensus|alignment|debate|process|meeting|conversation|procurement|stakeholder',
  'buy|buying =committee|=group|=team|=center|=centre ~2 line|lined|align|aligned|agree|agreed|discuss|meet|meets|behind',
  'reach|reaches|reached|reaching|come ~2 consensus',
  'go|going|goes|went =over ~5 =with =their|=its|=the|=his|=her',
  'decision =making =process =underway|=begins',
);

/** A review or an approval that is not ours and that nobody has been told the result of. */
const PENDING = phrases(
  'pending|awaiting|wait|waiting|need|needs|require|requires|seek|seeking|subject|going|goes|out|with ~4 approval|=sign|consent|blessing|review',
  '@buyer|legal|security|procurement|board|committee|management|finance|vendor|supplier|executive|exec|infosec|compliance|leadership|budget ~1 review|evaluation|assessment|approval|deliberation|consideration|discussion ~1 =underway|=pending|=ongoing|=under|=in|=may|=might|=is|=process|=stage|=phase|=cycle|=begins|=started|@end',
  "@buyer 's ~2 evaluation|assessment|deliberation|consideration|review|decision",
  '@their ~2 review|evaluation|assessment|deliberation|decision',
  'review|evaluation|assessment|consideration|deliberation|discussion|vetting|scrutiny|diligence =by|=with|=at|=among =the|=their|=its? ~1 @buyer',
  'for @buyer|their approval|review|consideration|consent|decision',
  'exec|executive|board|management|procurement|committee|finance|legal|budget ~2 approval|consent|=sign',
);

/** Our own side, or the seller's words for the same. */
const OURS = phrases(
  'our|@seller ~2 approval|review|internally|team|board|counsel|legal|management|side|house|finance|lawyer|forecast',
  'deal|bid|pricing|discount|forecast|pipeline|account|win =desk? review|approval|committee|board',
  '=deal|=discount|=pricing ~2 approval',
  'internal =kickoff|=handoff|=hand|=debrief|=note|=champion|=pricing|=costing',
  'manager|sales|director =approval|=review',
);

/** Done towards us, or seen by us. */
const SEEN = phrases(
  '@seller',
  'in =writing',
  'tell|told|inform|informed|notify|notified|confirm|confirmed|confirms|send|sent|sends|return|returned|submit|submitted|submits|provide|provided|report|reported|email|emailed|issue|issued',
  'signed|countersigned|executed|signs|signature|signing =the|=a|=by|=on|=and|=with|=our|@artefact|@end',
  '@artefact ~2 signed|countersigned|executed',
  '=on|=in =the =form|=portal|=questionnaire|=scorecard',
  'attend|attended|attends|join|joined|joins|held|schedule|scheduled|booked|book|receive|received|completed|granted|obtained|logged|uploaded',
);

const subjectOf = (words: readonly Word[], at: number): Word | undefined => {
  for (let i = at - 1; i >= 0; i--) {
    const word = words[i];
    if (word === undefined || word.clause !== words[at]?.clause || word.word === 'to') return undefined;
    if (word.side !== undefined || BODIES.has(word.lemma) || BODIES.has(word.word)) return word;
    // "Category manager runs it past her team": somebody's title, and not marked as ours.
    if (HEADS.has(word.lemma) && !words.some((w) => w.side === 'seller')) return word;
    if (word.order) return undefined;
  }
  return undefined;
};

const isBuyers = (word: Word | undefined): boolean =>
  word !== undefined &&
  (word.side === 'buyer' ||
    (word.side === undefined && (BODIES.has(word.lemma) || BODIES.has(word.word) || HEADS.has(word.lemma))));

/** The buyer decides, compares, seeks consent; or talks to their own. */
function alone(fragment: Fragment): readonly Match[] {
  const { words } = fragment;
  const found: Match[] = [];
  words.forEach((word, at) => {
    if (word.verb === '' || word.order || word.quoted) return;
    const acts = word.pos === 'VERB' || isGoingOn(word) || (word.word.endsWith('s') && word.verb !== word.word);
    if (!acts) return;
    const next = words.slice(at + 1, at + 4);
    // "Reviewed by the prospect", "being scored by the panel".
    if (isPast(word) && AMONG_THEMSELVES.has(word.verb)) {
      const by = next.findIndex((w) => w.word === 'by');
      const agent = words.slice(at + 2 + by, at + 6 + by).find((w) => w.side !== undefined || BODIES.has(w.lemma));
      if (by >= 0 && by < 2 && isBuyers(agent)) found.push({ from: at, to: (agent?.index ?? at) + 1 });
    }
    const subject = subjectOf(words, at);
    if (!isBuyers(subject) || subject === undefined) return;
    // "It looks like": the pronoun, not the department.
    if (subject.word === 'it' && fragment.text.slice(subject.start, subject.end) !== 'IT') return;
    const between = words.slice(subject.index + 1, at);
    if (between.some((w) => w.word === 'who' || w.word === 'that' || w.artefact || w.word === 'by' || w.word === 'for'))
      return;
    if (AMONG_THEMSELVES.has(word.verb) && !(isPast(word) && between.some((w) => w.lemma === 'be'))) {
      found.push({ from: subject.index, to: at + 1 });
      return;
    }
    if (
      SEEKING.has(word.verb) &&
      words
        .slice(at + 1, at + 6)
        .some((w) => CONSENT.has(w.lemma) || (w.word === 'sign' && words[w.index + 1]?.word === 'off'))
    ) {
      found.push({ from: subject.index, to: at + 1 });
      return;
    }
    const peer = words.findIndex(
      (w, i) =>
        i > at &&
        i <= at + 8 &&
        PEERS.has(w.lemma) &&
        words.slice(Math.max(at + 1, i - 4), i).some((p) => TOWARDS_PEERS.has(p.word)),
    );
    if (peer > 0) found.push({ from: subject.index, to: peer + 1 });
  });
  return found;
}

export const buyerInternal: Pattern = (fragment) => {
  const { words } = fragment;
  const ours = OURS.find(words);
  const seenAt = SEEN.find(words);
  const ordered = words.some((w) => w.order);
  const free = (m: Match): boolean =>
    !ours.some((o) => o.from < m.to && o.to > m.from) && words[m.from]?.quoted !== true;
  const buyer = words.some((w) => isBuyers(w) || w.word === 'their');
  const seen = seenAt.length > 0;
  // "They're weighing us up": we are what they weigh.
  const object = seenAt.every((m) => ['us', 'our'].includes(words[m.from]?.word ?? ''));
  return [
    ...alone(fragment).filter(() => !ordered && (!seen || object)),
    ...INSIDE.find(words).filter(() => !ordered && buyer && (!seen || object)),
    ...PENDING.find(words).filter(() => !ordered && !seen),
  ]
    .filter(free)
    .map((match) => cueAt(fragment, 'buyer-internal', match));
};
