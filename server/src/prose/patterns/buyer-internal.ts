/** What happens unseen inside the buyer's organisation: discussed internally, with their board, thinking it over. */
import { cueAt, type Fragment, type Pattern } from '../fragment.ts';
import { type Match, phrases } from '../phrases.ts';

/** Words for the inside of an organisation. Whose it is, the actor tells. */
const INSIDE = phrases(
  'internally|in =house|inhouse',
  'inside|within =their|=the =organisation|=organization|=company|=firm|=business|=account|=buying',
  'momentum|advocate|advocacy|support|alignment|discussion|consensus ~2 =inside|=internally',
  'among|amongst|between =themselves',
  'with =their|=its|=his|=her ~2 team|board|boss|manager|stakeholder|colleague|committee|management|partner|spouse|family|lawyer|legal|finance|leadership|counsel|accountant|attorney|wife|husband|owner|procurement|superior|director|executive|investor|lender',
  'with @buyer =internal ~1 stakeholder|team',
  '=internal =discussion|=discussions|=conversations|=deliberation|=deliberations|=alignment|=consensus|=politics|=support|=buy',
);

/** The buyer's side is named outright: nothing else is needed. */
const ON_THEIR_SIDE = phrases(
  'on|at =their|=the|=its =own? =end|=side',
  'on|at =their|=the|=its @buyer =end|=side',
  '=behind =closed|=the =doors|=scenes',
  'buy|buying =committee|=group|=team|=center|=centre be|is|are|line|lined|align|aligned|agree|discuss|meet|review|evaluate|decide|approve|consider',
  'sleep|sleeping =on =it|=this',
  'think|thinking|mull|mulling|talk|talking|chew|discuss =it|=this|=things =over|=through',
  'talk|talking|discussing|mulling|weighing|thinking =over|=us',
  'weigh|weighing|size|sizing =us|=up|=our|=their|=the ~1 =up|=options|=offer?',
  '@buyer ~2 build|builds|make|makes|write|writes|prepare|prepares ~3 =internal|=business =case',
  '@buyer|board|committee|legal|procurement|finance|management ~1 deliberate|deliberates|deliberating|deliberation|mull|ponder',
  'deliberation|deliberations',
  '@buyer ~3 sell|sells|selling|socialise|socialize|socialises|champions|circulate|circulates|advocate|advocates|lobby|lobbies|argue|argues ~4 =internally|=inside|=team|=organisation|=organization|=management|=colleagues',
  'socialise|socialize',
  'budget ~1 =approved|=allocated|=secured|=released =internally|=by =@buyer',
);

/** What a buyer does alone: deciding, reviewing, comparing, seeking consent. */
const ALONE = phrases(
  '@buyer ~3 consider|considers|considering|evaluate|evaluates|evaluating|compare|compares|comparing|assess|assesses|assessing|review|reviews|reviewing|weigh|weighs|weighing|deliberate|deliberates|debate|debates|digest|digests|study|studies|studying|redline|redlining|examine|examining|scrutinise|scrutinize',
  '@buyer go|goes|going|be|is|are ~1 =over|=through|=reviewing|=considering|=evaluating|=comparing|=deciding|=debating|=discussing|=seeking',
  '@buyer ~2 decide|decides|deciding|discuss|discusses|discussing|consult|consults|consulting',
  '@buyer ~4 seek|seeks|seeking|get|gets|obtain|obtains|getting|secure|secures|need|needs|request|requests ~3 approval|sign =off|=budget|=buy|consent|permission|funding|authorisation|authorization|=internal',
  '@buyer ~1 =reviewed|=evaluated|=assessed|=considered|=compared|=examined',
  '@buyer be|is|are ~2 =in =review|=discussion|=deliberation',
  'reviewed|considered|evaluated|assessed|discussed|vetted|studied|weighed|approved|examined|scored|scrutinised =by|=with =the|=their|=all? ~1 @buyer',
  'review|evaluation|assessment|consideration|deliberation|discussion|approval|vetting|scrutiny|decision|due =diligence? =by|=with|=from|=at =the|=their|=all? ~1 @buyer',
  '@buyer ~1 review|evaluation|assessment|deliberation|consideration|approval =process|=cycle|=phase|=underway|=pending|=ongoing|=stage|=in?',
  '@buyer|legal|security|procurement|board|committee|management|finance|technical|vendor|supplier|budget|executive|exec|infosec|compliance review|evaluation|assessment|approval|diligence|deliberation',
  '@their ~2 review|evaluation|assessment|decision|approval|deliberation|=sign =process|=cycle|=off?',
  "@buyer 's ~1 review|evaluation|assessment|decision|approval|deliberation|consideration",
  'pending|awaiting|wait|waiting ~3 approval|decision|=sign|consent|authorisation|authorization|green|buy',
  'for @buyer|their approval|review|consideration|consent|decision',
  'internal =approval|=approvals|=review|=sign|=budget|=process|=procurement|=evaluation|=decision',
  'reach|reaches|reached|come ~2 consensus',
  'obtain|obtains|get|gets|receive|secure ~3 internal|board|management|budget|executive|exec|procurement approval|consent|=sign',
);

/** The seller's own words for the same things: "internal deal review", "our legal review", "our side". */
const OURS = phrases(
  'our|@seller ~3 approval|review|internally|team|board|counsel|legal|management|side|house',
  'deal|bid|pricing|discount|forecast|pipeline|account|win =desk?|review|approval|committee|board',
  'in =house',
  'internal =kickoff|=handoff|=hand|=meeting|=kick|=debrief|=note',
);

/** The thing done is seen by the rep: told to us, sent to us, held with us, signed. */
const SEEN = phrases(
  'tell|told|inform|informed|notify|notified|confirm|confirmed|confirms|send|sent|sends|say|said|show|shown|share|shared|shares|return|returned|report|reported ~2 =us|=we|=rep|=ae|=our|=in|=that|=written|=a|=the|=their|=back',
  'sign|signed|countersigned|executed|signs|signature',
  'in =writing',
  'by =email|=letter',
  'held|schedule|scheduled|booked|attended|attend|attends|joined|join|joins',
  'meeting|call|demo|workshop|session|visit|tour =with',
  'review|reviewed|discuss|discussed|go|walk|walked|went|agree|agreed ~5 =with =the|=them|=us|=their|=@buyer',
  'send|submit|give|present|deliver|email|provide|help|schedule|book|hold|run|draft|prepare|review|walk|ask/V ~2 =the|=a|=them|=our|=an|=@buyer',
  'submitted|sent|issued|received|given|delivered|presented|provided =to|=by|=for|=from',
);

function orders(fragment: Fragment): boolean {
  return fragment.words.some((w) => w.order);
}

export const buyerInternal: Pattern = (fragment) => {
  const { words } = fragment;
  const ours = OURS.find(words);
  const seen = SEEN.find(words).length > 0;
  const doneByRep = orders(fragment);
  const buyerActs = words.some((w) => w.side === 'buyer');
  const free = (m: Match): boolean =>
    !ours.some((o) => o.from <= m.to && o.to >= m.from) && words[m.from]?.quoted !== true;
  const direct = ON_THEIR_SIDE.find(words).filter((m) => !seen || words[m.from]?.word === 'on');
  const inside = INSIDE.find(words).filter((m) => free(m) && !seen && !doneByRep && (buyerActs || m.to - m.from > 2));
  const alone = ALONE.find(words).filter((m) => free(m) && !seen && !doneByRep);
  return [...direct.filter(free), ...inside, ...alone].map((match) => cueAt(fragment, 'buyer-internal', match));
};
