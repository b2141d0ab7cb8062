import type { ProcessVerdicts } from '../process-enforcement.ts';
import { list } from '../text.ts';

/**
 * Whom pipeline rules bind, and where they are part of the subscription: "Set up rules for object pipelines", HubSpot
 * Knowledge Base (https://knowledge.hubspot.com/object-settings/set-up-pipeline-rules).
 */
const bound = 'It does not bind super admins, workflows, or calls to the API without a user';

/** What HubSpot does about moves, entry points and reasons. */
export function hubspotVerdicts(object: string): ProcessVerdicts {
  return {
    forwardOnly: (returns) => [
      'native',
      `The pipeline rule on moving backwards refuses other moves (Professional and Enterprise). ${bound}${returns ? '; and it refuses the moves back that the source itself plans, which a workflow has to make' : ''}.`,
    ],
    noSkipping: () => [
      'native',
      `The pipeline rule on skipping stages refuses other moves (Professional and Enterprise). ${bound}.`,
    ],
    startsAt: (stage, condition) =>
      condition === undefined
        ? ['native', `The pipeline rule on creation lets records start in “${stage}”. ${bound}.`]
        : [
            'manual',
            `The pipeline rule on creation lets records start in “${stage}”, but HubSpot cannot check there that ${condition}: ask for it in the deal review.`,
          ],
    reasons: (outcome, reasons) => [
      'manual',
      object === 'deals'
        ? `HubSpot brings the text property \`closed_lost_reason\` along: tick it as required on entering “${outcome}”, and agree that it says ${list(reasons, 'or')}.`
        : `Nothing in HubSpot asks for the reason on entering “${outcome}”: add a property that offers ${list(reasons)}, and tick it there.`,
    ],
    appliesWhen: () => [
      'manual',
      'Whoever creates the record chooses the pipeline, or a workflow does; HubSpot does not check that it is the right one.',
    ],
  };
}
