import type { Finding } from '../../model/finding.ts';
import type { Field, Process, ProjectModel } from '../../model/model.ts';
import { limitFinding } from '../../standards/crm/limit.ts';
import { nameLimit, pipedriveLimits } from '../../standards/crm/pipedrive.ts';
import type { Backend, Enforcement, Generated, GeneratedFile, GenerateOptions, SourceMapEntry } from '../backend.ts';
import { processFields } from '../criteria.ts';
import { notHeld } from '../not-held.ts';
import { manualEnforcement, placedRequirements } from '../placed-requirements.ts';
import { processEnforcement } from '../process-enforcement.ts';
import { reportFiles } from '../reports.ts';
import { type ProcessStage, processStages, repeatedStageLabels, titleOf } from '../stages.ts';
import { cut, jsonFile } from '../text.ts';
import { pipedriveEnforcement } from './enforcement.ts';
import { type DealFieldBody, type DealFieldNames, dealFieldNames, fieldBody, helperBody } from './fields.ts';
import { readPipedrive } from './read.ts';
import { readmeMarkdown } from './readme.ts';
import { StageRequirements } from './requirements.ts';
import { rotting, stageBody } from './stages.ts';
import { pipedriveVerdicts } from './verdicts.ts';

/** Pipedrive: pipelines, stages with rotting days, and deal fields with what each stage requires. */
export const pipedrive: Backend = {
  id: 'pipedrive',
  title: 'Pipedrive',
  generate: generatePipedrive,
  read: readPipedrive,
};

function generatePipedrive(model: ProjectModel, options: GenerateOptions): Generated {
  const findings: Finding[] = [];
  const enforcement: Enforcement[] = [];
  const notHosted = (process: Process) => {
    enforcement.push(...manualEnforcement(process, model, 'Pipedrive has pipelines for deals only'));
    return false;
  };
  const sourceMap: SourceMapEntry[] = [];
  const deal = model.objects.find((object) => object.id === 'object:deal');
  const processes = model.processes
    .filter((process) => options.process === undefined || process.name === options.process)
    .filter((process) => isOnDeals(process, model, findings) || notHosted(process));
  const used = new Set(processes.flatMap((process) => processFields(process, model)).map((field) => field.id));
  const wanted = (deal?.fields ?? []).filter(
    (field) => used.has(field.id) || (!field.builtin && options.process === undefined),
  );
  const names = dealFieldNames(wanted);
  findings.push(...names.findings);
  const requirements = new StageRequirements();
  const helpers = new Map<string, SourceMapEntry['span']>();
  const pipelines: { name: string; is_deal_probability_enabled: boolean }[] = [];
  const stageBodies: ReturnType<typeof stageBody>[] = [];
  const taken = new Set<string>();
  for (const process of processes) {
    const pipeline = pipelineName(process, taken, findings);
    pipelines.push({ name: pipeline, is_deal_probability_enabled: true });
    sourceMap.push({ file: 'pipelines.json', item: pipeline, span: process.nameSpan });
    const stages = withStates(process, processStages(process));
    findings.push(...processFindings(process, stages));
    for (const stage of stages.filter((each) => each.state === 'open')) {
      const body = stageBody(stage, pipeline);
      stageBodies.push(body);
      sourceMap.push({ file: 'stages.json', item: `${pipeline} / ${body.name}`, span: stage.labelSpan });
    }
    for (const placed of placedRequirements(process, model, stages, names)) {
      requirements.add(placed, pipeline, stages, (stage) => `${pipeline} / ${cut(stage.label, nameLimit)}`);
      enforcement.push(pipedriveEnforcement(placed, model));
      for (const helper of placed.requirement.helpers)
        helpers.set(names.helper(helper.label), placed.placed.criterion.span);
    }
    enforcement.push(...processEnforcement(process, model, pipedriveVerdicts));
  }
  const fields = fieldEntries(wanted, names, helpers, requirements);
  for (const { item, span } of fields) sourceMap.push({ file: 'deal-fields.json', item, span });
  // A deadline is the time after which a deal rots.
  const beyond = notHeld(processes, model, (statement) => statement === 'deadline' || statement === 'closed');
  const files: GeneratedFile[] = [
    { path: 'pipelines.json', content: jsonFile(pipelines) },
    { path: 'stages.json', content: jsonFile(stageBodies) },
    ...(fields.length === 0 ? [] : [{ path: 'deal-fields.json', content: jsonFile(fields.map((each) => each.body)) }]),
    ...reportFiles(pipedrive, model, enforcement, sourceMap, beyond),
    { path: 'README.md', content: readmeMarkdown() },
  ];
  return { files, enforcement, sourceMap, notHeld: beyond, findings };
}

interface FieldEntry {
  readonly body: DealFieldBody;
  readonly item: string;
  readonly span: SourceMapEntry['span'];
}

/** Every deal of Pipedrive can be marked as won, whether or not the source names that outcome. */
function withStates(process: Process, stages: readonly ProcessStage[]): readonly ProcessStage[] {
  if (stages.some((stage) => stage.state === 'won')) return stages;
  const won: ProcessStage = {
    label: 'Won',
    labelSpan: process.nameSpan,
    state: 'won',
    probability: 100,
    probabilitySpan: undefined,
    forecast: 'closed',
    description: undefined,
    steps: [],
    outcome: undefined,
    hold: undefined,
  };
  return [...stages, won];
}

/** Fields by name, so that the file does not change with the order of the source. Standard ones only where asked for. */
function fieldEntries(
  fields: readonly Field[],
  names: DealFieldNames,
  helpers: ReadonlyMap<string, SourceMapEntry['span']>,
  requirements: StageRequirements,
): readonly FieldEntry[] {
  const entries: FieldEntry[] = [];
  const asked = new Set(requirements.fields);
  for (const field of fields) {
    const name = names.of(field);
    if (names.isStandard(field)) {
      if (asked.has(name))
        entries.push({ body: { field_code: name, ...requirements.of(name) }, item: name, span: field.nameSpan });
    } else
      entries.push({ body: { ...fieldBody(field, name), ...requirements.of(name) }, item: name, span: field.nameSpan });
  }
  for (const [name, span] of helpers) {
    entries.push({ body: { ...helperBody(name), ...requirements.of(name) }, item: name, span });
  }
  return entries.sort((a, b) => (a.item < b.item ? -1 : 1));
}

function isOnDeals(process: Process, model: ProjectModel, findings: Finding[]): boolean {
  if (process.object.target === undefined || process.object.target === 'object:deal') return true;
  const object = model.element(process.object.target);
  const message = `Only deals have pipelines in Pipedrive, so nothing is generated for ${process.name} on ${object?.name ?? process.object.text}. Put it on deal.`;
  findings.push(limitFinding(pipedriveLimits.object, { span: process.object.span, path: process.name, message }));
  return false;
}

function pipelineName(process: Process, taken: Set<string>, findings: Finding[]): string {
  const title = titleOf(process);
  let name = cut(title, nameLimit);
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${cut(title, nameLimit - 8)} (${number})`;
  taken.add(name.toLowerCase());
  if (name !== title) {
    const why =
      title.length > nameLimit ? `is longer than ${nameLimit} characters` : 'is the name of another process, too';
    const message = `The name ${why}, so Pipedrive gets “${cut(name, 60)}”. Give it a short name of its own.`;
    findings.push(
      limitFinding(pipedriveLimits.name, {
        span: process.label?.span ?? process.nameSpan,
        path: process.name,
        message,
      }),
    );
  }
  return name;
}

function processFindings(process: Process, stages: readonly ProcessStage[]): readonly Finding[] {
  const findings: Finding[] = [];
  if (process.forwardOnly || process.noSkipping || process.startsAt.length > 0) {
    const message = `Pipedrive lets every deal of ${process.name} move to every stage. Tell the team, or build an automation that reports such moves.`;
    findings.push(limitFinding(pipedriveLimits.movement, { span: process.nameSpan, path: process.name, message }));
  }
  for (const { stage, written } of repeatedStageLabels(process)) {
    if (stage.state !== 'open') continue;
    const message = `Another stage of this process is already called “${cut(written, 60)}”. Give it a name of its own with crm stage "…".`;
    findings.push(
      limitFinding(pipedriveLimits.name, {
        span: stage.labelSpan,
        path: `${process.name}/${stage.steps[0]?.name ?? ''}`,
        message,
      }),
    );
  }
  for (const stage of stages) {
    const path = `${process.name}/${stage.steps[0]?.name ?? stage.label}`;
    if (stage.state === 'open' && stage.label.length > nameLimit) {
      const message = `The name has ${stage.label.length} characters and is cut at ${nameLimit} in Pipedrive. Give it a short one with crm stage "…".`;
      findings.push(limitFinding(pipedriveLimits.name, { span: stage.labelSpan, path, message }));
    }
    const { exact, deadline } = rotting(stage);
    if (deadline !== undefined && !exact) {
      const message = `Pipedrive counts rotting in whole days, so ${deadline.amount} ${deadline.unit} is rounded up. Write the deadline in days.`;
      findings.push(limitFinding(pipedriveLimits.rotting, { span: deadline.span, path, message }));
    }
  }
  return findings;
}
