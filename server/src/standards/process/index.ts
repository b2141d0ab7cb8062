import type { Rule } from '../rule.ts';
import { deadlinesInProportion } from './deadlines-in-proportion.ts';
import { handoffOnOwnerChange } from './handoff-on-owner-change.ts';
import { hasOutcomes } from './has-outcomes.ts';
import { noAmbiguousName } from './no-ambiguous-name.ts';
import { noEndlessLoop } from './no-endless-loop.ts';
import { noIdleVariant } from './no-idle-variant.ts';
import { noUnusedDeclaration } from './no-unused-declaration.ts';
import { noUnusedReason } from './no-unused-reason.ts';
import { reachableStep } from './reachable-step.ts';
import { risingProbability } from './rising-probability.ts';

/** The structure of a process, whatever it is about. */
export const processStructureRules: readonly Rule[] = [
  hasOutcomes,
  reachableStep,
  noEndlessLoop,
  noUnusedDeclaration,
  risingProbability,
  handoffOnOwnerChange,
  noUnusedReason,
  deadlinesInProportion,
  noIdleVariant,
  noAmbiguousName,
];
