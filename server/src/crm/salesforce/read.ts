import type { InputFile } from '../backend.ts';
import { claimOrder } from '../naming.ts';
import type {
  CrmSnapshot,
  SnapshotField,
  SnapshotObject,
  SnapshotPipeline,
  SnapshotRule,
  SnapshotStage,
} from '../snapshot.ts';
import { count, list } from '../text.ts';
import { type Component, type Components, rawName, readComponents } from './components.ts';
import { decodeName } from './encoding.ts';
import { textOfHtml } from './html.ts';
import { Ownership } from './ownership.ts';
import { fieldTypes, labelOf, picklistNodes, standardKeyFields } from './read-fields.ts';
import { flattened, withPlans } from './read-guidance.ts';
import { withActivities } from './read-recent.ts';
import { recognizeRules } from './read-rules.ts';
import { closedByDescription, type StageDefinition, stageDefinition, usualState } from './read-stages.ts';
import { child, childrenOf, childText, type XmlNode } from './read-xml.ts';
import { readCommitment } from './rule-words.ts';

/** Reads a Salesforce project in source or metadata format; files that are not metadata are left alone. */
export function readSalesforce(files: readonly InputFile[]): CrmSnapshot {
  return new Reader(files, readComponents(files)).read();
}

/** What a path shows in a stage. */
interface PathStep {
  readonly fields: readonly string[];
  readonly guidance: string | undefined;
}

class Reader {
  readonly #components: readonly Component[];
  readonly #ours: Ownership;
  readonly #notes: { file: string; message: string }[];
  /** Keys of the pipelines whose path was generated. */
  readonly #ownPaths = new Set<string>();

  constructor(files: readonly InputFile[], { list: components, unread }: Components) {
    this.#components = components;
    this.#notes = [...unread];
    this.#ours = new Ownership(files, components);
  }

  read(): CrmSnapshot {
    const pipelines = this.#pipelines();
    const fields = this.#fields(pipelines);
    const rules = inClaimOrder(this.#ofType('ValidationRule').map((rule) => this.#rule(rule)));
    this.#noteOthers();
    const objects = this.#objects();
    const buyers = [...new Set(rules.flatMap(({ committedBy }) => committedBy ?? []))].map((label) => ({ label }));
    const read = withActivities({
      target: 'salesforce',
      pipelines,
      fields,
      rules,
      objects,
      buyers,
      notes: this.#notes,
    });
    const snapshot = withPlans(recognizeRules(read, this.#ownPaths), this.#ownPaths);
    const { pipelines: said, notes } = snapshot;
    return { ...snapshot, notes: [...notes, ...flattened({ ...read, pipelines: said }, this.#ownPaths)] };
  }

  #ofType(type: string): readonly Component[] {
    return this.#components.filter((component) => component.type === type);
  }

  #objects(): readonly SnapshotObject[] {
    return this.#ofType('CustomObject')
      .filter(({ fullName, node }) => fullName.endsWith('__c') && childText(node, 'label') !== undefined)
      .map((component) => ({
        name: component.fullName,
        label: childText(component.node, 'label') ?? '',
        ours: this.#ours.has(component),
      }));
  }

  #note(file: string, message: string): void {
    this.#notes.push({ file, message });
  }

  /** A process for each record type with a business process, and for business processes that no record type uses. */
  #pipelines(): readonly SnapshotPipeline[] {
    // Generated ones of one label come in the order in which they were written.
    const order = (type: Component) =>
      this.#ours.has(type) ? claimOrder(rawName(type), childText(type.node, 'label') ?? '') : -1;
    const types = [...this.#ofType('RecordType')].sort((a, b) => order(a) - order(b));
    const processes = this.#ofType('BusinessProcess');
    const used = new Set<Component>();
    const pipelines: SnapshotPipeline[] = [];
    for (const type of types) {
      const name = childText(type.node, 'businessProcess');
      const process = processes.find(
        (candidate) =>
          candidate.object === type.object && name !== undefined && rawName(candidate) === decodeName(name),
      );
      if (process) used.add(process);
      if (name !== undefined && !process) {
        this.#note(
          type.file,
          `The record type refers to the business process “${decodeName(name)}”, which no file holds.`,
        );
      }
      const names = process ? valueNames(process.node) : this.#stagesOfType(type);
      this.#notePicklists(type);
      if (names) pipelines.push(this.#pipeline(type, names, process));
    }
    for (const process of processes) {
      if (!used.has(process)) pipelines.push(this.#pipeline(undefined, valueNames(process.node), process));
    }
    if (processes.length === 0 && pipelines.length === 0) pipelines.push(...this.#bareValueSets());
    return pipelines;
  }

  /** Of objects without business processes: the picklist of the path, or of that name, chooses the stages. */
  #stagesOfType(type: Component): readonly string[] | undefined {
    const path = this.#pathOf(type.object, rawName(type));
    const field = path ? childText(path.node, 'fieldName') : 'Sales_Stage__c';
    const picklist = childrenOf(type.node, 'picklistValues').find((each) => childText(each, 'picklist') === field);
    return picklist && valueNames(picklist);
  }

  /** A list of stages without any business process is one process. */
  #bareValueSets(): readonly SnapshotPipeline[] {
    return this.#ofType('StandardValueSet').flatMap((set) => {
      const object = { OpportunityStage: 'Opportunity', LeadStatus: 'Lead' }[set.fullName];
      const names = childrenOf(set.node, 'standardValue').map((value) => childText(value, 'fullName') ?? '');
      if (object === undefined) return [];
      return [this.#assemble(object, `${object} process`, `${object} process`, undefined, names, set.file)];
    });
  }

  #pipeline(type: Component | undefined, names: readonly string[], process: Component | undefined): SnapshotPipeline {
    const main = type ?? process;
    const object = main?.object ?? 'Opportunity';
    const key = main ? rawName(main) : object;
    const label = (type && childText(type.node, 'label')) ?? key.replace(/(.) process$/, '$1');
    const description = [type, process].map((each) => each && childText(each.node, 'description')).find(Boolean);
    const file = main?.file ?? '';
    if (
      (type && childText(type.node, 'active') === 'false') ||
      (process && childText(process.node, 'isActive') === 'false')
    ) {
      this.#note(file, `“${label}” is not active in Salesforce; it was read all the same.`);
    }
    return this.#assemble(object, key, label, description, names, file, type && rawName(type));
  }

  #assemble(
    object: string,
    key: string,
    label: string,
    description: string | undefined,
    names: readonly string[],
    file: string,
    type?: string,
  ): SnapshotPipeline {
    const known = this.#definitions(object);
    const order = [...known.keys()].filter((name) => names.includes(name));
    const unknown = names.filter((name) => !known.has(name));
    if (unknown.length > 0) {
      const which = list(unknown.map((name) => `“${name}”`));
      this.#note(
        file,
        `No list of stages says what ${which} ${unknown.length === 1 ? 'means' : 'mean'}: probability and forecast category are not known, and closed or won only from the name.`,
      );
    }
    const path = this.#pathOf(object, type);
    const steps = path ? pathSteps(path, this.#ours.has(path)) : new Map<string, PathStep>();
    if (path && this.#ours.has(path)) this.#ownPaths.add(key);
    for (const [stage] of steps) {
      if (path && !names.includes(stage))
        this.#note(
          path.file,
          `The path has guidance or key fields for “${stage}”, which is no stage of “${label}”: they were left out.`,
        );
    }
    const stages = [...order, ...unknown].map((name): SnapshotStage => {
      const definition = known.get(name);
      const step = steps.get(name);
      return {
        key: name,
        label: name,
        probability: definition?.probability,
        forecast: definition?.forecast,
        state: definition?.state ?? usualState(name),
        ...(definition?.disqualified ? { disqualified: true } : {}),
        ...(definition?.parked ? { parked: true } : {}),
        description: definition?.description,
        guidance: step?.guidance,
        keyFields: step?.fields ?? [],
      };
    });
    const isDeal = object === 'Opportunity';
    return { key, label, description, stages, ...(isDeal ? {} : { object }) };
  }

  /** The path of the record type, else the one for records without a record type. */
  #pathOf(object: string | undefined, type: string | undefined): Component | undefined {
    const paths = this.#ofType('PathAssistant').filter((path) => childText(path.node, 'entityName') === object);
    const of = (name: string) => paths.find((path) => childText(path.node, 'recordTypeName') === name);
    return (
      (type === undefined ? undefined : of(type)) ?? (type === undefined ? (of('__MASTER__') ?? undefined) : undefined)
    );
  }

  /** The stages of an object, in order: those of its value set, or of the picklist that its paths name. */
  #definitions(object: string): ReadonlyMap<string, StageDefinition> {
    const set = { Opportunity: 'OpportunityStage', Lead: 'LeadStatus' }[object];
    const values = set
      ? this.#ofType('StandardValueSet').find((each) => each.fullName === set)
      : this.#ofType('CustomField').find(
          (field) => field.object === object && field.fullName === this.#stageField(object),
        );
    const nodes = values ? (set ? childrenOf(values.node, 'standardValue') : picklistNodes(values.node)) : [];
    const definitions = new Map<string, StageDefinition>();
    for (const node of nodes) {
      const name = childText(node, 'fullName');
      if (name === undefined) continue;
      if (childText(node, 'isActive') === 'false') this.#note(values?.file ?? '', `The stage “${name}” is not active.`);
      const definition = stageDefinition(name, node);
      definitions.set(name, closedByDescription(definition, set === 'OpportunityStage'));
    }
    return definitions;
  }

  #stageField(object: string): string {
    const path = this.#ofType('PathAssistant').find((each) => childText(each.node, 'entityName') === object);
    return (path && childText(path.node, 'fieldName')) ?? 'Sales_Stage__c';
  }

  /** Record types may limit other picklists; the language does not say so. */
  #notePicklists(type: Component): void {
    if (this.#ours.has(type)) return;
    const others = childrenOf(type.node, 'picklistValues').map((each) => childText(each, 'picklist') ?? '');
    if (others.length === 0) return;
    this.#note(
      type.file,
      `The record type chooses the values of ${count(others.length, 'picklist')}, which is left to Salesforce: ${others.join(', ')}.`,
    );
  }

  #fields(pipelines: readonly SnapshotPipeline[]): readonly SnapshotField[] {
    const stageFields = new Set(pipelines.map(({ object = 'Opportunity' }) => `${object}.${this.#stageField(object)}`));
    const custom = this.#ofType('CustomField').flatMap((component): SnapshotField[] => {
      const name = component.fullName.slice(component.fullName.lastIndexOf('.') + 1);
      const object = component.object ?? 'Opportunity';
      if (stageFields.has(`${object}.${name}`)) return [];
      const { node } = component;
      const written = childText(node, 'type');
      // Standard fields have no type in metadata: what was changed about them stays as it is.
      if (written === undefined || !name.endsWith('__c')) return [];
      const type = fieldTypes[written];
      if (child(node, 'formula'))
        this.#note(component.file, `The field ${name} is calculated by a formula, which stays in Salesforce.`);
      if (type === undefined)
        this.#note(component.file, `The field ${name} is of the type ${written}; it is read as text.`);
      return [
        {
          name,
          object,
          label: labelOf(node, name),
          type: type ?? 'text',
          choices: picklistNodes(node).map((value) => {
            const api = childText(value, 'fullName') ?? '';
            return { value: api, label: childText(value, 'label') ?? api };
          }),
          description: childText(node, 'description'),
          ours: this.#ours.has(component),
        },
      ];
    });
    return [...custom, ...standardKeyFields(pipelines)];
  }

  #rule(component: Component): SnapshotRule {
    const { node } = component;
    const buyers = readCommitment(childText(node, 'description'));
    return {
      ...(component.object === undefined ? {} : { object: component.object }),
      name: rawName(component),
      active: childText(node, 'active') !== 'false',
      formula: childText(node, 'errorConditionFormula') ?? '',
      message: childText(node, 'errorMessage') ?? '',
      ours: this.#ours.has(component),
      ...(buyers === undefined ? {} : { isCommitment: true }),
      ...(buyers === undefined || buyers.length === 0 ? {} : { committedBy: buyers }),
    };
  }

  /** What is there and plays no part in a process: nothing is passed over in silence. */
  #noteOthers(): void {
    const read = [
      'StandardValueSet',
      'BusinessProcess',
      'RecordType',
      'CustomField',
      'ValidationRule',
      'PathAssistant',
    ];
    const made = ['PermissionSet', 'ListView', 'CustomObject'];
    const others = new Map<string, number>();
    for (const component of this.#components) {
      const { type } = component;
      if (
        /^(Package|PathAssistantSettings)$/.test(type) ||
        read.includes(type) ||
        (made.includes(type) && this.#ours.has(component))
      )
        continue;
      others.set(type, (others.get(type) ?? 0) + 1);
    }
    for (const [type, number] of others) {
      this.#note(
        '',
        `${count(number, `${type} component`)} ${number === 1 ? 'was' : 'were'} not read: a process says nothing about ${number === 1 ? 'it' : 'them'}.`,
      );
    }
  }
}

/** Generated rules of equal names and messages are told apart by marks, which say in which order they were written. */
function inClaimOrder(rules: readonly SnapshotRule[]): readonly SnapshotRule[] {
  const order = ({ ours, formula, name, message }: SnapshotRule) => {
    const type = ours ? /RecordType\.DeveloperName = "([^"]*)"/.exec(formula)?.[1] : undefined;
    return type === undefined ? -1 : claimOrder(name, `${type}/${message}`);
  };
  return rules
    .map((rule) => ({ rule, at: order(rule) }))
    .sort((a, b) => a.at - b.at)
    .map(({ rule }) => rule);
}

function valueNames(node: XmlNode): readonly string[] {
  return childrenOf(node, 'values').flatMap((value) => {
    const name = childText(value, 'fullName');
    return name === undefined ? [] : [decodeName(name)];
  });
}

/**
 * What a path shows, by stage. Signs that people type before the items of a list are left out; in generated guidance a line
 * begins as it was written.
 */
function pathSteps(path: Component, isOurs: boolean): ReadonlyMap<string, PathStep> {
  const textOf = (info: string) =>
    isOurs ? textOfHtml(info) : textOfHtml(info).replace(/^(?:[-–—*•·▪◦‣●] *)+(?=\S)/gm, '');
  return new Map(
    childrenOf(path.node, 'pathAssistantSteps').map((step) => {
      const info = childText(step, 'info');
      const fields = childrenOf(step, 'fieldNames').map((field) => field.text.trim());
      return [childText(step, 'picklistValueName') ?? '', { fields, guidance: info && (textOf(info) || undefined) }];
    }),
  );
}
