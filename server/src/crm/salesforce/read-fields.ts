import type { FieldType } from '../../model/model.ts';
import type { SnapshotField, SnapshotPipeline } from '../snapshot.ts';
import { oneLine } from '../text.ts';
import { child, childrenOf, childText, type XmlNode } from './read-xml.ts';
import { type SalesforceType, standardFields } from './standard-fields.ts';

/** Standard fields on the paths: no file describes them, because Salesforce brings them along. */
export function standardKeyFields(pipelines: readonly SnapshotPipeline[]): readonly SnapshotField[] {
  const fields = new Map<string, SnapshotField>();
  for (const { object = 'Opportunity', stages } of pipelines) {
    for (const name of stages.flatMap((stage) => stage.keyFields)) {
      const type = standardFields[object]?.[name];
      if (type === undefined) continue;
      const label = name.replace(/Id$/, '').replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
      const field = {
        name,
        object,
        label,
        type: standardTypes[type],
        choices: [],
        description: undefined,
        standard: true,
      };
      fields.set(`${object}.${name}`, field);
    }
  }
  return [...fields.values()];
}

const standardTypes: Readonly<Record<SalesforceType, FieldType>> = {
  text: 'text',
  longtext: 'longtext',
  number: 'number',
  percent: 'percent',
  date: 'date',
  datetime: 'datetime',
  checkbox: 'yesno',
  picklist: 'text',
  multipicklist: 'text',
  user: 'user',
  reference: 'text',
  compound: 'text',
};

/** Types of the language by those of custom fields; others are read as text. */
export const fieldTypes: Readonly<Record<string, FieldType>> = {
  Text: 'text',
  TextArea: 'text',
  LongTextArea: 'longtext',
  Html: 'longtext',
  Number: 'number',
  Currency: 'currency',
  Percent: 'percent',
  Date: 'date',
  DateTime: 'datetime',
  Checkbox: 'yesno',
  Picklist: 'choice',
  MultiselectPicklist: 'multichoice',
  Url: 'url',
  Email: 'email',
  Phone: 'phone',
  Lookup: 'user',
};

/** The label of a field, whole. */
export function labelOf(node: XmlNode, name: string): string {
  const label = childText(node, 'label') ?? name.replace(/__c$/, '').replaceAll('_', ' ');
  const help = childText(node, 'inlineHelpText');
  // A label that was cut has its whole in the help text.
  return label.endsWith('…') && help?.startsWith(label.slice(0, -1)) ? oneLine(help) : label;
}

/** The values of a picklist, in the form of today or of old metadata. */
export function picklistNodes(node: XmlNode): readonly XmlNode[] {
  const definition = child(child(node, 'valueSet') ?? node, 'valueSetDefinition');
  return definition ? childrenOf(definition, 'value') : childrenOf(child(node, 'picklist') ?? node, 'picklistValues');
}
