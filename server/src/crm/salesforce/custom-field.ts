import type { FieldType } from '../../model/model.ts';
import type { Span } from '../../model/source.ts';
import { MAX } from '../../standards/crm/salesforce.ts';
import { cut } from '../text.ts';
import { element, metadataFile, optional, type XmlElement } from './xml.ts';

/** A value of a picklist, as formulas name it and as people read it. */
export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly description?: string | undefined;
}

/** A custom field to generate. */
export interface CustomField {
  readonly object: string;
  /** API name, `__c` included. */
  readonly name: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly type: FieldType;
  /** API values and labels of a choice or multichoice, in order. */
  readonly values: readonly PicklistValue[];
  readonly span: Span;
}

/** The metadata of a custom field. */
export function customField(custom: CustomField): string {
  const { label } = custom;
  const type = typeElements(custom);
  const parts = new Map<string, XmlElement | undefined>([
    ['fullName', element('fullName', custom.name)],
    ['description', optional('description', custom.description && cut(custom.description, 1000))],
    ['inlineHelpText', label.length > MAX.fieldLabel ? element('inlineHelpText', cut(label, 510)) : undefined],
    ['label', element('label', cut(label, MAX.fieldLabel))],
    ['required', custom.type === 'yesno' ? undefined : element('required', false)],
    ...type.map((part): [string, XmlElement] => [part.name, part]),
  ]);
  return metadataFile(
    'CustomField',
    ORDER.map((name) => parts.get(name)),
  );
}

/** The order of the elements in the metadata WSDL, as far as they are used here. */
const ORDER: readonly string[] = [
  'fullName',
  'defaultValue',
  'deleteConstraint',
  'description',
  'inlineHelpText',
  'label',
  'length',
  'precision',
  'referenceTo',
  'relationshipName',
  'required',
  'scale',
  'type',
  'valueSet',
  'visibleLines',
];

function typeElements(custom: CustomField): readonly XmlElement[] {
  const decimal = [element('precision', 18), element('scale', 2)];
  switch (custom.type) {
    case 'text':
      return [element('type', 'Text'), element('length', 255)];
    case 'longtext':
      return [element('type', 'LongTextArea'), element('length', 32768), element('visibleLines', 3)];
    case 'number':
      return [element('type', 'Number'), ...decimal];
    case 'currency':
      return [element('type', 'Currency'), ...decimal];
    case 'percent':
      return [element('type', 'Percent'), ...decimal];
    case 'date':
      return [element('type', 'Date')];
    case 'datetime':
      return [element('type', 'DateTime')];
    case 'yesno':
      return [element('type', 'Checkbox'), element('defaultValue', false)];
    case 'choice':
      return [element('type', 'Picklist'), valueSet(custom.values)];
    case 'multichoice':
      return [element('type', 'MultiselectPicklist'), valueSet(custom.values), element('visibleLines', 4)];
    case 'user':
      return [
        element('type', 'Lookup'),
        element('deleteConstraint', 'SetNull'),
        element('referenceTo', 'User'),
        element('relationshipName', relationshipName(custom)),
      ];
    case 'url':
      return [element('type', 'Url')];
    case 'email':
      return [element('type', 'Email')];
    case 'phone':
      return [element('type', 'Phone')];
  }
}

/** Names of relations are unique on the user: the object tells them apart. */
function relationshipName(custom: CustomField): string {
  const object = custom.object.replace(/__c$/, '');
  const name = custom.name.replace(/__c$/, '');
  return `${name.slice(0, MAX.apiName - object.length - 1).replace(/_+$/, '')}_${object}`.slice(0, MAX.apiName);
}

function valueSet(values: readonly PicklistValue[]): XmlElement {
  return element('valueSet', [
    element('restricted', true),
    element('valueSetDefinition', [
      element('sorted', false),
      ...values.map(({ value, label, description }) =>
        element('value', [
          element('fullName', value),
          element('default', false),
          optional('description', description),
          element('label', label),
        ]),
      ),
    ]),
  ]);
}
