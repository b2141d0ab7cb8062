import { MAX } from '../../standards/crm/salesforce.ts';
import type { InputFile } from '../backend.ts';
import { type Component, readComponents } from './components.ts';
import { decodeName } from './encoding.ts';
import { fieldsOfFormula, stagesOfFormula } from './formula/inspect.ts';
import { parseFormula } from './formula/parse.ts';
import { child, childrenOf, childText, type XmlNode } from './read-xml.ts';
import { customObjectFields, standardFields } from './standard-fields.ts';

/** Something that Salesforce would refuse, or that would not work, and that no schema catches. */
export interface MetadataProblem {
  readonly file: string;
  readonly check:
    | 'well-formed'
    | 'ghost-stage'
    | 'key-fields'
    | 'length'
    | 'dangling'
    | 'probability'
    | 'duplicate'
    | 'file-name'
    | 'api-name'
    | 'formula'
    | 'encoding'
    | 'manifest';
  readonly message: string;
}

/** Checks metadata files, in source or metadata format, against what the schema cannot know. */
export function checkMetadata(files: readonly InputFile[]): readonly MetadataProblem[] {
  const checker = new Checker(files);
  checker.run();
  return checker.problems;
}

class Checker {
  readonly problems: MetadataProblem[] = [];
  readonly #components: readonly Component[];
  readonly #manifest: Component | undefined;

  constructor(files: readonly InputFile[]) {
    const { list, unread } = readComponents(files);
    this.#components = list;
    this.#manifest = list.find((component) => component.type === 'Package');
    for (const { file, message } of unread) this.#report(file, 'well-formed', message);
  }

  run(): void {
    for (const component of this.#components) {
      this.#fileName(component);
      this.#checks[component.type]?.(component);
    }
    this.#duplicates();
    this.#checkManifest();
  }

  readonly #checks: Readonly<Record<string, (component: Component) => void>> = {
    StandardValueSet: (component) => this.#valueSet(component),
    BusinessProcess: (component) => this.#businessProcess(component),
    RecordType: (component) => this.#recordType(component),
    CustomField: (component) => this.#customField(component),
    ValidationRule: (component) => this.#validationRule(component),
    PathAssistant: (component) => this.#path(component),
    PermissionSet: (component) => this.#permissionSet(component),
    ListView: (component) => this.#listView(component),
  };

  #report(file: string, check: MetadataProblem['check'], message: string): void {
    this.problems.push({ file, check, message });
  }

  #fileName({ type, file, fileName, node }: Component): void {
    const written = childText(node, 'fullName');
    if (written === undefined || fileName === undefined || type === 'Package') return;
    if (written !== fileName)
      this.#report(file, 'file-name', `The file is named “${fileName}”, and the component in it “${written}”.`);
  }

  #valueSet({ file, node, fileName }: Component): void {
    const values = childrenOf(node, 'standardValue');
    this.#unique(
      file,
      'value',
      values.map((value) => childText(value, 'fullName') ?? ''),
    );
    if (values.length > MAX.stages)
      this.#report(file, 'length', `There are ${values.length} values, and at most ${MAX.stages} are allowed.`);
    for (const value of values) {
      const name = childText(value, 'fullName') ?? '';
      this.#length(file, 'stage name', name, MAX.stageName);
      if (fileName !== 'OpportunityStage') continue;
      for (const needed of ['closed', 'won', 'forecastCategory', 'probability']) {
        if (!child(value, needed))
          this.#report(file, 'dangling', `The stage “${name}” says no ${needed}, which a new stage needs.`);
      }
      const probability = Number(childText(value, 'probability') ?? 0);
      if (!Number.isInteger(probability) || probability < 0 || probability > 100) {
        this.#report(
          file,
          'probability',
          `The stage “${name}” has a probability of ${childText(value, 'probability')}.`,
        );
      }
      if (childText(value, 'won') === 'true' && childText(value, 'closed') !== 'true') {
        this.#report(file, 'dangling', `The stage “${name}” is won but not closed.`);
      }
    }
  }

  #businessProcess(component: Component): void {
    const { file, node, object } = component;
    this.#length(file, 'name', decodeName(component.fullName), MAX.businessProcessName);
    this.#encoded(file, component.fullName);
    this.#values(file, 'value', node, stageNamesOf(this.#components, object));
  }

  #recordType(component: Component): void {
    const { file, node, object } = component;
    this.#apiName(file, 'record type', component.fullName, MAX.recordTypeName);
    const process = childText(node, 'businessProcess');
    const processes = this.#ofType('BusinessProcess', object);
    if (process !== undefined) {
      this.#encoded(file, process);
      if (processes.length > 0 && !processes.some((candidate) => candidate.fullName === process)) {
        this.#report(file, 'dangling', `There is no business process “${process}”.`);
      }
    }
    for (const picklist of childrenOf(node, 'picklistValues')) {
      const name = childText(picklist, 'picklist') ?? '';
      const field = this.#ofType('CustomField', object).find((candidate) => fieldName(candidate) === name);
      if (name.endsWith('__c') && !field && this.#hasFields(object)) {
        this.#report(file, 'dangling', `There is no field “${name}”, whose values the record type lists.`);
      }
      this.#values(file, 'value', picklist, field && picklistValues(field.node));
    }
  }

  /** Values are percent-encoded, unique, and known where what they come from is. */
  #values(file: string, what: string, node: XmlNode, known: ReadonlySet<string> | undefined): void {
    const names = childrenOf(node, 'values').map((value) => childText(value, 'fullName') ?? '');
    this.#unique(file, what, names);
    for (const name of names) {
      this.#encoded(file, name);
      if (known && !known.has(decodeName(name)))
        this.#report(file, 'ghost-stage', `“${decodeName(name)}” is no value of the list it comes from.`);
    }
    const defaults = childrenOf(node, 'values').filter((value) => childText(value, 'default') === 'true');
    if (defaults.length > 1) this.#report(file, 'duplicate', 'More than one value is the default.');
  }

  #customField({ file, node, fullName }: Component): void {
    const name = fullName.slice(fullName.lastIndexOf('.') + 1);
    if (name.endsWith('__c'))
      this.#apiName(file, 'field', name.replace(/__c$/, '').replace(/^[A-Za-z]\w{0,14}?__/, ''), MAX.apiName);
    const label = childText(node, 'label');
    if (label !== undefined) this.#length(file, 'label', label, MAX.fieldLabel);
    const values = picklistNodes(node);
    this.#unique(
      file,
      'value',
      values.map((value) => childText(value, 'fullName') ?? ''),
    );
    for (const value of values) this.#length(file, 'value', childText(value, 'fullName') ?? '', MAX.choice);
    const type = childText(node, 'type') ?? '';
    if (/Picklist$/.test(type) && values.length === 0 && !child(child(node, 'valueSet') ?? node, 'valueSetName')) {
      this.#report(file, 'dangling', 'The picklist has no values.');
    }
    if (/^(Checkbox)$/.test(type) && !child(node, 'defaultValue'))
      this.#report(file, 'dangling', 'A checkbox needs a defaultValue.');
  }

  #validationRule(component: Component): void {
    const { file, node, object } = component;
    this.#apiName(file, 'validation rule', component.fullName, MAX.ruleName);
    this.#length(file, 'message', childText(node, 'errorMessage') ?? '', MAX.message);
    const formula = childText(node, 'errorConditionFormula') ?? '';
    this.#length(file, 'formula', formula, MAX.formula);
    const parsed = parseFormula(formula);
    if ('error' in parsed) {
      this.#report(file, 'formula', `The formula cannot be read: ${parsed.error}.`);
      return;
    }
    for (const path of fieldsOfFormula(parsed)) this.#field(file, object, path);
    const stages = stageNamesOf(this.#components, object);
    for (const name of stages ? stagesOfFormula(parsed, stageFieldOf(object)) : []) {
      if (!stages?.has(name))
        this.#report(file, 'ghost-stage', `The formula names the stage “${name}”, which does not exist.`);
    }
  }

  #path({ file, node }: Component): void {
    const object = childText(node, 'entityName');
    const type = childText(node, 'recordTypeName') ?? '';
    const types = this.#ofType('RecordType', object);
    if (type !== '__MASTER__' && types.length > 0 && !types.some((candidate) => candidate.fullName === type)) {
      this.#report(file, 'dangling', `There is no record type “${type}”.`);
    }
    const steps = childrenOf(node, 'pathAssistantSteps');
    this.#unique(
      file,
      'step',
      steps.map((step) => childText(step, 'picklistValueName') ?? ''),
    );
    const stages = stageNamesOf(this.#components, object);
    for (const step of steps) {
      const stage = childText(step, 'picklistValueName') ?? '';
      if (stages && !stages.has(stage))
        this.#report(file, 'ghost-stage', `The path has a step “${stage}”, and there is no such stage.`);
      const fields = childrenOf(step, 'fieldNames').map((field) => field.text.trim());
      if (fields.length > MAX.keyFields)
        this.#report(
          file,
          'key-fields',
          `The step “${stage}” has ${fields.length} key fields, and at most ${MAX.keyFields} are shown.`,
        );
      this.#unique(file, 'key field', fields);
      for (const field of fields) this.#field(file, object, field);
      this.#length(file, `guidance of “${stage}”`, childText(step, 'info') ?? '', MAX.guidance);
    }
  }

  #permissionSet({ file, node }: Component): void {
    for (const permission of childrenOf(node, 'fieldPermissions')) {
      const [object, name = ''] = (childText(permission, 'field') ?? '').split('.');
      this.#field(file, object, name);
    }
    for (const visibility of childrenOf(node, 'recordTypeVisibilities')) {
      const [object, name] = (childText(visibility, 'recordType') ?? '').split('.');
      const types = this.#ofType('RecordType', object);
      if (types.length > 0 && !types.some((type) => type.fullName === name)) {
        this.#report(file, 'dangling', `There is no record type “${object}.${name}”.`);
      }
    }
  }

  #listView({ file, node, object, fullName }: Component): void {
    this.#apiName(file, 'list view', fullName, MAX.apiName);
    this.#length(file, 'label', childText(node, 'label') ?? '', MAX.listViewLabel);
    const stages = stageNamesOf(this.#components, object);
    for (const filter of childrenOf(node, 'filters')) {
      const written = childText(filter, 'value') ?? '';
      const value = stages?.has(written) ? written : written.replace(/^"([\s\S]*)"$/, '$1');
      const isStage = /^(OPPORTUNITY\.STAGE_NAME|LEAD\.STATUS)$/.test(childText(filter, 'field') ?? '');
      const isOne = childText(filter, 'operation') === 'equals' && (!value.includes(',') || stages?.has(value));
      if (isStage && isOne && stages && !stages.has(value)) {
        this.#report(file, 'ghost-stage', `The view shows the stage “${value}”, and there is no such stage.`);
      }
    }
  }

  /** Custom fields have to be there, standard fields known; fields of other records are not looked into. */
  #field(file: string, object: string | undefined, path: string): void {
    if (object === undefined || path.includes('.') || path.startsWith('$')) return;
    const own = this.#ofType('CustomField', object).some(
      (field) => fieldName(field).toLowerCase() === path.toLowerCase(),
    );
    if (own || (!path.endsWith('__c') && !standardFields[object])) return;
    const known = standardFields[object]?.[path] ?? (object.endsWith('__c') ? customObjectFields[path] : undefined);
    if (known !== undefined) return;
    if (path.endsWith('__c') ? this.#hasFields(object) : isPlainName(path)) {
      this.#report(file, 'dangling', `There is no field “${path}” on ${object}.`);
    }
  }

  #hasFields(object: string | undefined): boolean {
    return this.#ofType('CustomField', object).length > 0;
  }

  #ofType(type: string, object: string | undefined): readonly Component[] {
    return this.#components.filter((component) => component.type === type && component.object === object);
  }

  #duplicates(): void {
    const seen = new Map<string, Component>();
    for (const component of this.#components) {
      if (component.type === 'Package') continue;
      const key = `${component.type}|${component.object ?? ''}|${decodeName(component.fullName)}`.toLowerCase();
      if (seen.has(key))
        this.#report(component.file, 'duplicate', `There is another ${component.type} “${component.fullName}”.`);
      seen.set(key, component);
    }
  }

  #checkManifest(): void {
    if (!this.#manifest) return;
    const listed = new Set<string>();
    for (const types of childrenOf(this.#manifest.node, 'types')) {
      const type = childText(types, 'name') ?? '';
      for (const member of childrenOf(types, 'members')) {
        const name = member.text.trim();
        listed.add(`${type}|${name}`);
        if (type === 'StandardValueSet' && name === '*') {
          this.#report(this.#manifest.file, 'manifest', 'A manifest takes no * for standard value sets.');
        }
      }
    }
    for (const component of this.#components) {
      const { type, object, fullName } = component;
      const name =
        { PathAssistantSettings: 'PathAssistant' }[type] ??
        (object && type !== 'CustomObject' ? `${object}.${fullName}` : fullName);
      const key = `${type === 'PathAssistantSettings' ? 'Settings' : type}|${name}`;
      if (type !== 'Package' && !listed.has(key) && !listed.has(`${type}|*`)) {
        this.#report(this.#manifest.file, 'manifest', `The manifest does not list the ${type} “${name}”.`);
      }
      listed.delete(key);
    }
    for (const rest of listed) {
      if (!rest.endsWith('|*'))
        this.#report(
          this.#manifest.file,
          'manifest',
          `The manifest lists ${rest.replace('|', ' “')}”, and there is no such file.`,
        );
    }
  }

  #unique(file: string, what: string, names: readonly string[]): void {
    const seen = new Set<string>();
    for (const name of names) {
      const key = name.toLowerCase();
      if (seen.has(key))
        this.#report(file, 'duplicate', `The ${what} “${name}” is there twice; letter case does not tell two apart.`);
      seen.add(key);
    }
  }

  #length(file: string, what: string, text: string, max: number): void {
    if (text.length > max)
      this.#report(file, 'length', `The ${what} has ${text.length} characters, and at most ${max} are allowed.`);
  }

  #apiName(file: string, what: string, name: string, max: number): void {
    this.#length(file, `name of the ${what}`, name, max);
    if (!isPlainName(name)) {
      this.#report(
        file,
        'api-name',
        `“${name}” is no API name: a letter first, then letters, digits and single underscores, none at the end.`,
      );
    }
  }

  #encoded(file: string, name: string): void {
    if (/[^A-Za-z0-9 _%-]/.test(name) || /%(?![0-9A-F]{2})/.test(name)) {
      this.#report(file, 'encoding', `“${name}” is not percent-encoded.`);
    }
  }
}

function isPlainName(name: string): boolean {
  return /^[A-Za-z](_?[A-Za-z0-9])*$/.test(name);
}

function fieldName(component: Component): string {
  return component.fullName.slice(component.fullName.lastIndexOf('.') + 1);
}

function stageFieldOf(object: string | undefined): string {
  return { Opportunity: 'StageName', Lead: 'Status' }[object ?? ''] ?? 'Sales_Stage__c';
}

/** The stages of an object, where the files say what they are. */
function stageNamesOf(components: readonly Component[], object: string | undefined): ReadonlySet<string> | undefined {
  const set = { Opportunity: 'OpportunityStage', Lead: 'LeadStatus' }[object ?? ''];
  if (set === undefined) {
    const field = components.find(
      (candidate) =>
        candidate.type === 'CustomField' &&
        candidate.object === object &&
        fieldName(candidate) === stageFieldOf(object),
    );
    return field && picklistValues(field.node);
  }
  const values = components.find((candidate) => candidate.type === 'StandardValueSet' && candidate.fullName === set);
  return values && new Set(childrenOf(values.node, 'standardValue').map((value) => childText(value, 'fullName') ?? ''));
}

function picklistNodes(node: XmlNode): readonly XmlNode[] {
  const definition = child(child(node, 'valueSet') ?? node, 'valueSetDefinition');
  return definition ? childrenOf(definition, 'value') : [];
}

function picklistValues(node: XmlNode): ReadonlySet<string> | undefined {
  const values = picklistNodes(node);
  return values.length === 0 ? undefined : new Set(values.map((value) => childText(value, 'fullName') ?? ''));
}
