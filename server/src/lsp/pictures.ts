import type { Backend } from '../crm/backend.ts';
import type { Finding } from '../model/finding.ts';
import type { Process, ProjectModel } from '../model/model.ts';
import { familyOf } from '../overlay/family.ts';
import type { HtmlOptions } from '../overlay/html.ts';
import type { LaneId, OverlayLayout } from '../overlay/layout/layout.ts';
import { layoutOverlay } from '../overlay/layout/overlay.ts';
import { buildScene, type TargetEnforcement } from '../overlay/scene/build.ts';
import type { Session } from './session.ts';

/** A process as it is laid out, with what it was made from. */
export interface DrawnProcess {
  readonly root: string;
  readonly model: ProjectModel;
  readonly process: Process;
  readonly findings: readonly Finding[];
  readonly layout: OverlayLayout;
}

/** Lays out the process asked for; `undefined` where the project has none. */
export function drawProcess(
  session: Session,
  uri: string,
  name: string | undefined,
  collapsed: readonly LaneId[] = [],
): DrawnProcess | undefined {
  const root = session.rootOf(uri);
  const model = session.wholeModel(root);
  const process = chooseProcess(model, uri, name);
  if (!process) return undefined;
  const findings = session.findingsOf(root);
  const enforcement = enforcementOf(model, process, session.configs.backends(root));
  return {
    root,
    model,
    process,
    findings,
    layout: layoutOverlay(model, process.id, findings, { enforcement, collapsed }),
  };
}

/** The scenes of a process, its base and their variants, for a page that one can turn. */
export function familyScenes(
  session: Session,
  { root, model, process, findings }: DrawnProcess,
): NonNullable<HtmlOptions['family']> {
  return familyOf(process, model).map((each) => {
    const enforcement = enforcementOf(model, each, session.configs.backends(root));
    const scene = buildScene(model, each.id, findings, { enforcement });
    return each.variantOf === undefined ? { scene } : { variantOf: each.variantOf.text, scene };
  });
}

/** The process of that name, else the first of the file, else the first for a journey of the file, else the first. */
export function chooseProcess(model: ProjectModel, uri: string, name: string | undefined): Process | undefined {
  const named = name === undefined ? undefined : model.processes.find((process) => process.name === name);
  if (named || name) return named;
  const journeys = new Set(model.journeys.filter(({ span }) => span.uri === uri).map(({ id }) => id));
  return (
    model.processes.find(({ span }) => span.uri === uri) ??
    model.processes.find((process) =>
      process.journeys.some(({ target }) => target !== undefined && journeys.has(target)),
    ) ??
    model.processes[0]
  );
}

export function enforcementOf(
  model: ProjectModel,
  process: Process,
  backends: readonly Backend[],
): TargetEnforcement[] {
  return backends.map((backend) => ({
    target: backend.title,
    entries: backend.generate(model, { process: process.name }).enforcement,
  }));
}
