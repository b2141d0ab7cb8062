import type { ChangeKind } from './plan-kinds.ts';

/** Why a change cannot be deployed as generated, and what to do by hand; `undefined` where deploying makes it. */
type Manual = Partial<Record<ChangeKind, string>>;

const everywhere: Manual = {
  'stage-retire':
    'Move its open deals to another stage first, then retire it by hand: nothing that is generated deletes a stage.',
  'pipeline-retire': 'Nothing that is generated deletes it: retire it by hand once it holds no open deals.',
  'field-retire': 'Nothing that is generated deletes a field: remove it by hand once its data is no longer needed.',
  'field-type':
    'The type of a field that holds data cannot be changed by deploying: make a new field, move the data over, and retire the old one.',
  'choice-retire':
    'Values in use are not removed by deploying: replace the value on its records first, then deactivate it by hand.',
  'rule-rename':
    'Deploying adds the rule under its new name: delete the one under the old name by hand, or it keeps refusing deals.',
  'rule-retire': 'Deploying does not remove a rule: deactivate or delete it by hand, or it keeps refusing deals.',
};

const byTarget: Readonly<Record<string, Manual>> = {
  salesforce: {
    'stage-rename':
      'Rename the value in Setup before deploying (Object Manager, Opportunity, Stage): a deployment would add the new name beside the old one and leave the deals behind.',
    'pipeline-rename':
      'Rename the record type and the business process in Setup before deploying: a deployment would add new ones beside the old ones.',
    'choice-rename': 'Relabel the value in Setup before deploying, so that records keep it.',
  },
  hubspot: {
    'stage-rename':
      'Rename the stage in HubSpot before running apply.sh, which finds stages by label: it would add the new name beside the old one.',
    'pipeline-rename': 'Rename the pipeline in HubSpot before running apply.sh, which finds pipelines by label.',
    'key-fields': 'No endpoint sets the properties a stage requires: tick them in the settings of the stage.',
    'movement-drop': 'apply.sh only switches rules on: switch this one off in the settings of the pipeline.',
    'choice-rename':
      'apply.sh adds missing options and leaves the others as they are: relabel it in the settings of the property.',
  },
  pipedrive: {
    'stage-rename': 'Rename the stage in Pipedrive before creating stages from the file, so that its deals stay.',
    'pipeline-rename': 'Rename the pipeline in Pipedrive first, so that its deals stay.',
    'choice-rename': 'Relabel the option with PATCH /dealFields/{code}/options, so that deals keep it.',
  },
};

/** What is manual about that kind of change in that CRM, and why. */
export function manualReason(target: string, kind: ChangeKind): string | undefined {
  return byTarget[target]?.[kind] ?? everywhere[kind];
}
