import type { Field, FieldType, ProjectModel } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { labelLimit } from '../../standards/crm/hubspot.ts';
import { titleOf } from '../stages.ts';
import { cut, oneLine, shortHash } from '../text.ts';
import { internalName } from './names.ts';

/** An option of an `enumeration` or `bool` property. */
export interface PropertyOption {
  readonly label: string;
  readonly value: string;
  readonly displayOrder: number;
  readonly hidden: boolean;
}

/**
 * Body that creates a property.
 *
 * Types and field types: https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide.
 * `showCurrencySymbol` and `numberDisplayHint` exist in the date-versioned API; `apply.sh` leaves them out for v3.
 */
export interface PropertyBody {
  readonly name: string;
  readonly label: string;
  readonly groupName: string;
  readonly type: string;
  readonly fieldType: string;
  readonly description?: string;
  readonly options?: readonly PropertyOption[];
  readonly showCurrencySymbol?: boolean;
  readonly numberDisplayHint?: string;
  readonly externalOptions?: boolean;
  readonly referencedObjectType?: string;
}

/** Body that creates a property group. */
export interface GroupBody {
  readonly name: string;
  readonly label: string;
}

/** Group of fields that belong to no framework. */
export const plainGroup: GroupBody = { name: 'sales_process', label: 'Sales process' };
/** Group of the fields that stand in for evidence HubSpot cannot see. */
export const evidenceGroup: GroupBody = { name: 'sales_process_evidence', label: 'Sales process evidence' };

type Shape = Pick<
  PropertyBody,
  'type' | 'fieldType' | 'showCurrencySymbol' | 'numberDisplayHint' | 'externalOptions' | 'referencedObjectType'
>;

const shapes: Readonly<Record<FieldType, Shape>> = {
  text: { type: 'string', fieldType: 'text' },
  longtext: { type: 'string', fieldType: 'textarea' },
  number: { type: 'number', fieldType: 'number' },
  currency: { type: 'number', fieldType: 'number', showCurrencySymbol: true },
  percent: { type: 'number', fieldType: 'number', numberDisplayHint: 'percentage' },
  date: { type: 'date', fieldType: 'date' },
  datetime: { type: 'datetime', fieldType: 'date' },
  yesno: { type: 'bool', fieldType: 'booleancheckbox' },
  choice: { type: 'enumeration', fieldType: 'select' },
  multichoice: { type: 'enumeration', fieldType: 'checkbox' },
  user: { type: 'enumeration', fieldType: 'select', externalOptions: true, referencedObjectType: 'OWNER' },
  url: { type: 'string', fieldType: 'text' },
  email: { type: 'string', fieldType: 'text' },
  phone: { type: 'string', fieldType: 'phonenumber' },
};

const yesNo: readonly PropertyOption[] = [
  { label: 'Yes', value: 'true', displayOrder: 0, hidden: false },
  { label: 'No', value: 'false', displayOrder: 1, hidden: false },
];

/** The property of a field. */
export function propertyBody(field: Field, name: string, group: string): PropertyBody {
  const options = field.type === 'yesno' ? yesNo : hasChoices(field) ? choiceOptions(field) : undefined;
  return {
    name,
    label: cut(titleOf(field), labelLimit),
    groupName: group,
    ...shapes[field.type],
    ...(field.doc === undefined ? {} : { description: oneLine(field.doc) }),
    ...(options === undefined ? {} : { options }),
  };
}

function hasChoices(field: Field): boolean {
  return field.type === 'choice' || field.type === 'multichoice';
}

/**
 * Options keep the names of the choices as values. Labels and values that differ only in letter case are told apart
 * by the name, or a mark made from it.
 */
function choiceOptions(field: Field): readonly PropertyOption[] {
  const seen = new Set<string>();
  const values = new Set<string>();
  return field.choices.map((choice, displayOrder) => {
    const title = cut(titleOf(choice), labelLimit);
    const label = seen.has(title.toLowerCase()) ? `${cut(title, 200)} (${choice.name})` : title;
    seen.add(label.toLowerCase());
    const written = choice.crmNames?.hubspot ?? choice.name;
    const value = values.has(written.toLowerCase()) ? `${written}_${shortHash(choice.id)}` : written;
    values.add(value.toLowerCase());
    return { label, value, displayOrder, hidden: false };
  });
}

/** The date property that stands in for evidence of that label. */
export function helperBody(label: string, name: string): PropertyBody {
  return {
    name,
    label: cut(label, labelLimit),
    groupName: evidenceGroup.name,
    type: 'date',
    fieldType: 'date',
    description: 'The day on which this happened.',
  };
}

/** For each field that a framework holds, the group of the first such framework. */
export function frameworkGroups(model: ProjectModel): ReadonlyMap<ElementId, GroupBody> {
  const groups = new Map<ElementId, GroupBody>();
  for (const framework of model.frameworks) {
    const group = { name: internalName(framework.name), label: cut(titleOf(framework), labelLimit) };
    for (const ref of framework.fields) {
      if (ref.target !== undefined && !groups.has(ref.target)) groups.set(ref.target, group);
    }
  }
  return groups;
}
