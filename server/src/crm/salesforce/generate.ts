import type { Finding } from '../../model/finding.ts';
import type { ObjectType, Process, ProjectModel } from '../../model/model.ts';
import type { Span } from '../../model/source.ts';
import { limitFinding } from '../../standards/crm/limit.ts';
import { MAX, salesforceLimits } from '../../standards/crm/salesforce.ts';
import type { Enforcement, Generated, GeneratedFile, GenerateOptions, SourceMapEntry } from '../backend.ts';
import { collectedFields, withoutSingleChoices } from '../criteria.ts';
import { NameSpace } from '../naming.ts';
import { reportFiles } from '../reports.ts';
import { titleOf } from '../stages.ts';
import { cut, jsonFile, oneLine } from '../text.ts';
import { type CustomField, customField } from './custom-field.ts';
import { encodeName } from './encoding.ts';
import { FieldCatalog } from './field-catalog.ts';
import { guidanceOf } from './guidance.ts';
import { objectName, type StageHost, stageHost } from './host.ts';
import * as metadata from './metadata.ts';
import { salesforceNotHeld } from './not-held.ts';
import { writeOutcomes } from './outcomes.ts';
import { PERMISSION_SET } from './ownership.ts';
import { writeMoves } from './process-rules.ts';
import { type Rule, RuleWriter } from './rules.ts';
import { businessProcessName, descriptionOf, inOrder, shownTitle } from './titles.ts';
import { type NamedStage, ValueList } from './value-list.ts';

/** `sourceApiVersion` where none is asked for. */
export const API_VERSION = '66.0';
const MAIN = 'force-app/main/default';
/** What a record type cannot be called: Salesforce's own one, and what Windows takes for a device in place of a file. */
const RESERVED = [
  'Master',
  'CON',
  'PRN',
  'AUX',
  'NUL',
  ...[...'123456789'].flatMap((digit) => [`COM${digit}`, `LPT${digit}`]),
];

/** A Salesforce project in source format: everything the processes of the model need, and nothing else. */
export function generate(model: ProjectModel, options: GenerateOptions): Generated {
  return new Generator(model, options).run();
}

/** One object with the processes on it. */
interface Hosted {
  readonly host: StageHost;
  readonly processes: readonly Process[];
  readonly list: ValueList;
  readonly ruleNames: NameSpace;
  readonly viewNames: NameSpace;
  readonly typeNames: NameSpace;
  readonly processNames: NameSpace;
}

class Generator {
  readonly #model: ProjectModel;
  readonly #options: GenerateOptions;
  readonly #catalog: FieldCatalog;
  readonly #files = new Map<string, GeneratedFile>();
  readonly #enforcement: Enforcement[] = [];
  readonly #sourceMap: SourceMapEntry[] = [];
  readonly #findings: Finding[] = [];
  /** Components by metadata type, for the manifest. */
  readonly #members = new Map<string, string[]>();
  readonly #recordTypes: string[] = [];
  readonly #pathNames = new NameSpace();

  constructor(model: ProjectModel, options: GenerateOptions) {
    this.#model = model;
    this.#options = options;
    this.#catalog = new FieldCatalog(model);
  }

  run(): Generated {
    const hosted = this.#hosts();
    const written = hosted.flatMap((at) => {
      const types = at.processes.map((process) => this.#process(at, process));
      this.#values(at);
      return types;
    });
    this.#fields();
    // Record types list the values of every choice on their object, helper fields included: they come last.
    for (const { at, process, type, businessProcess } of written) this.#recordType(at, process, type, businessProcess);
    this.#permissions(hosted);
    this.#project();
    const about = { id: 'salesforce', title: 'Salesforce' } as const;
    const beyond = salesforceNotHeld(
      hosted.flatMap(({ processes }) => processes),
      this.#model,
    );
    for (const { path, content } of reportFiles(about, this.#model, this.#enforcement, this.#sourceMap, beyond))
      this.#write(path, content);
    return {
      files: [...this.#files.values()].sort((a, b) => metadata.compare(a.path, b.path)),
      enforcement: this.#enforcement,
      sourceMap: this.#sourceMap,
      notHeld: beyond,
      findings: uniqueFindings([
        ...hosted.flatMap((at) => at.list.findings),
        ...this.#catalog.findings,
        ...this.#findings,
      ]),
    };
  }

  #hosts(): readonly Hosted[] {
    const byObject = new Map<string, { object: ObjectType; processes: Process[] }>();
    for (const process of inOrder(this.#model.processes)) {
      if (this.#options.process !== undefined && process.name !== this.#options.process) continue;
      const object = this.#model.element(process.object.target);
      // The language has reported a name that does not resolve.
      if (object?.kind !== 'object' || process.name === '') continue;
      const known = byObject.get(objectName(object));
      if (known) known.processes.push(process);
      else byObject.set(objectName(object), { object, processes: [process] });
    }
    // By name, so that names which all objects share do not depend on the order of the source.
    const objects = [...byObject].sort(([a], [b]) => metadata.compare(a, b)).map(([, hosted]) => hosted);
    return objects.map(({ object, processes }) => ({
      host: stageHost(object),
      processes,
      list: new ValueList(processes),
      ruleNames: new NameSpace(),
      viewNames: new NameSpace(),
      typeNames: new NameSpace(RESERVED),
      processNames: new NameSpace(),
    }));
  }

  #process(at: Hosted, process: Process) {
    const { host } = at;
    const title = shownTitle(process);
    const named = { max: MAX.recordTypeName, fallback: 'Process', identity: title };
    const type = at.typeNames.claim(title, named);
    const stages = at.list.stagesOf(process);
    const context = {
      model: this.#model,
      process,
      host,
      recordType: type,
      stages,
      catalog: this.#catalog,
      names: at.ruleNames,
    };
    const writer = new RuleWriter(context);
    writer.writeCriteria();
    const reasons = writeOutcomes(context, writer, at.processes);
    writeMoves(context, writer);
    for (const rule of writer.rules) this.#rule(rule);
    this.#enforcement.push(...writer.enforcement);
    this.#findings.push(...writer.findings);
    this.#path(at, process, type, reasons);
    this.#views(at, process, type);
    return { at, process, type, businessProcess: this.#businessProcess(at, process) };
  }

  #values({ host, list }: Hosted): void {
    if (host.valueSet === undefined) return;
    const values =
      host.valueSet === 'LeadStatus' ? metadata.leadStatuses(list.values) : metadata.opportunityStages(list.values);
    const path = `${MAIN}/standardValueSets/${host.valueSet}.standardValueSet-meta.xml`;
    this.#add('StandardValueSet', host.valueSet, path, values);
  }

  /** Opportunities and leads have business processes; elsewhere the record type chooses the stages. */
  #businessProcess({ host, list, processNames }: Hosted, process: Process): string | undefined {
    if (host.valueSet === undefined) return undefined;
    const name = businessProcessName(process, processNames);
    const path = `${MAIN}/objects/${host.object}/businessProcesses/${encodeName(name)}.businessProcess-meta.xml`;
    const content = metadata.businessProcess({
      name,
      description: descriptionOf(process),
      values: list.stagesOf(process).map((stage) => stage.value.name),
    });
    this.#add('BusinessProcess', `${host.object}.${encodeName(name)}`, path, content, [name, process.nameSpan]);
    return name;
  }

  #recordType({ host, list }: Hosted, process: Process, type: string, businessProcess: string | undefined): void {
    const own = this.#fieldsOf(host.object).filter((field) => field.values.length > 0);
    const stages = list.stagesOf(process).map((stage) => stage.value.name);
    const picklists = [
      ...own.map((field) => ({ field: field.name, values: field.values.map(({ value }) => value) })),
      ...(host.valueSet === undefined ? [{ field: host.stageField, values: stages, default: stages[0] }] : []),
    ];
    const content = metadata.recordType({
      name: type,
      label: shownTitle(process),
      description: descriptionOf(process),
      businessProcess,
      picklists,
    });
    const path = `${MAIN}/objects/${host.object}/recordTypes/${type}.recordType-meta.xml`;
    this.#add('RecordType', `${host.object}.${type}`, path, content, [type, process.nameSpan]);
    this.#recordTypes.push(`${host.object}.${type}`);
  }

  #rule(rule: Rule): void {
    const path = `${MAIN}/objects/${rule.object}/validationRules/${rule.name}.validationRule-meta.xml`;
    const member = `${rule.object}.${rule.name}`;
    this.#add('ValidationRule', member, path, metadata.validationRule(rule), [rule.name, rule.span]);
  }

  #path(
    { host, list }: Hosted,
    process: Process,
    type: string,
    reasons: ReadonlyMap<NamedStage, readonly string[]>,
  ): void {
    const steps = list.stagesOf(process).map((stage) => {
      const { fields, more } = this.#keyFields(stage, host);
      const room = MAX.keyFields - fields.length;
      const guidance = guidanceOf(stage, more, list.stagesOf(process), this.#model);
      if (guidance.left > 0) this.#reportGuidance(process, stage, guidance.left);
      return {
        stage: stage.value.name,
        fields: [...fields, ...(reasons.get(stage) ?? []).slice(0, room)],
        guidance: guidance.html,
      };
    });
    const name = this.#pathNames.claim(`${type}_Path`, {
      max: MAX.apiName,
      fallback: 'Path',
      identity: `${host.object}/${type}`,
    });
    const path = `${MAIN}/pathAssistants/${name}.pathAssistant-meta.xml`;
    const content = metadata.pathAssistant({
      object: host.object,
      field: host.stageField,
      label: shownTitle(process),
      recordType: type,
      steps: steps.filter((step) => step.fields.length > 0 || step.guidance !== ''),
    });
    this.#add('PathAssistant', name, path, content, [name, process.nameSpan]);
  }

  /** The first five fields that the stage collects on its own record, and the labels of the others. */
  #keyFields(
    stage: NamedStage,
    host: StageHost,
  ): { readonly fields: readonly string[]; readonly more: readonly string[] } {
    const blocks = [...stage.steps.map((step) => step.exit), stage.outcome?.enter];
    const items = blocks.flatMap((block) => withoutSingleChoices(block?.items ?? []));
    const names = new Set<string>();
    const more = new Set<string>();
    for (const criterion of items) {
      // Of alternatives, none is asked for by itself: the guidance names them.
      if (criterion.kind !== 'collect') continue;
      for (const collected of collectedFields(criterion, this.#model)) {
        const field = this.#catalog.use(collected.id);
        if (field?.object === host.object && (names.has(field.name) || names.size < MAX.keyFields))
          names.add(field.name);
        else more.add(oneLine(titleOf(collected)));
      }
    }
    return { fields: [...names], more: [...more] };
  }

  #reportGuidance(process: Process, stage: NamedStage, left: number): void {
    const place = stage.steps[0] ?? stage.outcome ?? stage.hold;
    const message = `The guidance for “${stage.value.name}” is over the ${MAX.guidance} characters that a Salesforce path holds, so the last ${left === 1 ? 'line is' : `${left} lines are`} cut or left out. Say it shorter, or link to a document.`;
    const path = place ? `${process.name}/${place.name}` : process.name;
    this.#findings.push(
      limitFinding(salesforceLimits.guidance, { span: place?.nameSpan ?? process.nameSpan, path, message }),
    );
  }

  #views({ host, list, viewNames }: Hosted, process: Process, type: string): void {
    for (const stage of list.stagesOf(process)) {
      // A list view cannot filter by a longer value.
      if (stage.value.name.length > MAX.filterValue) continue;
      const label = `${stage.value.name} – ${shownTitle(process)}`;
      const identity = `${type}/${stage.value.name}`;
      const name = viewNames.claim(`${type} ${stage.value.name}`, { max: MAX.apiName, fallback: 'Stage', identity });
      const path = `${MAIN}/objects/${host.object}/listViews/${name}.listView-meta.xml`;
      const content = metadata.listView({
        name,
        label: cut(label, MAX.listViewLabel),
        columns: host.columns.shown,
        filters: [
          { field: host.columns.stage, value: stage.value.name },
          { field: host.columns.recordType, value: `${host.object}.${type}` },
        ],
      });
      this.#add('ListView', `${host.object}.${name}`, path, content, [name, stage.labelSpan]);
      this.#sourceMap.push({ file: path, item: stage.value.name, span: stage.labelSpan });
    }
  }

  #fieldsOf(object: string): readonly CustomField[] {
    return this.#customFields().filter((field) => field.object === object);
  }

  #customFields(): readonly CustomField[] {
    return this.#catalog.customFields(this.#options.process !== undefined, this.#model);
  }

  #fields(): void {
    for (const field of this.#customFields()) {
      const path = `${MAIN}/objects/${field.object}/fields/${field.name}.field-meta.xml`;
      this.#add('CustomField', `${field.object}.${field.name}`, path, customField(field), [field.name, field.span]);
    }
  }

  /** Objects of the project's own, and the stage picklists of objects that have none. */
  #objects(hosted: readonly Hosted[]): void {
    const own = new Set(this.#customFields().map((field) => field.object));
    for (const object of this.#model.objects) {
      const name = objectName(object);
      const at = hosted.find(({ host }) => host.object === name);
      if (at && at.host.valueSet === undefined) {
        const { host, list } = at;
        const values = list.values.map((stage) => ({
          value: stage.name,
          label: stage.name,
          description: metadata.closedDescription(stage),
        }));
        const stage: CustomField = {
          object: name,
          name: host.stageField,
          label: 'Sales stage',
          description: 'Where the record is in its sales process.',
          type: 'choice',
          values,
          span: object.nameSpan,
        };
        const path = `${MAIN}/objects/${name}/fields/${host.stageField}.field-meta.xml`;
        this.#add('CustomField', `${name}.${host.stageField}`, path, customField(stage), [
          host.stageField,
          object.nameSpan,
        ]);
      }
      if (name.endsWith('__c') && object.crmNames.salesforce === undefined && (at || own.has(name))) {
        const path = `${MAIN}/objects/${name}/${name}.object-meta.xml`;
        this.#add('CustomObject', name, path, metadata.customObject({ label: cut(titleOf(object), 40) }), [
          name,
          object.nameSpan,
        ]);
      }
    }
  }

  #permissions(hosted: readonly Hosted[]): void {
    this.#objects(hosted);
    const fields = this.#members.get('CustomField') ?? [];
    const objects = new Set([
      ...fields.map((field) => field.split('.')[0] ?? ''),
      ...hosted.map(({ host }) => host.object),
    ]);
    if (objects.size === 0) return;
    // Salesforce lets nobody read opportunities or contacts who cannot read accounts.
    const readable = objects.has('Opportunity') || objects.has('Contact') ? ['Account'] : [];
    const content = metadata.permissionSet({
      label: 'Sales process',
      description: 'Access to the fields, record types and objects of the sales process.',
      fields,
      objects: [
        ...[...objects].map((name) => ({ name, edit: true })),
        ...readable.filter((name) => !objects.has(name)).map((name) => ({ name, edit: false })),
      ],
      recordTypes: this.#recordTypes,
    });
    this.#add(
      'PermissionSet',
      PERMISSION_SET,
      `${MAIN}/permissionsets/${PERMISSION_SET}.permissionset-meta.xml`,
      content,
    );
  }

  #project(): void {
    if (this.#members.size === 0) return;
    const version = this.#options.apiVersion ?? API_VERSION;
    this.#add('Settings', 'PathAssistant', `${MAIN}/settings/PathAssistant.settings-meta.xml`, metadata.pathSettings());
    this.#write('manifest/package.xml', metadata.packageManifest(this.#members, version));
    const project = {
      packageDirectories: [{ path: 'force-app', default: true }],
      name: 'sales-process',
      namespace: '',
      sourceApiVersion: version,
      plugins: { salesflow: { generated: true } },
    };
    this.#write('sfdx-project.json', jsonFile(project));
  }

  #add(
    type: string,
    member: string,
    path: string,
    content: string,
    origin?: readonly [item: string, span: Span],
  ): void {
    const members = this.#members.get(type) ?? [];
    members.push(member);
    this.#members.set(type, members);
    this.#write(path, content);
    if (origin) this.#sourceMap.push({ file: path, item: origin[0], span: origin[1] });
  }

  #write(path: string, content: string): void {
    this.#files.set(path, { path, content });
  }
}

function uniqueFindings(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, span, message }) => {
    const key = `${rule}|${span.uri}|${span.start}|${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
