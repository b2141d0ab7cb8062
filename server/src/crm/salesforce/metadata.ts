import type { ForecastCategory } from '../../model/model.ts';
import { MAX } from '../../standards/crm/salesforce.ts';
import { cut } from '../text.ts';
import { encodeName } from './encoding.ts';
import { element, metadataFile, optional, type XmlElement } from './xml.ts';

/** A value of OpportunityStage, LeadStatus or a stage picklist. */
export interface StageValue {
  readonly name: string;
  readonly description: string | undefined;
  readonly probability: number;
  readonly forecast: ForecastCategory;
  readonly state: 'open' | 'won' | 'lost';
  /** Of a lost stage: the record was no fit, in every process that has the stage. */
  readonly disqualified: boolean;
  /** Of an open stage: records are parked there. */
  readonly parked: boolean;
}

/** The forecast categories of Salesforce: what salespeople call commit is `Forecast`. */
export const forecastCategories: Readonly<Record<ForecastCategory, string>> = {
  pipeline: 'Pipeline',
  'best-case': 'BestCase',
  commit: 'Forecast',
  closed: 'Closed',
  omitted: 'Omitted',
};

export function opportunityStages(values: readonly StageValue[]): string {
  return metadataFile('StandardValueSet', [
    element('sorted', false),
    ...values.map((value) =>
      element('standardValue', [
        element('fullName', value.name),
        element('default', false),
        optional('description', value.disqualified ? closedDescription(value) : value.description),
        element('label', value.name),
        element('closed', value.state !== 'open'),
        element('forecastCategory', forecastCategories[value.forecast]),
        element('probability', value.probability),
        element('won', value.state === 'won'),
      ]),
    ),
  ]);
}

/** Picklists other than opportunity stages know no won, lost and parked, and none knows disqualified: the description says it. */
export function closedDescription(stage: StageValue): string | undefined {
  if (stage.state === 'open' && !stage.parked) return stage.description;
  const word = stage.parked ? 'Parked' : stage.state === 'won' ? 'Won' : stage.disqualified ? 'Disqualified' : 'Lost';
  return stage.description ? cut(`${word}: ${stage.description}`, MAX.description) : word;
}

/** A won lead is a converted one. */
export function leadStatuses(values: readonly StageValue[]): string {
  return metadataFile('StandardValueSet', [
    element('sorted', false),
    ...values.map((value) =>
      element('standardValue', [
        element('fullName', value.name),
        element('default', false),
        optional('description', closedDescription(value)),
        element('label', value.name),
        element('converted', value.state === 'won'),
      ]),
    ),
  ]);
}

/** The first stage is where a record starts. */
export function businessProcess(process: {
  readonly name: string;
  readonly description: string | undefined;
  readonly values: readonly string[];
}): string {
  const first = process.values[0];
  return metadataFile('BusinessProcess', [
    element('fullName', encodeName(process.name)),
    optional('description', process.description),
    element('isActive', true),
    ...sorted(process.values).map((value) => picklistValue(value, value === first)),
  ]);
}

export function recordType(type: {
  readonly name: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly businessProcess: string | undefined;
  /** Values of each picklist, with the one that is set at the start. */
  readonly picklists: readonly {
    readonly field: string;
    readonly values: readonly string[];
    readonly default?: string | undefined;
  }[];
}): string {
  const picklists = [...type.picklists].sort((a, b) => compare(a.field, b.field));
  return metadataFile('RecordType', [
    element('fullName', type.name),
    element('active', true),
    type.businessProcess === undefined ? undefined : element('businessProcess', encodeName(type.businessProcess)),
    optional('description', type.description),
    element('label', type.label),
    ...picklists.map((picklist) =>
      element('picklistValues', [
        element('picklist', picklist.field),
        ...sorted(picklist.values).map((value) => picklistValue(value, value === picklist.default)),
      ]),
    ),
  ]);
}

function picklistValue(value: string, isDefault: boolean): XmlElement {
  return element('values', [element('fullName', encodeName(value)), element('default', isDefault)]);
}

export function validationRule(rule: {
  readonly name: string;
  readonly description: string;
  readonly formula: string;
  readonly message: string;
}): string {
  return metadataFile('ValidationRule', [
    element('fullName', rule.name),
    element('active', true),
    optional('description', rule.description),
    element('errorConditionFormula', rule.formula),
    element('errorMessage', rule.message),
  ]);
}

export function pathAssistant(path: {
  readonly object: string;
  readonly field: string;
  readonly label: string;
  readonly recordType: string;
  readonly steps: readonly { readonly stage: string; readonly fields: readonly string[]; readonly guidance: string }[];
}): string {
  return metadataFile('PathAssistant', [
    element('active', true),
    element('entityName', path.object),
    element('fieldName', path.field),
    element('masterLabel', path.label),
    ...path.steps.map((step) =>
      element('pathAssistantSteps', [
        ...step.fields.map((field) => element('fieldNames', field)),
        optional('info', step.guidance),
        element('picklistValueName', step.stage),
      ]),
    ),
    element('recordTypeName', path.recordType),
  ]);
}

export function pathSettings(): string {
  return metadataFile('PathAssistantSettings', [element('pathAssistantEnabled', true)]);
}

export function listView(view: {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly string[];
  readonly filters: readonly { readonly field: string; readonly value: string }[];
}): string {
  return metadataFile('ListView', [
    element('fullName', view.name),
    ...view.columns.map((column) => element('columns', column)),
    element('filterScope', 'Everything'),
    ...view.filters.map((filter) =>
      element('filters', [
        element('field', filter.field),
        element('operation', 'equals'),
        // A comma separates values, quotes keep one together.
        element('value', filter.value.includes(',') ? `"${filter.value}"` : filter.value),
      ]),
    ),
    element('label', view.label),
  ]);
}

export function permissionSet(set: {
  readonly label: string;
  readonly description: string;
  /** `Object.Field`. */
  readonly fields: readonly string[];
  readonly objects: readonly { readonly name: string; readonly edit: boolean }[];
  /** `Object.RecordType`. */
  readonly recordTypes: readonly string[];
}): string {
  return metadataFile('PermissionSet', [
    element('description', set.description),
    ...sorted(set.fields).map((field) =>
      element('fieldPermissions', [element('editable', true), element('field', field), element('readable', true)]),
    ),
    element('hasActivationRequired', false),
    element('label', set.label),
    ...[...set.objects]
      .sort((a, b) => compare(a.name, b.name))
      .map((object) =>
        element('objectPermissions', [
          element('allowCreate', object.edit),
          element('allowDelete', false),
          element('allowEdit', object.edit),
          element('allowRead', true),
          element('modifyAllRecords', false),
          element('object', object.name),
          element('viewAllRecords', false),
        ]),
      ),
    ...sorted(set.recordTypes).map((type) =>
      element('recordTypeVisibilities', [element('recordType', type), element('visible', true)]),
    ),
  ]);
}

/** Tells an object that was generated from one that a team made. */
export const OBJECT_DESCRIPTION = 'Records of the sales process.';

export function customObject(object: { readonly label: string }): string {
  return metadataFile('CustomObject', [
    element('deploymentStatus', 'Deployed'),
    element('description', OBJECT_DESCRIPTION),
    element('enableActivities', true),
    element('enableReports', true),
    element('label', object.label),
    element('nameField', [element('label', `${object.label} name`), element('type', 'Text')]),
    element('pluralLabel', object.label),
    element('sharingModel', 'ReadWrite'),
  ]);
}

/** Lists each component by name: `*` does not work for standard value sets, and would take in foreign parts. */
export function packageManifest(members: ReadonlyMap<string, readonly string[]>, version: string): string {
  return metadataFile('Package', [
    ...[...members]
      .sort(([a], [b]) => compare(a, b))
      .map(([type, names]) =>
        element('types', [...sorted(names).map((name) => element('members', name)), element('name', type)]),
      ),
    element('version', version),
  ]);
}

/** Sorted by code unit, the same on every machine, each once. */
export function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort(compare);
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
