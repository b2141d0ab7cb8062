/** Verbs by whether anyone can see that it happened. */
const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Something can be seen to have happened: a message, a meeting, a paper, money, a record, goods. */
export const OBSERVABLE_VERBS = list(`
  accept acknowledge activate add advise allocate amend announce answer apply appoint approve arrange ask assemble assign
  attach attend authorise authorize award bid book bring bill build buy calculate call cancel certify choose circulate
  close collect commission commit complete conduct configure confirm contact convert copy countersign create date decline
  deliver demo demonstrate deploy deposit designate dispatch disqualify distribute document draft draw elect email enrol
  enroll enter escalate estimate execute export fax file fill finalise finalize finish fix forward fund gather generate
  get give grant hand hire hold host import inform inspect install interview introduce invite invoice issue join kick
  launch lease list load locate log lose mail make map mark measure meet message migrate move name nominate notarise
  notarize note notify obtain offer open order outline pass pay pick pilot place post prepare present price print procure
  produce propose provide publish pull purchase put quote ratify read receive recap recommend record redline refer refund
  refuse register reject release remit renew rent repair repeat reply report request reschedule respond return review
  run sample say schedule score scope secure select send set settle share ship show sign sketch specify start state
  submit subscribe supply survey take tell tender terminate test tour train transfer turn type update upgrade upload
  ring rerun own organise organize press click arrive save rehearse reassign restate handshake expire elapse contact
  validate verify view visit voice walk win withdraw write hand-over inspect appraise measure photograph demo'd secure
  circulate onboard provision wire serve negotiate identify decide agree pitch cold-call reach raise input capture
  land check use remove carry clear initial drop chase search hang post repay net sue vote swap rename scan restart
  reset deduct debit credit total stamp notarise witness waive vacate unload unpack sublet subcontract staff redeem recall
  quarantine proofread prepay photocopy phone paint pack overpay offset number multiply mount merge meter manufacture lodge lock license
  inventory indemnify harvest fabricate enclose drill dismantle decommission crate calibrate box assay archive appeal adopt
`);

/** Happens in a head or a relationship; nobody else can see it. */
export const MIND_VERBS = list(`
  understand know think feel believe consider hope want wish like love trust realise realize appreciate grasp see
  recognise recognize value prefer expect assume intend mean doubt fear worry care enjoy learn imagine picture align
  explore engage nurture ponder weigh evaluate assess gauge judge convince persuade influence motivate excite inspire
  respect admire dislike hate endorse fancy rate back champion tolerate welcome resent regard view deem
  neutralise neutralize reassure sell defend listen dream talk
  differentiate position educate empower support ensure foster drive leverage focus
`);

/** Ways to reach someone. */
export const CONTACTING = list('call ring phone telephone email mail message text write contact ping dial reach ask');

/** Nouns that name a deed. */
export const DEED_NOUNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    signature: 'sign',
    signing: 'sign',
    delivery: 'deliver',
    payment: 'pay',
    approval: 'approve',
    submission: 'submit',
    installation: 'install',
    booking: 'book',
    confirmation: 'confirm',
    acceptance: 'accept',
    receipt: 'receive',
    award: 'award',
    inspection: 'inspect',
    shipment: 'ship',
    handover: 'hand',
    launch: 'launch',
    introduction: 'introduce',
    presentation: 'present',
    demo: 'demo',
    demonstration: 'demonstrate',
    visit: 'visit',
    call: 'call',
    meeting: 'meet',
    interview: 'interview',
    survey: 'survey',
    workshop: 'meet',
    tour: 'tour',
    training: 'train',
    order: 'order',
    quote: 'quote',
    proposal: 'propose',
    review: 'review',
    shortlist: 'shortlist',
    kickoff: 'kick',
    registration: 'register',
    renewal: 'renew',
    referral: 'refer',
    handoff: 'hand',
  }),
);
