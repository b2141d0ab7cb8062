import { cut } from '../text.ts';

/** Ends the description of a rule for what the buyer commits to, so that an import can tell it from what is done. */
export const COMMITMENT = 'The buyer commits to it.';

/** How the message of a rule begins. A long stage name is cut, so that there is room for what the rule asks. */
export const BEFORE = {
  always: 'In every open stage',
  entering: (stage: string) => `Before entering ${cut(stage, 80)}`,
  leaving: (stage: string) => `Before leaving ${cut(stage, 80)}`,
  closing: (stage: string) => `Before closing as ${cut(stage, 80)}`,
} as const;
