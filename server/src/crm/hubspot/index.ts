import type { Finding } from '../../model/finding.ts';
import type { Field, Process, ProjectModel } from '../../model/model.ts';
import { batchLimit, hubspotLimits, labelLimit, stageLimit } from '../../standards/crm/hubspot.ts';
import { limitFinding } from '../../standards/crm/limit.ts';
import type { Backend, Enforcement, Generated, GeneratedFile, GenerateOptions, SourceMapEntry } from '../backend.ts';
import { processFields } from '../criteria.ts';
import { notHeld } from '../not-held.ts';
import { manualEnforcement, type PlacedRequirement, placedRequirements } from '../placed-requirements.ts';
import { processEnforcement } from '../process-enforcement.ts';
import { reportFiles } from '../reports.ts';
import { type ProcessStage, processStages, repeatedStageLabels, titleOf } from '../stages.ts';
import { cut, jsonFile } from '../text.ts';
import { hubspotEnforcement } from './enforcement.ts';
import { associationLabels } from './labels.ts';
import { type PropertyNames, propertyNames } from './names.ts';
import { type HubspotObject, hubspotObject, keepsClosed } from './objects.ts';
import { pipelineBody, stageLabel, tenths } from './pipelines.ts';
import {
  evidenceGroup,
  frameworkGroups,
  type GroupBody,
  helperBody,
  type PropertyBody,
  plainGroup,
  propertyBody,
} from './properties.ts';
import { readHubspot } from './read.ts';
import { checklistMarkdown, readmeMarkdown } from './readme.ts';
import { type RequiredProperties, requiredProperties } from './required.ts';
import { pipelineRules } from './rules.ts';
import { applyScript } from './script.ts';
import { hubspotVerdicts } from './verdicts.ts';

/** HubSpot: pipelines, properties, pipeline rules and association labels as bodies of its API, with a script. */
export const hubspot: Backend = {
  id: 'hubspot',
  title: 'HubSpot',
  generate: generateHubspot,
  read: readHubspot,
};

/** One process with everything derived from it. */
interface Part {
  readonly process: Process;
  readonly label: string;
  readonly stages: readonly ProcessStage[];
  readonly placed: readonly PlacedRequirement[];
  readonly required: RequiredProperties;
  /** How HubSpot shows its properties, by name. */
  readonly labels: ReadonlyMap<string, string>;
}

function generateHubspot(model: ProjectModel, options: GenerateOptions): Generated {
  const findings: Finding[] = [];
  const enforcement: Enforcement[] = [];
  const sourceMap: SourceMapEntry[] = [];
  const files: GeneratedFile[] = [];
  const chosen = model.processes.filter((process) => options.process === undefined || process.name === options.process);
  const byObject = new Map<string, { object: HubspotObject; processes: Process[] }>();
  for (const process of chosen) {
    const object = hubspotObject(model, process.object.target);
    if (!object.pipelines) {
      const message = `HubSpot has no pipelines for ${object.path}, so nothing is generated for ${process.name}. Put the process on deal or lead.`;
      findings.push(limitFinding(hubspotLimits.object, { span: process.object.span, path: process.name, message }));
      enforcement.push(...manualEnforcement(process, model, `HubSpot has no pipelines for ${object.path}`));
      continue;
    }
    const entry = byObject.get(object.path) ?? { object, processes: [] };
    entry.processes.push(process);
    byObject.set(object.path, entry);
  }
  const checklists: Part[] = [];
  for (const { object, processes } of byObject.values()) {
    const names = propertyNames(objectOf(model, processes[0]));
    findings.push(...names.findings);
    const parts = namedParts(model, processes, names, findings);
    checklists.push(...parts);
    for (const part of parts) {
      findings.push(...stageFindings(part, object));
      enforcement.push(
        ...part.placed.map((placed) => hubspotEnforcement(placed, model)),
        ...processEnforcement(part.process, model, hubspotVerdicts(object.path)),
      );
    }
    const folder = object.path;
    const bodies = parts.map((part, index) => pipelineBody(part.label, index, part.stages, object.path));
    files.push({ path: `${folder}/pipelines.json`, content: jsonFile(bodies) });
    for (const part of parts) {
      const at = (item: string, span: SourceMapEntry['span']) =>
        sourceMap.push({ file: `${folder}/pipelines.json`, item, span });
      at(part.label, part.process.nameSpan);
      for (const stage of part.stages) at(`${part.label} / ${stageLabel(stage)}`, stage.labelSpan);
    }
    files.push(...propertyFiles(model, folder, parts, names, options.process !== undefined, sourceMap));
    const rules = parts.flatMap((part) => {
      const entry = pipelineRules(part.process, part.label, part.stages);
      return entry === undefined ? [] : [{ objectTypeId: object.typeId, ...entry }];
    });
    if (rules.length > 0) files.push({ path: `${folder}/pipeline-rules.json`, content: jsonFile(rules) });
    const asked = parts.flatMap((part) => part.placed).flatMap((placed) => placed.requirement.helpers);
    const labels = associationLabels(
      model,
      asked.flatMap((helper) => (helper.evidence.kind === 'contact' ? [helper.evidence.buysAs] : [])),
    );
    if (labels.length > 0) files.push({ path: `${folder}/association-labels.json`, content: jsonFile(labels) });
    const required = parts.map((part) => part.required).filter((each) => each.stages.length > 0);
    if (required.length > 0) files.push({ path: `${folder}/required-properties.json`, content: jsonFile(required) });
  }
  // Stages have a label, those of deals and tickets an end, and nothing to say.
  const beyond = notHeld(
    chosen,
    model,
    (statement, { process }) => statement === 'closed' && keepsClosed(hubspotObject(model, process.object.target).path),
  );
  files.push(
    { path: 'required-properties.md', content: checklistMarkdown(checklists) },
    ...reportFiles(hubspot, model, enforcement, sourceMap, beyond),
    { path: 'apply.sh', content: applyScript, executable: true },
    { path: 'README.md', content: readmeMarkdown([...byObject.keys()].sort()) },
  );
  return { files, enforcement, sourceMap, notHeld: beyond, findings };
}

function objectOf(model: ProjectModel, process: Process | undefined) {
  const object = model.element(process?.object.target);
  return object?.kind === 'object' ? object : undefined;
}

/** Pipelines with labels that differ by more than letter case, in order of the source. */
function namedParts(
  model: ProjectModel,
  processes: readonly Process[],
  names: PropertyNames,
  findings: Finding[],
): readonly Part[] {
  const taken = new Set<string>();
  return processes.map((process) => {
    const title = cut(titleOf(process), labelLimit - 8);
    let label = title;
    for (let number = 2; taken.has(label.toLowerCase()); number++) label = `${title} (${number})`;
    taken.add(label.toLowerCase());
    const at = { span: process.label?.span ?? process.nameSpan, path: process.name };
    if (label !== title) {
      const message = `Another process is also called “${title}”, and HubSpot pipelines are told apart by their label. Give this one a label of its own.`;
      findings.push(limitFinding(hubspotLimits.pipelineName, { ...at, message }));
    } else if (title !== titleOf(process)) {
      const message = `The name is longer than ${labelLimit - 8} characters and is cut in HubSpot. Shorten it.`;
      findings.push(limitFinding(hubspotLimits.label, { ...at, message }));
    }
    const stages = processStages(process);
    const placed = placedRequirements(process, model, stages, names);
    const required = requiredProperties(label, stages, placed);
    return { process, label, stages, placed, required, labels: propertyLabels(placed, names) };
  });
}

function propertyLabels(placed: readonly PlacedRequirement[], names: PropertyNames): ReadonlyMap<string, string> {
  return new Map(
    placed.flatMap(({ requirement: { fields, helpers } }) => [
      ...fields.map((field) => [names.of(field), cut(titleOf(field), labelLimit)] as const),
      ...helpers.map(({ label }) => [names.helper(label), cut(label, labelLimit)] as const),
    ]),
  );
}

function stageFindings({ process, stages }: Part, object: HubspotObject): readonly Finding[] {
  const findings: Finding[] = [];
  const most = stageLimit(object.path);
  if (stages.length > most) {
    const message = `${stages.length} stages do not fit: a HubSpot pipeline of ${object.path} holds ${most}. Let consecutive steps share a stage with crm stage "…".`;
    findings.push(limitFinding(hubspotLimits.stages, { span: process.nameSpan, path: process.name, message }));
  }
  for (const { stage, written } of repeatedStageLabels(process)) {
    const message = `Another stage of this process is already called “${cut(written, 60)}”, and HubSpot wants each label once. Give it a name of its own with crm stage "…".`;
    findings.push(
      limitFinding(hubspotLimits.stageName, { span: stage.labelSpan, path: stagePath(process, stage), message }),
    );
  }
  for (const stage of stages) {
    const path = stagePath(process, stage);
    if (stage.label.length > labelLimit) {
      const message = `The name has ${stage.label.length} characters and is cut at ${labelLimit} in HubSpot. Give it a short one with crm stage "…".`;
      findings.push(limitFinding(hubspotLimits.label, { span: stage.labelSpan, path, message }));
    }
    if (object.path !== 'deals' || stage.probabilitySpan === undefined) continue;
    const held = tenths(stage) * 10;
    if (stage.state === 'open' && held !== stage.probability) {
      const message = `HubSpot cannot hold ${stage.probability}% on an open stage, so ${held}% is generated. Write a multiple of 10 between 10% and 90%.`;
      findings.push(limitFinding(hubspotLimits.probability, { span: stage.probabilitySpan, path, message }));
    }
  }
  return findings;
}

function stagePath(process: Process, stage: ProcessStage): string {
  const element = stage.steps[0] ?? stage.hold ?? stage.outcome;
  return `${process.name}/${element?.name ?? stage.label}`;
}

/** Properties by name (so that the file does not change with the order of the source), and the groups they need. */
function propertyFiles(
  model: ProjectModel,
  folder: string,
  parts: readonly Part[],
  names: PropertyNames,
  onlyUsed: boolean,
  sourceMap: SourceMapEntry[],
): readonly GeneratedFile[] {
  const groups = frameworkGroups(model);
  const object = objectOf(model, parts[0]?.process);
  const used = new Map(parts.flatMap((part) => processFields(part.process, model)).map((field) => [field.id, field]));
  const wanted = (field: Field) => used.has(field.id) || (!field.builtin && !onlyUsed);
  const bodies = new Map<string, { body: PropertyBody; group: GroupBody; span: SourceMapEntry['span'] }>();
  for (const field of object?.fields ?? []) {
    if (names.isStandard(field) || !wanted(field)) continue;
    const group = groups.get(field.id) ?? plainGroup;
    const body = propertyBody(field, names.of(field), group.name);
    bodies.set(body.name, { body, group, span: field.nameSpan });
  }
  for (const { placed, requirement } of parts.flatMap((part) => part.placed)) {
    for (const helper of requirement.helpers) {
      const body = helperBody(helper.label, names.helper(helper.label));
      if (!bodies.has(body.name)) bodies.set(body.name, { body, group: evidenceGroup, span: placed.criterion.span });
    }
  }
  if (bodies.size === 0) return [];
  const sorted = [...bodies.values()].sort((a, b) => (a.body.name < b.body.name ? -1 : 1));
  const files: GeneratedFile[] = [];
  for (let start = 0; start < sorted.length; start += batchLimit) {
    const batch = sorted.slice(start, start + batchLimit);
    const file = `${folder}/properties${start === 0 ? '' : `-${start / batchLimit + 1}`}.json`;
    files.push({ path: file, content: jsonFile({ inputs: batch.map((each) => each.body) }) });
    for (const { body, span } of batch) sourceMap.push({ file, item: body.name, span });
  }
  const needed = new Map(sorted.map(({ group }) => [group.name, group]));
  const sortedGroups = [...needed.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [{ path: `${folder}/property-groups.json`, content: jsonFile(sortedGroups) }, ...files];
}
