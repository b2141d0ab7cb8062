import type { ElementId, Span } from '../../model/source.ts';
import { cleanLine } from '../text/clean.ts';
import type { Change, Scene, SceneBackstage, SceneGate, SceneItem, SceneStage, SceneStep } from './scene.ts';

/** A mark of a comparison. */
export interface ChangeMark {
  /** The element it is about, as it is now, or as it was where it is gone. */
  readonly id: ElementId;
  /** Semantic path, where it is about a part of the element, such as a criterion. */
  readonly path?: string | undefined;
  /** Where the part is written, in the state it is of: for parts without a path, such as plans. */
  readonly span?: Span | undefined;
  readonly change: Change;
  /** A sentence; may be empty. */
  readonly words: string;
}

interface Mark {
  readonly change: Change;
  readonly words: string;
}

/** What came or went says more than a move, and a move more than a change within. */
const weight: Readonly<Record<Change, number>> = { removed: 3, added: 2, moved: 1, changed: 0 };

function markIndex(marks: readonly ChangeMark[]): ReadonlyMap<string, Mark> {
  const index = new Map<string, Mark>();
  const add = (key: string, change: Change, words: string): void => {
    const known = index.get(key);
    const stronger = known === undefined || weight[change] > weight[known.change] ? change : known.change;
    const all = [known?.words ?? '', words].filter((part) => part !== '').join(' ');
    index.set(key, { change: stronger, words: all });
  };
  for (const each of marks) {
    const { id, path, span, change, words } = each;
    const within = isPart(each);
    if (span !== undefined) add(spanKey(span), change, cleanLine(words));
    else if (path !== undefined && within) add(path, change, cleanLine(words));
    add(id, within && change !== 'moved' ? 'changed' : change, cleanLine(words));
  }
  return index;
}

/** Tells parts without a path from each other, within one state of the project. */
function spanKey({ uri, start }: Span): string {
  return `${uri}#${start}`;
}

/** Puts marks on everything they name. */
export function markChanges(scene: Scene, changes: readonly ChangeMark[]): Scene {
  if (changes.length === 0) return scene;
  const marks = markIndex(changes);
  const mark = <T extends SceneItem>(each: T): T => {
    const found = marks.get(each.id);
    return found === undefined ? each : { ...each, change: found.change, changeWords: found.words };
  };
  const markNote = (each: SceneBackstage): SceneBackstage => {
    const found = marks.get(spanKey(each.span));
    return found === undefined ? each : { ...each, change: found.change, changeWords: found.words };
  };
  return {
    ...scene,
    personas: scene.personas.map(mark),
    journeys: scene.journeys.map(mark),
    stages: scene.stages.map((stage) => ({
      ...mark(stage),
      does: stage.does.map(mark),
      asks: stage.asks.map(mark),
      stuck: stage.stuck.map(mark),
    })),
    steps: scene.steps.map((step) => ({
      ...mark(step),
      gates: step.gates.map(mark),
      backstage: step.backstage.map(markNote),
    })),
    throughout: scene.throughout.map(mark),
    outcomes: scene.outcomes.map((outcome) => ({ ...mark(outcome), reasons: outcome.reasons.map(mark) })),
  };
}

/**
 * One scene of two states of a process: the later one, with what is gone put back where it was and marked removed.
 * Only what the list of changes names is marked, so that a renamed step does not also count as removed and added.
 */
export function mergeScenes(before: Scene, after: Scene, changes: readonly ChangeMark[]): Scene {
  const gone = markIndex(changes.filter((change) => change.change === 'removed'));
  const removed = <T extends SceneItem>(items: readonly T[]): readonly T[] =>
    items.flatMap((each): T[] => {
      const mark = gone.get(each.id);
      return mark === undefined ? [] : [{ ...each, change: 'removed', changeWords: mark.words }];
    });
  const now = markChanges(
    after,
    changes.flatMap((change): ChangeMark[] => {
      if (change.change !== 'removed') return [change];
      // The path of a dropped criterion may be that of another now: only what it was dropped from is marked.
      return isPart(change) ? [{ id: change.id, change: 'changed', words: change.words }] : [];
    }),
  );
  const stages = restored(before.stages, removed(before.stages), now.stages).map((stage) => {
    const old = before.stages.find((each) => each.id === stage.id);
    if (old === undefined || stage.change === 'removed') return stage;
    return { ...stage, stuck: restored(old.stuck, removed(old.stuck), stage.stuck) };
  });
  const columnsOf = columnMap(stages);
  const goneSteps: readonly SceneStep[] = removed(before.steps).map((step) => ({ ...step, number: '–', tags: [] }));
  const steps = restored(before.steps, goneSteps, now.steps).map((step) => {
    const source = goneSteps.includes(step) ? before.stages : now.stages;
    const columns = step.columns
      .flatMap((column) => columnsOf.get(source[column]?.id ?? '') ?? [])
      .sort((a, b) => a - b);
    if (step.change === 'removed') return { ...step, columns };
    const old = before.steps.find((each) => each.id === step.id);
    return {
      ...step,
      columns,
      gates: [...step.gates, ...removedGates(old, gone)],
      backstage: [...step.backstage, ...removedNotes(old, gone)],
    };
  });
  return {
    ...now,
    personas: restored(before.personas, removed(before.personas), now.personas),
    journeys: widened(now, stages),
    stages,
    steps,
    outcomes: restored(before.outcomes, removed(before.outcomes), now.outcomes),
    lines: now.lines,
  };
}

function isPart({ path, span }: ChangeMark): boolean {
  if (span !== undefined) return true;
  return path !== undefined && /\/(?:exit|enter|otherwise|throughout)\b/.test(path);
}

/** Puts removed items behind what they followed. */
function restored<T extends SceneItem>(old: readonly T[], removed: readonly T[], current: readonly T[]): readonly T[] {
  const all = [...current];
  const present = new Set(current.map((each) => each.id));
  for (const each of removed) {
    if (present.has(each.id)) continue;
    const at = old.findIndex((other) => other.id === each.id);
    const before = old
      .slice(0, at)
      .reverse()
      .find((other) => all.some((kept) => kept.id === other.id));
    all.splice(before === undefined ? 0 : all.findIndex((kept) => kept.id === before.id) + 1, 0, each);
  }
  return all;
}

/** Dropped criteria: their paths may have been taken over by others, so they get ids of their own. */
function removedGates(old: SceneStep | undefined, gone: ReadonlyMap<string, Mark>): readonly SceneGate[] {
  return (old?.gates ?? []).flatMap((gate): SceneGate[] => {
    const mark = gone.get(gate.id);
    if (mark === undefined) return [];
    const id = `${gate.id} (removed)`;
    return [
      { ...gate, id, path: id, letter: '–', change: 'removed', changeWords: mark.words, records: [], enforcement: [] },
    ];
  });
}

/** Dropped plans, branches and hand-offs. */
function removedNotes(old: SceneStep | undefined, gone: ReadonlyMap<string, Mark>): readonly SceneBackstage[] {
  return (old?.backstage ?? []).flatMap((note): SceneBackstage[] => {
    const mark = gone.get(spanKey(note.span));
    if (mark === undefined) return [];
    const id = `${note.id} (removed)`;
    return [{ ...note, id, path: id, change: 'removed', changeWords: mark.words }];
  });
}

function columnMap(stages: readonly SceneStage[]): ReadonlyMap<string, number> {
  return new Map(stages.map((stage, column) => [stage.id, column]));
}

/** Journeys of the later state with the columns of the merged picture; a removed stage belongs to the one before it. */
function widened(now: Scene, stages: readonly SceneStage[]): Scene['journeys'] {
  const columnsOf = columnMap(stages);
  const firsts = now.journeys.map((journey) => columnsOf.get(now.stages[journey.first]?.id ?? '') ?? 0);
  return now.journeys.map((journey, index) => {
    const first = index === 0 ? 0 : (firsts[index] as number);
    return { ...journey, first, count: (firsts[index + 1] ?? stages.length) - first };
  });
}
