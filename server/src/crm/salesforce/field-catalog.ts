import type { Finding } from '../../model/finding.ts';
import type { Field, ObjectType, ProjectModel } from '../../model/model.ts';
import type { ElementId, Ref, Span } from '../../model/source.ts';
import { limitFinding } from '../../standards/crm/limit.ts';
import { MAX, salesforceLimits } from '../../standards/crm/salesforce.ts';
import { NameSpace } from '../naming.ts';
import { titleOf } from '../stages.ts';
import { cut, oneLine } from '../text.ts';
import type { CustomField, PicklistValue } from './custom-field.ts';
import type { VisibleField } from './formula/compile.ts';
import { objectName } from './host.ts';
import { customObjectFields, type SalesforceType, standardFields } from './standard-fields.ts';

/** A field of the model as it is in Salesforce. */
export interface CatalogField {
  readonly object: string;
  /** API name. */
  readonly name: string;
  readonly type: SalesforceType;
  /** API values of the declared choices, by element id. */
  readonly choices: ReadonlyMap<ElementId, string>;
  /** What to generate; `undefined` for fields that Salesforce or a package brings along. */
  readonly custom: CustomField | undefined;
}

const types: Readonly<Record<Field['type'], SalesforceType>> = {
  text: 'text',
  url: 'text',
  email: 'text',
  phone: 'text',
  longtext: 'longtext',
  number: 'number',
  currency: 'number',
  percent: 'percent',
  date: 'date',
  datetime: 'datetime',
  yesno: 'checkbox',
  choice: 'picklist',
  multichoice: 'multipicklist',
  user: 'user',
};

/** The objects a formula on an object can look up, with the name of the lookup. */
const lookups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Opportunity: { Account: 'Account' },
  Contact: { Account: 'Account' },
};

/**
 * All fields of the model under their Salesforce names: as given in the source, standard where the library says so, else
 * derived from the label. Fields that stand in for evidence are added as they are asked for.
 */
export class FieldCatalog {
  readonly findings: Finding[] = [];
  readonly #byId = new Map<ElementId, CatalogField>();
  readonly #names = new Map<string, NameSpace>();
  /** Labels of fields with their object, in lower case. */
  readonly #labels = new Set<string>();
  readonly #used = new Set<ElementId>();
  readonly #helpers = new Map<string, CustomField>();

  constructor(model: ProjectModel) {
    for (const object of model.objects) {
      const given = object.fields.map((field) => [field, this.#givenName(field, objectName(object))] as const);
      for (const [field, name] of given) if (name !== undefined) this.#add(object, field, name);
      for (const [field, name] of given) if (name === undefined) this.#add(object, field, undefined);
    }
  }

  get(id: ElementId | undefined): CatalogField | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** The field, marked as used: fields of the library that Salesforce does not have are generated once they are. */
  use(id: ElementId | undefined): CatalogField | undefined {
    const field = this.get(id);
    if (field && id !== undefined) this.#used.add(id);
    return field;
  }

  /** The field as formulas on that object see it. */
  visibleFrom(object: string, ref: Ref): VisibleField | 'unreachable' | undefined {
    const field = this.get(ref.target);
    if (!field) return undefined;
    const lookup = field.object === object ? '' : lookups[object]?.[field.object];
    // Long texts and compounds are visible on the record itself only.
    const isLocal = field.type === 'longtext' || field.type === 'compound' || field.type === 'reference';
    if (lookup === undefined || (lookup !== '' && isLocal)) return 'unreachable';
    this.use(ref.target);
    const prefix = lookup === '' ? '' : `${lookup}.`;
    const visible = { path: `${prefix}${field.name}`, type: field.type, choices: field.choices };
    return field.type === 'user' ? { ...visible, namePath: `${prefix}${userName(field)}` } : visible;
  }

  /** A field that stands in for evidence; the same identity on an object is the same field. */
  helper(
    object: string,
    identity: string,
    define: () => Pick<CustomField, 'label' | 'type'> & { description: string; values?: readonly PicklistValue[] },
    span: Span,
  ): CustomField {
    const key = `${object}|${identity}`;
    const known = this.#helpers.get(key);
    if (known) return known;
    const { label, description, type, values = [] } = define();
    const name = `${this.#namesOf(object).claim(label, { max: MAX.apiName, fallback: 'Helper', identity })}__c`;
    const helper: CustomField = { object, name, label, description, type, values, span };
    this.#helpers.set(key, helper);
    return helper;
  }

  /** The fields to generate: those the project declares, those of the library in use, and the helpers. */
  customFields(onlyUsed: boolean, model: ProjectModel): readonly CustomField[] {
    const declared = [...this.#byId].flatMap(([id, field]) => {
      const element = model.element(id);
      const isOwn = element?.kind === 'field' && !element.builtin;
      return field.custom && (this.#used.has(id) || (isOwn && !onlyUsed)) ? [field.custom] : [];
    });
    return [...declared, ...this.#helpers.values()];
  }

  #namesOf(object: string): NameSpace {
    let names = this.#names.get(object.toLowerCase());
    if (!names) {
      names = new NameSpace();
      this.#names.set(object.toLowerCase(), names);
    }
    return names;
  }

  /** The name the source gives, where Salesforce takes it. */
  #givenName(field: Field, object: string): string | undefined {
    const given = field.crmNames.salesforce;
    if (given === undefined) return undefined;
    const isStandard = typeOfStandard(object, given) !== undefined;
    const isManaged = /^[A-Za-z]\w{0,14}__[A-Za-z]\w*__c$/.test(given);
    const base = given.replace(/__c$/, '');
    const isCustom = given.endsWith('__c') && base.length <= MAX.apiName && /^[A-Za-z](_?[A-Za-z0-9])*$/.test(base);
    if (isStandard || isManaged || isCustom) return given;
    // The library knows standard fields that this table may not list.
    if (field.builtin && /^[A-Za-z]\w*$/.test(given)) return given;
    this.#report(
      'fieldName',
      field,
      `Salesforce takes no field named “${oneLine(given)}” on ${object}: a standard field is spelt otherwise, and a custom field ends in __c. Correct the name, or leave it out.`,
    );
    return undefined;
  }

  #add(object: ObjectType, field: Field, given: string | undefined): void {
    const on = objectName(object);
    const names = this.#namesOf(on);
    const label = oneLine(titleOf(field)) || field.name;
    let name = given;
    if (name === undefined) {
      name = `${names.claim(label, { max: MAX.apiName, fallback: field.name, identity: field.id })}__c`;
    } else if (!names.reserve(name.replace(/__c$/, ''))) {
      this.#report(
        'fieldConflict',
        field,
        `Another field of ${on} is named “${name}” in Salesforce, and letter case does not tell them apart. Give one of them another name.`,
      );
      return;
    }
    const standard = typeOfStandard(on, name);
    const isGenerated = /^[A-Za-z](_?[A-Za-z0-9])*__c$/.test(name);
    const choices = isGenerated || standard === undefined ? this.#choices(field) : new Map<ElementId, string>();
    const hasChoices = field.type === 'choice' || field.type === 'multichoice';
    const type = hasChoices && choices.size === 0 ? 'text' : field.type;
    if (isGenerated && label.length > MAX.fieldLabel && !field.builtin) {
      this.#report(
        'fieldLabel',
        field,
        `Salesforce takes field labels of at most ${MAX.fieldLabel} characters, this one has ${label.length}. Shorten it.`,
      );
    }
    const twin = `${on}.${label}`.toLowerCase();
    if (isGenerated && !field.builtin && this.#labels.has(twin)) {
      this.#report(
        'fieldLabel',
        field,
        `Another field of ${on} is labelled “${cut(label, 60)}” as well: reps, messages and reports cannot tell them apart. Change one of the labels.`,
      );
    }
    this.#labels.add(twin);
    const custom: CustomField = {
      object: on,
      name,
      label,
      description: field.doc?.trim() || undefined,
      type,
      values: field.choices.flatMap((choice) => {
        const value = choices.get(choice.id);
        return value === undefined ? [] : [{ value, label: cut(oneLine(titleOf(choice)), MAX.choice) || value }];
      }),
      span: field.nameSpan,
    };
    this.#byId.set(field.id, {
      object: on,
      name,
      type: standard ?? types[type],
      choices,
      custom: isGenerated ? custom : undefined,
    });
  }

  /** API values are the labels, as in a picklist made by hand; where labels do not do, the names. */
  #choices(field: Field): ReadonlyMap<ElementId, string> {
    const values = new Map<ElementId, string>();
    const taken = new NameSpace();
    for (const choice of field.choices) {
      const label = oneLine(choice.crmNames?.salesforce ?? titleOf(choice));
      const fits = label !== '' && label.length <= MAX.choice && !(field.type === 'multichoice' && label.includes(';'));
      let value = label;
      if (!fits || !taken.reserve(label)) {
        const message = fits
          ? `Another choice of “${field.name}” reads “${label}”, and Salesforce does not tell them apart. Change one of them.`
          : `Salesforce cannot hold this choice: at most ${MAX.choice} characters, and no semicolon where several can be chosen. Change its label.`;
        this.#report('choices', { ...field, nameSpan: choice.label?.span ?? choice.nameSpan }, message);
        value = taken.claim(choice.name, { max: MAX.choice, fallback: 'Choice', identity: choice.id });
      }
      values.set(choice.id, value);
    }
    return values;
  }

  #report(limit: keyof typeof salesforceLimits, field: Pick<Field, 'id' | 'nameSpan'>, message: string): void {
    const path = field.id.slice(field.id.indexOf(':') + 1);
    this.findings.push(limitFinding(salesforceLimits[limit], { span: field.nameSpan, path, message }));
  }
}

function typeOfStandard(object: string, name: string): SalesforceType | undefined {
  return standardFields[object]?.[name] ?? (object.endsWith('__c') ? customObjectFields[name] : undefined);
}

/** The path of the name of the user that a field points to. */
function userName(field: CatalogField): string {
  if (field.name === 'OwnerId') {
    return field.object === 'Opportunity' || field.object === 'Account' ? 'Owner.Name' : 'Owner:User.Name';
  }
  return field.name.endsWith('__c') ? `${field.name.slice(0, -1)}r.Name` : `${field.name.replace(/Id$/, '')}.Name`;
}
