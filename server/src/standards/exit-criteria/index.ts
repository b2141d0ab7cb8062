import type { Rule } from '../rule.ts';
import { collectsInformation } from './collects-information.ts';
import { hasAction } from './has-action.ts';
import { hasExit } from './has-exit.ts';
import { hasIndicator } from './has-indicator.ts';
import { securesCommitment } from './secures-commitment.ts';

/** A step passes when it says what has to be done, known and committed to before it is left. */
export const exitCriteriaRules: readonly Rule[] = [
  hasExit,
  hasAction,
  hasIndicator,
  collectsInformation,
  securesCommitment,
];
