import type { Rule } from '../rule.ts';
import { nameTheAction } from './name-the-action.ts';
import { noFeelings } from './no-feelings.ts';
import { noHedging } from './no-hedging.ts';
import { noJudgement } from './no-judgement.ts';
import { noOpenEndedPhase } from './no-open-ended-phase.ts';
import { noVagueQuantity } from './no-vague-quantity.ts';
import { noVagueVerb } from './no-vague-verb.ts';
import { oneQuestion } from './one-question.ts';

/** A step passes when it is tied to a specific action, answered by a plain yes or no. */
export const factualRules: readonly Rule[] = [
  noFeelings,
  noJudgement,
  noOpenEndedPhase,
  noHedging,
  noVagueVerb,
  noVagueQuantity,
  oneQuestion,
  nameTheAction,
];
