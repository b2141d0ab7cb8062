import type { Backend, TargetId } from './backend.ts';

/**
 * The backends by target, each loaded when it is first asked for, so that a command pays only for what it uses.
 */
const backends: Readonly<Record<TargetId, () => Promise<Backend>>> = {
  salesforce: async () => (await import('./salesforce/index.ts')).salesforce,
  hubspot: async () => (await import('./hubspot/index.ts')).hubspot,
  pipedrive: async () => (await import('./pipedrive/index.ts')).pipedrive,
  markdown: async () => (await import('./documents/markdown/index.ts')).markdown,
  csv: async () => (await import('./documents/csv/index.ts')).csv,
  json: async () => (await import('./documents/json/index.ts')).json,
  mermaid: async () => (await import('./documents/mermaid/index.ts')).mermaid,
  bpmn: async () => (await import('./documents/bpmn/index.ts')).bpmn,
  sql: async () => (await import('./documents/sql/index.ts')).sql,
  zoho: async () => (await import('./documents/zoho/index.ts')).zoho,
  dynamics: async () => (await import('./documents/dynamics/index.ts')).dynamics,
};

/** Ids of all targets, CRMs first. */
export const targetIds = Object.keys(backends) as readonly TargetId[];

/** Whether the text names a target. */
export function isTarget(text: string): text is TargetId {
  return Object.hasOwn(backends, text);
}

/** The backend of a target. */
export function loadBackend(id: TargetId): Promise<Backend> {
  return backends[id]();
}
