import { quote } from '../../base/strings.ts';
import type { FieldType, ObjectType } from '../../model/model.ts';
import { identifier } from '../naming.ts';
import type { CrmSnapshot, SnapshotActivity, SnapshotField } from '../snapshot.ts';
import { oneLine } from '../text.ts';
import type { DraftBuyers } from './buyers.ts';
import type { WordField } from './evidence-words.ts';
import { DeclaredNames } from './names.ts';
import { docComment } from './text.ts';

/** How a field of the CRM and its choices are called in the draft. */
export interface DraftNames {
  field(path: string): { readonly reference: string; readonly type: FieldType; readonly label: string } | undefined;
  choice(path: string, value: string): string | undefined;
  /** The activity whose date the field holds, as evidence, perhaps in the last days. */
  activity(path: string, within?: string): string | undefined;
}

/** How fields of the CRM are called in the draft, and the declarations that takes. */
export interface DraftFields {
  /** Reference such as `deal.pain_summary`, or `undefined` where the field is not known. */
  reference(object: string, name: string): string | undefined;
  /** Type of the field that a reference names, where it is known. */
  type(reference: string): FieldType | undefined;
  /** What words may say of records of an object of the CRM. */
  words(object: string): readonly WordField[];
  /** Object of the draft that stands for an object of the CRM, such as `deal`. */
  object(crmObject: string): string;
  /** Names as rules on an object of the CRM use them; a path such as `Account.Industry` leads to another object. */
  names(object: string): DraftNames;
  /** `object` and `framework` declarations, in order. */
  readonly declarations: readonly string[];
  readonly notes: readonly string[];
}

/** Objects of the CRMs where pipelines and key fields live if nothing says otherwise. */
const dealNames: Readonly<Record<string, string>> = {
  salesforce: 'Opportunity',
  hubspot: 'deals',
  pipedrive: 'deal',
};

/** The name of the object that holds deals in that CRM. */
export function dealObject(target: string): string {
  return dealNames[target] ?? 'deal';
}

/**
 * Declares the fields of a snapshot on the objects of the library.
 *
 * A field that the library has under that CRM's name is used as it is. Fields that key fields name and no file
 * declares are declared as text, so that nothing is dropped.
 */
export function draftFields(
  snapshot: CrmSnapshot,
  library: readonly ObjectType[],
  asked: ReadonlySet<string>,
  buyers: DraftBuyers,
): DraftFields {
  const builtins = library
    .filter((object) => object.builtin)
    .map((object) => ({ ...object, fields: object.fields.filter((field) => field.builtin) }));
  const { target } = snapshot;
  const references = new Map<string, string>();
  const objects = new Map<string, ObjectType | undefined>();
  const names = new Map<string, string>();
  const objectNames = new DeclaredNames(builtins.map((object) => object.name));
  const notes: string[] = [];
  const declared: { object: string; field: SnapshotField }[] = [];
  const objectOf = (crmObject: string): string => {
    const known = names.get(crmObject);
    if (known !== undefined) return known;
    const builtin =
      builtins.find((object) => object.crmNames[target] === crmObject) ??
      builtins.find((object) => object.name === crmObject);
    const name =
      builtin?.name ?? objectNames.keep(target === 'salesforce' ? crmObject.replace(/__c$/, '') : crmObject, 'record');
    names.set(crmObject, name);
    objects.set(name, builtin);
    for (const field of builtin?.fields ?? []) {
      const crmName = field.crmNames[target];
      if (crmName !== undefined) references.set(`${crmObject}.${crmName}`, `${name}.${field.name}`);
      // A field of the library without a name in this CRM is kept under its own name there.
      else if (asked.has(`${crmObject}.${field.name}`) && !references.has(`${crmObject}.${field.name}`)) {
        references.set(`${crmObject}.${field.name}`, `${name}.${field.name}`);
      }
    }
    return name;
  };
  const deal = dealObject(target);
  objectOf(deal);
  const fieldNames = new Map<string, DeclaredNames>();
  const declare = (field: SnapshotField) => {
    const object = objectOf(field.object);
    const key = `${field.object}.${field.name}`;
    if (references.has(key)) return;
    const taken = fieldNames.get(object) ?? new DeclaredNames(objects.get(object)?.fields.map((each) => each.name));
    fieldNames.set(object, taken);
    references.set(
      key,
      `${object}.${taken.keep(draftName(target === 'pipedrive' ? field.label : field.name, target), 'field')}`,
    );
    declared.push({ object, field });
  };
  for (const field of snapshot.fields) {
    if (field.activity !== undefined) continue;
    if (!field.standard || asked.has(`${field.object}.${field.name}`)) declare(field);
  }
  for (const key of asked) {
    const [object, name] = [key.slice(0, key.indexOf('.')), key.slice(key.indexOf('.') + 1)];
    // Naming the object brings in what the library has on it.
    objectOf(object);
    if (references.has(key)) continue;
    if (snapshot.fields.length > 0)
      notes.push(`The field ${name} is asked for, but no file describes it: it is declared as text.`);
    declare({ name, object, label: name, type: 'text', choices: [], description: undefined });
  }
  for (const { name } of snapshot.objects ?? []) objectOf(name);
  const choiceNotes: string[] = [];
  const declarations = [...names].flatMap(([crmObject, object]) => {
    const own = declared.filter((each) => each.object === object);
    const described = snapshot.objects?.find((each) => each.name === crmObject);
    const isBuiltin = objects.get(object) !== undefined;
    if (own.length === 0 && (isBuiltin || described === undefined)) return [];
    const lines = own.map(({ field }) => {
      const reference = references.get(`${field.object}.${field.name}`) ?? '';
      return fieldLine(field, reference.slice(reference.indexOf('.') + 1), target, choiceNotes);
    });
    // An object that was generated is generated again under the name it gets by itself; others are only referred to.
    if (!isBuiltin && target === 'salesforce' && !described?.ours) lines.unshift(`  salesforce ${quote(crmObject)}`);
    const label = isBuiltin ? '' : ` ${quote(described?.label ?? object)}`;
    return [`object ${object}${label} {\n${lines.join('\n')}\n}`];
  });
  return {
    reference: (object, name) => references.get(`${object}.${name}`),
    type: (reference) => {
      const own = declared.find(({ field }) => references.get(`${field.object}.${field.name}`) === reference);
      const [object = '', name] = reference.split('.');
      return own?.field.type ?? objects.get(object)?.fields.find((each) => each.name === name)?.type;
    },
    words: (crmObject) => {
      const object = objectOf(crmObject);
      const own = declared.filter((each) => each.object === object);
      const fields = (objects.get(object)?.fields ?? []).filter(
        ({ name }) => !own.some(({ field }) => field.name === name),
      );
      return [
        ...own.map(({ field }) => ({
          label: oneLine(field.label),
          reference: references.get(`${field.object}.${field.name}`) ?? '',
          type: field.type,
          choices: choiceNames(field).map(({ name, label, value }) => ({ label: oneLine(label || value), name })),
        })),
        ...fields.map(({ name, label, type, choices }) => ({
          label: oneLine(label?.value ?? '') || name,
          reference: `${object}.${name}`,
          type,
          choices: choices.map((choice) => ({
            label: oneLine(choice.label?.value ?? '') || choice.name,
            name: choice.name,
          })),
        })),
      ];
    },
    object: objectOf,
    names: (object) => {
      const at = (path: string) => {
        const [owner, name] = path.includes('.')
          ? [path.slice(0, path.indexOf('.')), path.slice(path.indexOf('.') + 1)]
          : [object, path];
        return { field: snapshot.fields.find((each) => each.object === owner && each.name === name), owner, name };
      };
      return {
        field: (path) => {
          const { field, owner, name } = at(path);
          const reference = references.get(`${owner}.${name}`);
          const builtin = objects.get(names.get(owner) ?? '')?.fields.find((each) => each.crmNames[target] === name);
          const type = field?.type ?? builtin?.type ?? 'text';
          // What the CRM brings along has no label in its files, only in the library.
          const own = field?.standard ? undefined : field?.label;
          const label = own ?? builtin?.label?.value ?? field?.label ?? name;
          return reference === undefined ? undefined : { reference, type, label };
        },
        activity: (path, within) => {
          const activity = at(path).field?.activity;
          return activity && activityText(activity, within, buyers);
        },
        choice: (path, value) => {
          const { field } = at(path);
          return field && choiceNames(field).find((each) => each.value === value)?.name;
        },
      };
    },
    declarations: [...declarations, ...frameworks(snapshot, references)],
    notes: [...notes, ...choiceNotes],
  };
}

function activityText(activity: SnapshotActivity, within: string | undefined, buyers: DraftBuyers): string {
  const { kind, name, state, preposition, parties, atLeast } = activity;
  const names = parties.flatMap((label) => buyers.name(label) ?? []);
  return [
    kind,
    ...(name === undefined ? [] : [quote(name)]),
    state,
    ...(preposition === undefined ? [] : [preposition, names.join(', ')]),
    ...(within === undefined ? [] : [`within ${within}`]),
    ...(atLeast === undefined ? [] : [`at least ${atLeast} times`]),
  ].join(' ');
}

/** `Pain_Summary__c` becomes `pain_summary`; names of other CRMs stay. */
function draftName(name: string, target: string): string {
  if (target === 'salesforce') return name.replace(/__c$/, '').replace(/^.*__/, '').toLowerCase();
  return target === 'hubspot' ? name : identifier(name).toLowerCase();
}

function fieldLine(field: SnapshotField, name: string, target: string, notes: string[]): string {
  const doc = field.description === undefined ? '' : `${docComment(field.description, '  ')}\n`;
  const hasChoices = field.type === 'choice' || field.type === 'multichoice';
  const choices = hasChoices ? choiceBlock(field, target, notes) : '';
  const crm = keepsName(field.name, name, target) ? '' : ` { ${target} ${quote(field.name)} }`;
  // An empty block of choices keeps the block of names from being read as one.
  const gap = hasChoices && choices === '' && crm !== '' ? ' { }' : '';
  return `${doc}  field ${name} ${quote(field.label)} : ${field.type}${choices}${gap}${crm}`;
}

/** Whether the backend derives the CRM's name from the field's own. */
function keepsName(crmName: string, name: string, target: string): boolean {
  if (target === 'csv') return true;
  // A code tells a custom field of Pipedrive; one that is new goes by its label.
  if (target === 'pipedrive') return !/^[0-9a-f]{40}$/.test(crmName);
  if (target !== 'hubspot') return false;
  return crmName === name && /^(?!hs_|hubspot_)[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) && name.length <= 100;
}

function choiceNames(field: SnapshotField) {
  const taken = new DeclaredNames();
  return field.choices.map((choice, index) => ({ ...choice, name: taken.keep(choice.value, `choice_${index + 1}`) }));
}

function choiceBlock(field: SnapshotField, target: string, notes: string[]): string {
  const choices = choiceNames(field).map(({ name, value, label }) => {
    // Salesforce takes a choice's label for its value, others its name.
    const derived = target === 'salesforce' ? label || value : name;
    const crm = derived === value || target === 'pipedrive' || target === 'csv' ? '' : ` { ${target} ${quote(value)} }`;
    return `${name} ${quote(label || value)}${crm}`;
  });
  if (choices.length === 0) {
    notes.push(`The field ${field.name} has no options in the export; its options are not declared.`);
    return '';
  }
  const flat = ` { ${choices.join('  ')} }`;
  return flat.length <= 80 ? flat : ` {\n    ${choices.join('\n    ')}\n  }`;
}

/** A framework for each property group other than the one that generated fields go to by themselves. */
function frameworks(snapshot: CrmSnapshot, references: ReadonlyMap<string, string>): readonly string[] {
  const groups = new Map<string, { label: string | undefined; fields: string[] }>();
  for (const field of snapshot.fields) {
    const reference = references.get(`${field.object}.${field.name}`);
    if (field.group === undefined || field.group.name === 'sales_process' || reference === undefined) continue;
    if (field.standard) continue;
    const group = groups.get(field.group.name) ?? { label: field.group.label, fields: [] };
    group.fields.push(reference);
    groups.set(field.group.name, group);
  }
  const taken = new DeclaredNames();
  return [...groups].map(([name, { label, fields }]) => {
    const title = label === undefined || label === name ? '' : ` ${quote(label)}`;
    return `framework ${taken.keep(name, 'Group')}${title} {\n${fields.map((field) => `  ${field}`).join('\n')}\n}`;
  });
}
