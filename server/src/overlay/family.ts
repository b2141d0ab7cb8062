import type { Process, ProjectModel } from '../model/model.ts';

/** A process with its base and all variants of that, as the source orders them: what one turns between in a picture. */
export function familyOf(process: Process, model: ProjectModel): readonly Process[] {
  const base = process.variantOf?.target ?? process.id;
  return model.processes.filter(
    (each) => each.id === process.id || each.id === base || each.variantOf?.target === base,
  );
}
