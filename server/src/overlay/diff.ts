import type { Finding } from '../model/finding.ts';
import type { ProjectModel } from '../model/model.ts';
import type { ElementId } from '../model/source.ts';
import type { OverlayLayout } from './layout/layout.ts';
import { layoutScene, type OverlayOptions } from './layout/overlay.ts';
import { buildScene } from './scene/build.ts';
import { type ChangeMark, markChanges, mergeScenes } from './scene/changes.ts';

/**
 * Lays out two states of a process as one picture: the later state, with what came, went, moved and changed marked.
 *
 * @param changes What differs; only what it names is marked.
 * @throws RangeError where neither state has a process of that id.
 */
export function layoutDiff(
  before: ProjectModel,
  after: ProjectModel,
  processId: ElementId,
  findings: readonly Finding[],
  changes: readonly ChangeMark[],
  options: Omit<OverlayOptions, 'changes'> = {},
): OverlayLayout {
  const collapsed = options.collapsed ?? [];
  const was = before.element(processId)?.kind === 'process';
  const is = after.element(processId)?.kind === 'process';
  if (!is && was) {
    const scene = buildScene(before, processId, [], options);
    const all = scene.steps.map((step): ChangeMark => ({ id: step.id, change: 'removed', words: '' }));
    return layoutScene(markChanges(scene, all), collapsed);
  }
  const now = buildScene(after, processId, findings, options);
  if (!was) return layoutScene(markChanges(now, changes), collapsed);
  const marks = [...changes, ...inherited(changes, processId, after)];
  return layoutScene(mergeScenes(buildScene(before, processId, [], options), now, marks), collapsed);
}

/** What a comparison says of the base only, for the same parts of its variant. */
function inherited(changes: readonly ChangeMark[], processId: ElementId, model: ProjectModel): readonly ChangeMark[] {
  const process = model.element(processId);
  const base = process?.kind === 'process' ? model.element(process.variantOf?.target) : undefined;
  if (process?.kind !== 'process' || base?.kind !== 'process') return [];
  const told = new Set(changes.map(({ id }) => id));
  return changes.flatMap((change): ChangeMark[] => {
    const id = change.id.replace(`:${base.name}.`, `:${process.name}.`);
    if (id === change.id || told.has(id)) return [];
    const { path } = change;
    const own = path?.startsWith(`${base.name}/`) ? `${process.name}${path.slice(base.name.length)}` : path;
    return [{ ...change, id, path: own }];
  });
}
