import type { Backend, TargetId } from './backend.ts';

/**
 * The backends by target, each loaded when it is first asked for, so that a command pays only for what it uses.
 */
const backends: Readonly<Partial<Record<TargetId, () => Promise<Backend>>>> = {
  salesforce: async () => (await import('./salesforce/index.ts')).salesforce,
  hubspot: async () => (await import('./hubspot/index.ts')).hubspot,
  pipedrive: async () => (await import('./pipedrive/index.ts')).pipedrive,
};

/** Ids of all targets, CRMs first. */
export const targetIds = Object.keys(backends) as readonly TargetId[];

/** Whether the text names a target. */
export function isTarget(text: string): text is TargetId {
  return Object.hasOwn(backends, text);
}

/** The backend of a target. */
export async function loadBackend(id: TargetId): Promise<Backend> {
  const load = backends[id];
  if (load === undefined) throw new Error(`No backend for ${id}.`);
  return load();
}
