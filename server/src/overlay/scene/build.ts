import type { Finding, Severity } from '../../model/finding.ts';
import type { Journey, Process, ProjectModel, Step } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { cleanLine } from '../text/clean.ts';
import { stepLines } from './backstage.ts';
import { type ChangeMark, markChanges } from './changes.ts';
import { type EnforcementIndex, gatesOf } from './criteria.ts';
import { FindingIndex, standards } from './findings.ts';
import { type PersonaFilter, sceneStage } from './journey.ts';
import { outcomesOf } from './outcomes.ts';
import type {
  Scene,
  SceneEnforcement,
  SceneFinding,
  SceneJourney,
  ScenePersona,
  SceneStep,
  SceneTotals,
} from './scene.ts';
import { type JourneyColumns, sceneStep } from './steps.ts';
import { item, listed, refTitle, title } from './words.ts';

/** How one CRM shows or enforces the criteria: a backend's enforcement report, with the CRM's name. */
export interface TargetEnforcement {
  /** As a person reads it, such as `Salesforce`. */
  readonly target: string;
  readonly entries: readonly {
    /** Semantic path of the criterion. */
    readonly path: string;
    readonly level: SceneEnforcement['level'];
    readonly how: string;
  }[];
}

export interface SceneOptions {
  /** Only what concerns these personas. */
  readonly personas?: readonly ElementId[] | undefined;
  readonly enforcement?: readonly TargetEnforcement[] | undefined;
  readonly changes?: readonly ChangeMark[] | undefined;
}

/**
 * Puts a process and what is known about it into words.
 *
 * @throws RangeError where the model has no process of that id.
 */
export function buildScene(
  model: ProjectModel,
  processId: ElementId,
  findings: readonly Finding[],
  options: SceneOptions = {},
): Scene {
  const process = model.element(processId);
  if (process?.kind !== 'process') throw new RangeError(`There is no process “${processId}” in this project.`);
  const only: PersonaFilter = options.personas === undefined ? undefined : new Set(options.personas);
  const journeys = process.journeys.flatMap((ref): Journey[] => {
    const journey = model.element(ref.target);
    return journey?.kind === 'journey' ? [journey] : [];
  });
  const index = new FindingIndex(findings);
  const enforcement = enforcementIndex(options.enforcement ?? []);
  const columns = journeyColumns(journeys);
  const dropped = droppedSteps(process, model);
  const steps = [
    ...process.steps.map((step) =>
      sceneStep(step, String(step.index + 1), process, model, columns, index, enforcement),
    ),
    ...dropped.map((step) => ({
      ...sceneStep(step, '–', process, model, columns, index, enforcement),
      tags: ['Dropped by this variant'],
      // They are found in the base, where the step still stands.
      findings: [],
      change: 'removed' as const,
    })),
  ];
  const present = steps.filter((step) => step.change !== 'removed');
  const helpers = helpersOf(process);
  const stages = journeys.flatMap((journey) =>
    journey.stages.map((stage) => {
      const column = columns.columnOf.get(stage.id) as number;
      const running = present.filter((step) => step.columns.includes(column)).length;
      return sceneStage(stage, journey, model, index, only, helpers, running);
    }),
  );
  const outcomes = outcomesOf(process, model, index);
  const throughoutFindings = process.throughout.flatMap((each) => index.within(each.span));
  const all = concerning(index, process, journeys, model);
  const shown = new Set([stages, steps, outcomes].flat().flatMap((each) => each.findings));
  for (const finding of throughoutFindings) shown.add(finding);
  const scene: Scene = {
    process: item(process.id, process.span, process.nameSpan, process.name, title(process), [
      { term: 'Note', text: cleanLine(process.doc ?? '') },
    ]),
    facts: processFacts(process, model),
    personas: personasOf(journeys, model, only),
    journeys: sceneJourneys(journeys),
    stages,
    steps: inPlace(steps, process, model),
    throughout: gatesOf(process.throughout, model, enforcement),
    throughoutFindings,
    outcomes,
    lines: process.steps.flatMap((step) => stepLines(step, process, model)),
    findings: all.filter((finding) => !shown.has(finding)),
    totals: totalsOf(stages, present, all),
  };
  return markChanges(scene, options.changes ?? []);
}

function enforcementIndex(targets: readonly TargetEnforcement[]): EnforcementIndex {
  const index = new Map<string, SceneEnforcement[]>();
  for (const { target, entries } of targets) {
    for (const { path, level, how } of entries) {
      const list = index.get(path) ?? [];
      list.push({ target, level, how });
      index.set(path, list);
    }
  }
  return index;
}

function journeyColumns(journeys: readonly Journey[]): JourneyColumns {
  const columnOf = new Map<ElementId, number>();
  const personasOf = new Map<ElementId, readonly ElementId[]>();
  let column = 0;
  for (const journey of journeys) {
    for (const stage of journey.stages) {
      columnOf.set(stage.id, column);
      for (const point of stage.stuck) {
        columnOf.set(point.id, column);
        personasOf.set(
          point.id,
          point.personas.flatMap((ref) => ref.target ?? []),
        );
      }
      column++;
    }
  }
  return { columnOf, personasOf };
}

/** Numbers of the steps that help each stuck point. */
function helpersOf(process: Process): ReadonlyMap<ElementId, readonly string[]> {
  const helpers = new Map<ElementId, string[]>();
  for (const step of process.steps) {
    for (const target of new Set(step.helps.map((ref) => ref.target))) {
      if (target === undefined) continue;
      const list = helpers.get(target) ?? [];
      list.push(String(step.index + 1));
      helpers.set(target, list);
    }
  }
  return helpers;
}

/** Steps of the base that a variant leaves out. */
function droppedSteps(process: Process, model: ProjectModel): readonly Step[] {
  return process.changes.flatMap((change): Step[] => {
    if (change.change !== 'drop') return [];
    const step = model.element(change.step);
    return step?.kind === 'step' ? [step] : [];
  });
}

/** Puts dropped steps where they were in the base, so that the reader sees what is missing. */
function inPlace(steps: readonly SceneStep[], process: Process, model: ProjectModel): readonly SceneStep[] {
  const base = model.element(process.variantOf?.target);
  if (base?.kind !== 'process') return steps;
  const ordered = steps.filter((step) => step.change !== 'removed');
  for (const step of steps) {
    if (step.change !== 'removed') continue;
    const at = base.steps.findIndex((each) => each.id === step.id);
    const before = base.steps[at - 1]?.name;
    const place = ordered.findIndex((each) => before !== undefined && each.path.endsWith(`/${before}`));
    ordered.splice(place + 1, 0, step);
  }
  return ordered;
}

function processFacts(process: Process, model: ProjectModel): readonly string[] {
  const base = process.variantOf === undefined ? '' : refTitle(process.variantOf, model);
  const object = model.element(process.object.target);
  const facts = [
    base === '' ? '' : `Variant of ${base}`,
    object !== undefined && object.id !== 'object:deal' ? `On ${refTitle(process.object, model)}` : '',
    process.forwardOnly ? 'Moves forward only' : '',
    process.noSkipping ? 'No step may be skipped' : '',
  ];
  return facts.filter((fact) => fact !== '');
}

function personasOf(journeys: readonly Journey[], model: ProjectModel, only: PersonaFilter): readonly ScenePersona[] {
  const ids = new Set(journeys.flatMap((journey) => journey.personas.flatMap((ref) => ref.target ?? [])));
  return [...ids].flatMap((id): ScenePersona[] => {
    const persona = model.element(id);
    if (persona?.kind !== 'persona' || (only !== undefined && !only.has(id))) return [];
    const facts = [
      { term: 'Buys as', text: persona.buysAs ?? '' },
      { term: 'Wants', text: listed(persona.wants.map((each) => cleanLine(each.value))) },
      { term: 'Fears', text: listed(persona.fears.map((each) => cleanLine(each.value))) },
      { term: 'Segment', text: cleanLine(persona.segment?.value ?? '') },
      { term: 'Note', text: cleanLine(persona.doc ?? '') },
    ];
    const role = cleanLine(persona.buysAs ?? '').replace(/-/g, ' ');
    return [{ ...item(id, persona.span, persona.nameSpan, persona.name, title(persona), facts), role }];
  });
}

function sceneJourneys(journeys: readonly Journey[]): readonly SceneJourney[] {
  let first = 0;
  return journeys.map((journey) => {
    const placed = {
      ...item(journey.id, journey.span, journey.nameSpan, journey.name, title(journey), [
        { term: 'Note', text: cleanLine(journey.doc ?? '') },
      ]),
      first,
      count: journey.stages.length,
    };
    first += journey.stages.length;
    return placed;
  });
}

/** Findings on the process, its base and its journeys: those elsewhere in the project are not this picture's. */
function concerning(
  index: FindingIndex,
  process: Process,
  journeys: readonly Journey[],
  model: ProjectModel,
): readonly SceneFinding[] {
  const base = model.element(process.variantOf?.target);
  const spans = [process, ...journeys, ...(base === undefined ? [] : [base])].map((each) => each.span);
  return [...new Set(spans.flatMap((span) => index.within(span)))];
}

function totalsOf(
  stages: Scene['stages'],
  steps: readonly SceneStep[],
  findings: readonly SceneFinding[],
): SceneTotals {
  const stuck = stages.flatMap((stage) => stage.stuck);
  const gates = steps.flatMap((step) => step.gates);
  const severities: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const finding of findings) severities[finding.severity]++;
  return {
    stuck: stuck.length,
    unhelped: stuck.filter((point) => point.helpedBy.length === 0).length,
    steps: steps.length,
    orphans: steps.filter((step) => step.columns.length === 0).length,
    criteria: gates.length,
    unproven: gates.filter((gate) => gate.gate === 'unproven').length,
    severities,
    standards: standards.flatMap((standard) => {
      const found = findings.filter((finding) => finding.standard === standard).length;
      return found === 0 ? [] : [{ standard, findings: found }];
    }),
  };
}
