import { describeDuration } from '../../crm/describe.ts';
import type { CrmStage, Process, ProjectModel, Step } from '../../model/model.ts';
import { scorecard } from '../../model/scorecard.ts';
import type { ElementId, Span } from '../../model/source.ts';
import { cleanLine } from '../text/clean.ts';
import { parallelGroup, stepBackstage } from './backstage.ts';
import { type EnforcementIndex, gatesOf } from './criteria.ts';
import type { FindingIndex } from './findings.ts';
import type { SceneCrm, SceneFact, SceneGate, SceneStep } from './scene.ts';
import { forecastText, item, listed, ownerTitles, refTitle, title } from './words.ts';

/** Where the stages and stuck points of the journey stand. */
export interface JourneyColumns {
  /** Column by id of a stage or stuck point. */
  readonly columnOf: ReadonlyMap<ElementId, number>;
  /** Personas of a stuck point; empty for all. */
  readonly personasOf: ReadonlyMap<ElementId, readonly ElementId[]>;
}

export function sceneStep(
  step: Step,
  number: string,
  process: Process,
  model: ProjectModel,
  journey: JourneyColumns,
  findings: FindingIndex,
  enforcement: EnforcementIndex,
): SceneStep {
  const found = findings.within(step.span);
  const served = [...step.helps, ...step.during];
  const columns = new Set<number>();
  for (const ref of served) {
    const column = ref.target === undefined ? undefined : journey.columnOf.get(ref.target);
    if (column !== undefined) columns.add(column);
  }
  const { owners, with: helpers } = ownerTitles(step.effectiveOwner, model);
  const path = `${process.name}/${step.name}`;
  const gates = gatesOf(step.exit?.items ?? [], model, enforcement);
  const backstage = stepBackstage(step, process, model);
  const deadline = step.within === undefined ? '' : describeDuration(step.within);
  const crm = sceneCrm(step.crm, title(step), step.nameSpan);
  const facts: SceneFact[] = [
    { term: 'Helps', text: listed(served.map((ref) => refTitle(ref, model))) },
    { term: 'Owner', text: ownerText(owners, helpers) },
    { term: 'Time', text: deadline === '' ? '' : `Within ${deadline}` },
    ...step.actions.map((action) => ({ term: 'Does', text: cleanLine(action.text.value) })),
    ...gatesOf(step.enter?.items ?? [], model, enforcement).map((gate) => ({ term: 'To enter', text: gate.text })),
    ...gates.map((gate) => ({ term: 'To exit', text: gateSentence(gate) })),
    ...backstage.map((each) => ({ term: 'Behind the scenes', text: each.text })),
    ...step.plays.map((play) => ({ term: 'Play', text: cleanLine(play.label.value) })),
    { term: 'CRM', text: [crm.stage, crm.probability, crm.forecast].filter((part) => part !== '').join(', ') },
    { term: 'Note', text: cleanLine(step.doc ?? '') },
  ];
  return {
    ...item(step.id, step.span, step.nameSpan, path, title(step), facts),
    number,
    columns: [...columns].sort((a, b) => a - b),
    personaIds: personasOf(step, journey),
    owners,
    ownerIds: (step.effectiveOwner?.roles ?? []).flatMap((ref) => ref.target ?? []),
    with: helpers,
    deadline,
    tags: tagsOf(step, process),
    marks: scorecard(step, model, found),
    findings: found,
    gates,
    backstage,
    crm,
  };
}

/** `Account executive with Solutions engineer`. */
export function ownerText(owners: readonly string[], helpers: readonly string[]): string {
  const lead = listed(owners);
  return helpers.length === 0 ? lead : `${lead} with ${listed(helpers)}`;
}

function gateSentence(gate: SceneGate): string {
  const records = gate.records.map((record) => record.text).join('; ');
  return records === '' ? `${gate.text} (no proof)` : `${gate.text} (proof: ${records})`;
}

/** The personas of everything the step helps; all of them as soon as one stuck point is for everybody. */
function personasOf(step: Step, journey: JourneyColumns): readonly ElementId[] {
  const ids = new Set<ElementId>();
  for (const ref of step.helps) {
    const personas = ref.target === undefined ? undefined : journey.personasOf.get(ref.target);
    if (personas === undefined) continue;
    if (personas.length === 0) return [];
    for (const id of personas) ids.add(id);
  }
  return [...ids];
}

function tagsOf(step: Step, process: Process): readonly string[] {
  const tags: string[] = [];
  if (step.origin === 'added') tags.push('Added by this variant');
  if (step.origin === 'changed') tags.push('Changed by this variant');
  if (process.startsAt.some((start) => start.step.target === step.id)) tags.push('Entry point');
  if (parallelGroup(step, process) !== undefined) tags.push('In parallel');
  if (step.afterWon) tags.push('After the sale');
  if (step.optional !== undefined) tags.push('Optional');
  if (step.irreversible !== undefined) tags.push('Cannot be undone');
  return tags;
}

/** How the CRM shows a step, outcome or parking place. */
export function sceneCrm(crm: CrmStage | undefined, fallback: string, fallbackSpan: Span): SceneCrm {
  return {
    stage: cleanLine(crm?.label?.value ?? '') || fallback,
    probability: crm?.probability === undefined ? '' : `${crm.probability.value}%`,
    forecast: forecastText(crm?.forecast?.value),
    span: crm?.span ?? fallbackSpan,
  };
}
