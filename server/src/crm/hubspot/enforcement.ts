import type { Evidence } from '../../model/evidence.ts';
import type { ProjectModel } from '../../model/model.ts';
import type { Enforcement } from '../backend.ts';
import { criterionText } from '../criteria.ts';
import { titleOfRef } from '../describe.ts';
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
    manual.length === 0
      ? ''
      : ` HubSpot cannot check on that move that ${list(manual)}: ask for it in the deal review.${dateRule(placed, model)}`;
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
    const choice = choiceCondition(criterion.when, model);
    const instead =
      choice === undefined || placed.placed.any
        ? `HubSpot requires a property by stage, or by the value of a list, not for that: check it in the deal review.`
        : `HubSpot requires a property by stage; conditional logic on ${choice} can require it instead, at any stage (Professional and Enterprise).`;
    return {
      ...entry,
      level: 'manual',
      how: `${properties} ${plural} there to fill in, but it applies ${why}. ${instead}${set}${manually}`,
    };
  }
  if (placed.guards.length === 0) {
    return {
      ...entry,
      level: 'manual',
      how: `${properties} ${plural} there to fill in, but no stage of the pipeline follows that could require it.${set}${manually}`,
    };
  }
  const required = `${properties} ${plural} required on entering ${stages}; tick ${plural === 'is' ? 'it' : 'them'} in the settings of ${placed.guards.length > 1 ? 'these stages' : 'that stage'}, because no endpoint does. Users are asked who move the record in HubSpot, not workflows or the API.`;
  const level = manual.length > 0 ? 'manual' : fields.length > 0 && helpers.length === 0 ? 'native' : 'helper';
  return { ...entry, level, how: `${required}${set}${manually}` };
}

/**
 * Conditional logic exists for lists of choices and single checkboxes: "Set up conditional logic for enumeration
 * properties" (https://knowledge.hubspot.com/properties/set-up-conditional-logic-for-enumeration-properties).
 */
function choiceCondition(when: Evidence | undefined, model: ProjectModel): string | undefined {
  if (when?.kind !== 'field') return undefined;
  const field = model.element(when.field.target);
  const { test } = when;
  const isEqual = (test.test === 'compare' && test.operator === '=') || (test.test === 'one-of' && !test.negated);
  return field?.kind === 'field' && /^(choice|multichoice|yesno)$/.test(field.type) && isEqual
    ? `“${titleOfRef(when.field, model)}”`
    : undefined;
}

/**
 * Rules on the dates that a property takes, from the day on which they are entered: "Set validation rules for a
 * property" (https://knowledge.hubspot.com/properties/set-validation-rules-for-properties).
 */
function dateRule({ placed }: PlacedRequirement, model: ProjectModel): string {
  const dates = (evidence: Evidence | undefined): readonly string[] => {
    if (evidence?.kind === 'and') return evidence.operands.flatMap(dates);
    const isAhead = evidence?.kind === 'field' && /^(future|within)$/.test(evidence.test.test);
    return isAhead && !('negated' in evidence.test && evidence.test.negated) ? [titleOfRef(evidence.field, model)] : [];
  };
  const [first] = dates(placed.criterion.proof);
  return first === undefined
    ? ''
    : ` A validation rule on “${first}” can refuse past days when they are entered; it does not notice that a day has passed.`;
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
