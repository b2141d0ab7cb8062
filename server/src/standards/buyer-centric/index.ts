import type { Rule } from '../rule.ts';
import { buyerTakesPart } from './buyer-takes-part.ts';
import { followTheJourney } from './follow-the-journey.ts';
import { journeyDefined } from './journey-defined.ts';
import { noScriptedGuidance } from './no-scripted-guidance.ts';
import { noSellerInternalStep } from './no-seller-internal-step.ts';
import { noUnhelpedBuyer } from './no-unhelped-buyer.ts';
import { personaDefined } from './persona-defined.ts';
import { proportionateCommitment } from './proportionate-commitment.ts';
import { stepHelpsBuyer } from './step-helps-buyer.ts';

/** A step passes when it is seen from the buyer's side and helps them forward. */
export const buyerCentricRules: readonly Rule[] = [
  noSellerInternalStep,
  stepHelpsBuyer,
  noUnhelpedBuyer,
  journeyDefined,
  personaDefined,
  followTheJourney,
  proportionateCommitment,
  noScriptedGuidance,
  buyerTakesPart,
];
