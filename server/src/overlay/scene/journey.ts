import type { BuyerNote, Journey, ProjectModel, Stage, StuckPoint } from '../../model/model.ts';
import type { ElementId, Ref } from '../../model/source.ts';
import { cleanLine } from '../text/clean.ts';
import type { FindingIndex } from './findings.ts';
import type { SceneNote, SceneStage, SceneStuck } from './scene.ts';
import { count, item, listed, refTitle, title } from './words.ts';

/** More steps than this in one stage, and more than two for each of its stuck points, are likely redundant. */
const CROWDED = 3;

/** Which personas a picture is limited to; `undefined` for all. */
export type PersonaFilter = ReadonlySet<ElementId> | undefined;

/** One stage of a journey as a column. */
export function sceneStage(
  stage: Stage,
  journey: Journey,
  model: ProjectModel,
  findings: FindingIndex,
  only: PersonaFilter,
  /** Numbers of the steps that help a stuck point. */
  helpers: ReadonlyMap<ElementId, readonly string[]>,
  /** Number of steps that run in the stage. */
  steps: number,
): SceneStage {
  const path = `${journey.name}/${stage.name}`;
  const stuck = stage.stuck
    .filter((point) => concerns(point.personas, only))
    .map((point) => sceneStuck(point, path, model, findings, helpers.get(point.id) ?? []));
  const open = stuck.some((point) => point.helpedBy.length === 0);
  const crowded = steps > CROWDED && steps > 2 * stuck.length;
  return {
    ...item(stage.id, stage.span, stage.nameSpan, path, title(stage), [
      { term: 'Journey', text: title(journey) },
      { term: 'Steps', text: count(steps, 'step') },
      { term: 'Stuck points', text: listed(stuck.map((point) => point.text)) },
      { term: 'Note', text: cleanLine(stage.doc ?? '') },
    ]),
    does: notes(stage.does, `${path}/does`, model, only),
    asks: notes(stage.asks, `${path}/asks`, model, only),
    stuck,
    findings: findings.within(stage.span),
    open,
    steps,
    coverage: steps === 0 ? (stuck.length === 0 ? 'idle' : 'gap') : crowded ? 'crowded' : 'covered',
  };
}

function concerns(personas: readonly Ref[], only: PersonaFilter): boolean {
  if (only === undefined || personas.length === 0) return true;
  return personas.some((ref) => ref.target !== undefined && only.has(ref.target));
}

function notes(all: readonly BuyerNote[], path: string, model: ProjectModel, only: PersonaFilter): SceneNote[] {
  return all.flatMap((note, index): SceneNote[] => {
    if (!concerns(note.personas, only)) return [];
    const personas = note.personas.map((ref) => refTitle(ref, model));
    const id = `${path}[${index}]`;
    return [
      {
        ...item(id, note.span, note.text.span, id, cleanLine(note.text.value), [
          { term: 'For', text: listed(personas) },
        ]),
        personas,
        personaIds: note.personas.flatMap((ref) => ref.target ?? []),
      },
    ];
  });
}

function sceneStuck(
  point: StuckPoint,
  path: string,
  model: ProjectModel,
  findings: FindingIndex,
  helpedBy: readonly string[],
): SceneStuck {
  const personas = point.personas.map((ref) => refTitle(ref, model));
  const answer = helpedBy.length === 0 ? 'No step helps here' : `Step ${listed(helpedBy)}`;
  return {
    ...item(point.id, point.span, point.nameSpan, `${path}/${point.name}`, title(point), [
      { term: 'For', text: listed(personas) },
      { term: 'Helped by', text: answer },
      { term: 'Note', text: cleanLine(point.doc ?? '') },
    ]),
    personas,
    personaIds: point.personas.flatMap((ref) => ref.target ?? []),
    findings: findings.within(point.span),
    helpedBy,
  };
}
