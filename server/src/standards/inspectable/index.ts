import type { Rule } from '../rule.ts';
import { needsProof } from './needs-proof.ts';
import { noBuyerInternalAction } from './no-buyer-internal-action.ts';
import { noManualProof } from './no-manual-proof.ts';
import { noSelfAttestedCheckbox } from './no-self-attested-checkbox.ts';
import { oneProofOneFact } from './one-proof-one-fact.ts';
import { proofFitsClaim } from './proof-fits-claim.ts';
import { provableInCrm } from './provable-in-crm.ts';

/** A step passes when a record in the CRM proves it. */
export const inspectableRules: readonly Rule[] = [
  needsProof,
  noManualProof,
  noBuyerInternalAction,
  noSelfAttestedCheckbox,
  oneProofOneFact,
  proofFitsClaim,
  provableInCrm,
];
