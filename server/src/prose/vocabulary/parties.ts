/** Words that name people and organisations, by the side they stand on. Compounds are decided by their last word. */
import type { Side } from '../claims.ts';

const list = (words: string): readonly string[] => words.trim().split(/\s+/);

export const BUYER_WORDS = list(`
  customer client buyer prospect lead stakeholder champion sponsor influencer committee procurement purchaser
  purchasing user homeowner tenant landlord owner sponsor advocate coach eb dm decider evaluator gatekeeper contact
  hospital surgeon physician clinician clinic doctor patient retailer chain operator shopper guest couple bride borrower
  insured policyholder insurer donor student parent school council municipality agency ministry architect developer
  cfo ceo cio cto coo ciso cmo cpo vp director exec executive board leadership organisation organization company
  business firm enterprise employer household family person people individual member attendee participant approver
  signatory counterparty purchaser requester candidate employer nurse pharmacist trustee headteacher lessee investor grower farmer builder plant buyer-side they them
  themselves maker party
`);

export const SELLER_WORDS = list(`
  we us our ours rep reps ae sdr bdr se csm am i me my salesperson salesman saleswoman seller presales salespeople
  salesforce closer estimator marketing you your yourself ourselves consultant
`);

export const PARTNER_WORDS = list(`
  distributor dealer reseller broker subcontractor partner wholesaler installer integrator affiliate franchisee importer
  manufacturer principal co-seller referrer agent
`);

export const SYSTEM_WORDS = list(`
  system software workflow automation crm bot integration platform website portal app
`);

export const SIDES: ReadonlyMap<string, Side> = new Map<string, Side>([
  ...BUYER_WORDS.map((word): [string, Side] => [word, 'buyer']),
  ...SELLER_WORDS.map((word): [string, Side] => [word, 'seller']),
  ...PARTNER_WORDS.map((word): [string, Side] => [word, 'partner']),
]);

/** Titles that belong to the seller when "sales", "account" and the like stand before them. */
export const SELLER_TITLES: ReadonlySet<string> = new Set(
  list(
    'manager executive director engineer team leader leadership rep representative specialist head vp person lead agent associate',
  ),
);
export const SELLER_TITLE_MARKS: ReadonlySet<string> = new Set(
  list('sales presales account solutions customer-success bid capture our delivery marketing regional'),
);

/** Titles that name someone of the buyer's only after a word such as "their". */
export const TITLES: ReadonlySet<string> = new Set(
  list(
    'manager director engineer team leader head lawyer counsel boss superior colleague legal finance it department officer group panel',
  ),
);
