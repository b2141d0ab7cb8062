import type { ProjectModel } from '../../model/model.ts';
import type { Enforcement } from '../backend.ts';
import { criterionText } from '../criteria.ts';
import type { PlacedRequirement } from '../placed-requirements.ts';
import type { HelperField } from '../requirements.ts';
import { list } from '../text.ts';
import { stageLabel } from './pipelines.ts';

/** One line of the report: what HubSpot itself demands, and what is left to people. */
export function hubspotEnforcement(placed: PlacedRequirement, model: ProjectModel): Enforcement {
  const { criterion } = placed.placed;
  const { fields, helpers, manual, conditional } = placed.requirement;
  const properties = list(placed.properties.map((name) => `\`${name}\``));
  const stages = list(placed.guards.map((stage) => `“${stageLabel(stage)}”`));
  const entry = { path: criterion.path, text: criterionText(criterion, model), span: criterion.span };
  const manually =
    manual.length === 0 ? '' : ` HubSpot cannot check that ${list(manual)}: ask for it in the deal review.`;
  if (placed.properties.length === 0) {
    return {
      ...entry,
      level: 'manual',
      how: manually.trim() || 'Nothing in HubSpot shows this: ask for it in the deal review.',
    };
  }
  const set = helpers.length === 0 ? '' : ` ${whoSets(helpers)}`;
  const plural = placed.properties.length > 1 ? 'are' : 'is';
  if (conditional) {
    const why = placed.placed.any === undefined ? 'only under a condition' : 'as one of several alternatives';
    return {
      ...entry,
      level: 'manual',
      how: `${properties} ${plural} there to fill in, but it applies ${why} and HubSpot requires a property always or never: check it in the deal review.${set}${manually}`,
    };
  }
  if (placed.guards.length === 0) {
    return {
      ...entry,
      level: 'manual',
      how: `${properties} ${plural} there to fill in, but no stage of the pipeline follows that could require it.${set}${manually}`,
    };
  }
  const required = `${properties} ${plural} required on entering ${stages}; tick ${plural === 'is' ? 'it' : 'them'} in the settings of ${placed.guards.length > 1 ? 'these stages' : 'that stage'}, because no endpoint does.`;
  const level = manual.length > 0 ? 'manual' : fields.length > 0 && helpers.length === 0 ? 'native' : 'helper';
  return { ...entry, level, how: `${required}${set}${manually}` };
}

const setters: Record<HelperField['reason'], string> = {
  activity: 'by the rep, or by a workflow that enrols on the logged activity',
  document: 'by the rep, or by a workflow that enrols on the quote or e-signature status',
  contact: 'by a workflow that enrols when a contact with that association label is added',
  approval: 'by the approver (Sales Hub Enterprise can approve the stage itself)',
  alternatives: 'by the rep, once one of the alternatives has happened',
};

function whoSets(helpers: readonly HelperField[]): string {
  return helpers.map((helper) => `The date “${helper.label}” is set ${setters[helper.reason]}.`).join(' ');
}
