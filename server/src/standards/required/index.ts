import type { Rule } from '../rule.ts';
import { keepItShort } from './keep-it-short.ts';
import { noEmptyStep } from './no-empty-step.ts';
import { noExtraMeeting } from './no-extra-meeting.ts';
import { noFollowUpStep } from './no-follow-up-step.ts';
import { noMirroredEntry } from './no-mirrored-entry.ts';
import { noOptionalStep } from './no-optional-step.ts';
import { noRedundantStep } from './no-redundant-step.ts';
import { noRepeatedCriterion } from './no-repeated-criterion.ts';
import { noSkippableWording } from './no-skippable-wording.ts';
import { noSplitEvent } from './no-split-event.ts';
import { planForStall } from './plan-for-stall.ts';

/** A step passes when it happens in every single sale. */
export const requiredRules: readonly Rule[] = [
  noFollowUpStep,
  noOptionalStep,
  noSkippableWording,
  planForStall,
  noRedundantStep,
  noSplitEvent,
  noEmptyStep,
  noRepeatedCriterion,
  noMirroredEntry,
  noExtraMeeting,
  keepItShort,
];
