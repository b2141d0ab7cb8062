import type { ProcessVerdicts } from '../process-enforcement.ts';
import { list } from '../text.ts';

const anywhere =
  'Pipedrive lets every deal move to every stage: tell the team, or build an automation that reports such moves.';

/**
 * What Pipedrive does about moves, entry points and reasons. Lost reasons: Company settings, Lost reasons; no endpoint
 * writes them.
 */
export const pipedriveVerdicts: ProcessVerdicts = {
  forwardOnly: () => ['manual', anywhere],
  noSkipping: () => ['manual', anywhere],
  startsAt: (_, condition) => [
    'manual',
    `Deals may start in every stage of Pipedrive${condition === undefined ? '' : ', whether or not this holds'}: tell the team.`,
  ],
  reasons: (outcome, reasons) => [
    'manual',
    `Pipedrive offers its lost reasons when a deal is marked as lost: add ${list(reasons)} under Company settings, Lost reasons, and turn free-form reasons off there. “${outcome}” itself is no state of its own.`,
  ],
  appliesWhen: () => [
    'manual',
    'Whoever creates the deal chooses the pipeline, or an automation does; Pipedrive does not check that it is the right one.',
  ],
};
