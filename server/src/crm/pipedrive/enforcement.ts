import type { ProjectModel } from '../../model/model.ts';
import type { Enforcement } from '../backend.ts';
import { criterionText } from '../criteria.ts';
import type { PlacedRequirement } from '../placed-requirements.ts';
import type { HelperField } from '../requirements.ts';
import { list } from '../text.ts';

/** One line of the report: what Pipedrive demands itself, and what is left to people. */
export function pipedriveEnforcement(placed: PlacedRequirement, model: ProjectModel): Enforcement {
  const { criterion, any } = placed.placed;
  const { helpers, manual, conditional } = placed.requirement;
  const entry = { path: criterion.path, text: criterionText(criterion, model), span: criterion.span };
  const fields = list(placed.properties.map((name) => `“${name}”`));
  const plural = placed.properties.length > 1 ? 'are' : 'is';
  const unchecked =
    manual.length === 0 ? '' : ` Pipedrive cannot check that ${list(manual)}: ask for it in the deal review.`;
  const set = helpers.map((helper) => ` ${setter(helper)}`).join('');
  if (placed.properties.length === 0)
    return {
      ...entry,
      level: 'manual',
      how: unchecked.trim() || 'Nothing in Pipedrive shows this: ask for it in the deal review.',
    };
  if (conditional) {
    const why = any === undefined ? 'only under a condition' : 'as one of several alternatives';
    return {
      ...entry,
      level: 'manual',
      how: `${fields} ${plural} there to fill in, but it applies ${why} and Pipedrive requires a field by stage, not by condition: check it in the deal review.${set}${unchecked}`,
    };
  }
  if (placed.guards.length === 0) {
    return {
      ...entry,
      level: 'manual',
      how: `${fields} ${plural} there to fill in, but no stage follows that could require it.${set}${unchecked}`,
    };
  }
  const stages = placed.guards.filter((stage) => stage.state === 'open').map((stage) => `“${stage.label}”`);
  const states = [...new Set(placed.guards.map((stage) => stage.state).filter((state) => state !== 'open'))];
  const moments = [
    ...(stages.length > 0 ? [`on entering ${list(stages)}`] : []),
    ...(states.length > 0 ? [`on marking the deal as ${list(states, 'or')}`] : []),
  ];
  const level = manual.length > 0 ? 'manual' : helpers.length > 0 ? 'helper' : 'native';
  return {
    ...entry,
    level,
    how: `${fields} ${plural} required ${list(moments)} (in the web app; the API and automations are not refused).${set}${unchecked}`,
  };
}

function setter({ reason, label, evidence }: HelperField): string {
  const isPlanned = evidence.kind === 'activity' && evidence.state === 'scheduled';
  const who =
    reason === 'activity'
      ? `the rep, or an automation that starts when such an activity is ${isPlanned ? 'added' : 'marked as done'}`
      : reason === 'approval'
        ? 'the approver'
        : 'the rep';
  return `The date “${label}” is filled in by ${who}.`;
}
