import type { CrmLimit } from './limit.ts';

const docs = 'https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/';
const help = 'https://help.salesforce.com/s/articleView?id=';

/** Numbers of Salesforce, in one place. */
export const MAX = {
  stages: 100,
  stageName: 255,
  businessProcessName: 80,
  recordTypeName: 80,
  recordTypeLabel: 80,
  description: 255,
  ruleName: 40,
  message: 255,
  /** Characters of a validation formula. */
  formula: 3900,
  keyFields: 5,
  guidance: 1000,
  /** Before `__c`. */
  apiName: 40,
  fieldLabel: 40,
  choice: 255,
  listViewLabel: 40,
} as const;

/** Limits of Salesforce that a process can break, each a rule of its own. */
export const salesforceLimits = {
  stages: {
    id: 'crm/salesforce-stages',
    severity: 'error',
    summary: `More than ${MAX.stages} stages on one object.`,
    why: 'All processes on an object share one list of stages, and Salesforce takes at most 100 of them. The stages beyond are left out of the generated list.',
    remedy: 'Let steps share a stage with `crm stage "…"`, or let processes share stages of the same name.',
    source: `${help}sf.customize_picklists_limitations.htm`,
  },
  stageName: {
    id: 'crm/salesforce-stage-name',
    severity: 'error',
    summary: `A stage name over ${MAX.stageName} characters.`,
    why: 'Salesforce refuses longer stage names. The generated name is cut.',
    remedy: 'Shorten the label, or name the stage with `crm stage "…"`.',
    source: `${help}sf.customize_picklists_limitations.htm`,
  },
  stageConflict: {
    id: 'crm/salesforce-stage-conflict',
    severity: 'error',
    summary: 'One stage name with two meanings.',
    why: 'Stages belong to the object, not to one process: a name has one spelling, probability, forecast category and closed or won flag for all. The first is generated.',
    remedy: 'Say the same in both places, or give the stage another name.',
    source: `${docs}meta_standardvalueset.htm`,
  },
  stageOrder: {
    id: 'crm/salesforce-stage-order',
    severity: 'warning',
    summary: 'Two processes that share stages in opposite orders.',
    why: 'Salesforce shows the stages of every process in the order of the one list of stages. The order of the first process is generated.',
    remedy: 'Use the same order in both, or stages of different names.',
    source: `${docs}meta_businessprocess.htm`,
  },
  probability: {
    id: 'crm/salesforce-probability',
    severity: 'error',
    summary: 'A probability that is not a whole number from 0 to 100.',
    why: 'Salesforce holds whole percentages from 0 to 100. The nearest is generated.',
    remedy: 'Write a whole percentage.',
    source: `${docs}meta_standardvalueset.htm`,
  },
  fieldLabel: {
    id: 'crm/salesforce-field-label',
    severity: 'warning',
    summary: `A field label over ${MAX.fieldLabel} characters.`,
    why: 'Salesforce refuses longer labels of custom fields. The generated label is cut, and the whole of it is the help text.',
    remedy: 'Shorten the label.',
    source: `${docs}customfield.htm`,
  },
  fieldName: {
    id: 'crm/salesforce-field-name',
    severity: 'error',
    summary: 'A Salesforce name that Salesforce does not take.',
    why: 'API names begin with a letter, hold letters, digits and single underscores, have at most 40 characters and, for custom fields, end in __c. A name derived from the label is generated instead.',
    remedy: 'Correct the name, or leave it out.',
    source: `${docs}customfield.htm`,
  },
  fieldConflict: {
    id: 'crm/salesforce-field-conflict',
    severity: 'error',
    summary: 'Two fields with one Salesforce name.',
    why: 'Names of fields are unique on an object, whatever their letter case. Both would be one field.',
    remedy: 'Give one of them another name.',
    source: `${docs}customfield.htm`,
  },
  choices: {
    id: 'crm/salesforce-choices',
    severity: 'error',
    summary: 'Choices that Salesforce cannot hold.',
    why: 'The values of a picklist are unique whatever their letter case, have at most 255 characters and, where several can be chosen, hold no semicolon. The names of the choices are generated where their labels do not do.',
    remedy: 'Change the labels of the choices.',
    source: `${help}sf.customize_picklists_limitations.htm`,
  },
  guidance: {
    id: 'crm/salesforce-guidance',
    severity: 'warning',
    summary: `Guidance over ${MAX.guidance} characters.`,
    why: 'A path holds at most 1,000 characters of guidance for a stage, markup included. What comes last is left out.',
    remedy: 'Say it shorter, or move technique into a document that a play links to.',
    source: `${help}sf.path_considerations.htm`,
  },
  message: {
    id: 'crm/salesforce-message',
    severity: 'warning',
    summary: `A criterion too long for an error message of ${MAX.message} characters.`,
    why: 'The criterion is the message that a rep sees when the rule refuses a move. The generated message is cut.',
    remedy: 'Shorten the criterion.',
    source: `${docs}meta_validationformulas.htm`,
  },
  formula: {
    id: 'crm/salesforce-formula',
    severity: 'warning',
    summary: `A rule over ${MAX.formula} characters.`,
    why: 'Salesforce refuses longer formulas. No rule is generated for it, and an admin has to find another way.',
    remedy: 'Split the criterion, or shorten the names of the stages.',
    source: `${help}sf.formula_limits.htm`,
  },
  evidence: {
    id: 'crm/salesforce-evidence',
    severity: 'warning',
    summary: 'Evidence that no Salesforce formula can express.',
    why: 'Formulas cannot compare long texts, two lists of choices, or what is on an unrelated record, and a checkbox is never empty. That part of the criterion is not enforced.',
    remedy: 'Prove it with a field of another type, such as a choice.',
    source: `${help}platform.tips_for_using_picklist_formula_fields.htm`,
  },
} as const satisfies Readonly<Record<string, CrmLimit>>;
