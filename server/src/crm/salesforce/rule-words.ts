import { cut } from '../text.ts';

/** Ends the description of a rule for what the buyer commits to, so that an import can tell it from what is done. */
export const COMMITMENT = 'The buyer commits to it.';

/** The same where the source names the buyers; `undefined` for names that cannot stand between these quotes. */
export function committedBy(buyers: readonly string[]): string | undefined {
  if (buyers.length === 0 || buyers.some((buyer) => /[“”]/.test(buyer))) return undefined;
  return `Committed by ${buyers.map((buyer) => `“${buyer}”`).join(', ')}.`;
}

/** What the description of a rule says of commitment; `undefined` where it says nothing. */
export function readCommitment(description: string | undefined): readonly string[] | undefined {
  if (description?.endsWith(COMMITMENT)) return [];
  const buyers = / Committed by (“[^“”]*”(?:, “[^“”]*”)*)\.$/.exec(description ?? '')?.[1];
  return buyers === undefined ? undefined : [...buyers.matchAll(/“([^“”]*)”/g)].map(([, buyer = '']) => buyer);
}

/** How the message of a rule begins. A long stage name is cut, so that there is room for what the rule asks. */
export const BEFORE = {
  always: 'In every open stage',
  entering: (stage: string) => `Before entering ${cut(stage, 80)}`,
  leaving: (stage: string) => `Before leaving ${cut(stage, 80)}`,
  closing: (stage: string) => `Before closing as ${cut(stage, 80)}`,
} as const;
