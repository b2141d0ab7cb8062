/** Words that name what can be seen, filed or held: papers, messages, meetings, records, money, dates. */
const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Something written, sent, paid or delivered. */
export const PAPERS = list(`
  data dataset stocklist copy lease deed proof scan draft contract agreement proposal quote quotation po order invoice deposit payment retainer nda sow msa loi mou rfp rfq rfi
  tender bid submittal specification spec sample brief deck presentation document documentation paperwork form
  questionnaire checklist report survey estimate sheet brochure catalogue catalog drawing blueprint mockup prototype
  licence license permit certificate certification insurance letter email mail message voicemail text note minutes
  recording signature redline markup invite invitation list worksheet template package offer counteroffer listing
  appraisal inspection file receipt bond warranty policy addendum amendment appendix annex schedule bom takeoff scorecard
  statement record entry ticket task field crm database spreadsheet dashboard link login credentials portal
  trial pilot poc prototype referral reference roi calculation takeoff budget amount price pricing rate discount
  date deadline time day datasheet resume portfolio application registration card plan calendar agenda recap summary
  transcript purchase-order feedback answer response reply comment question enquiry inquiry request criterion
  requirement score rating number figure code serial shipment delivery installation unit machine equipment hardware
  kit stock inventory menu dossier binder brochure device product material tooling authorization authorisation registry
  contingency lockbox key escrow mortgage loan title-deed lien clearance visa matrix register scope-of-work workbook video
  photo picture website web screenshot trailer planogram display shelf slot sku barcode label artwork spec plan mockup storyboard
  press-release chart map diagram account role title address detail name phone website tool
`);

/** People come together, or one visits the other. */
export const MEETINGS = list(`
  meeting call demo demonstration workshop visit appointment interview tour session webinar kickoff kick-off lunch
  dinner walkthrough walk-through briefing debrief presentation conference viewing showing tasting audition inspection
  screening consultation roundtable teleconference videoconference qbr huddle conversation
`);

/** What one can only think about: naming it alone does not make a fact. */
export const ABSTRACTIONS = list(`
  fit interest value need pain appetite alignment intent intention motivation urgency readiness willingness buy-in trust
  rapport understanding objection concern worry relationship potential viability suitability feasibility differentiation
  priority goal aspiration challenge desire wish attitude sentiment perception expectation commitment enthusiasm
  confidence momentum opportunity likelihood propensity seriousness support satisfaction happiness engagement clarity
  compatibility qualification strength issue driver ambition culture chemistry mindset agreement
  ground gap view power influence capability skin sense story impression idea thinking favour favor fear room
  quality potential progress success frustration weakness advantage attention mind radar
  picture approach ability appreciation reason position positioning reality importance benefit advantage
`);
