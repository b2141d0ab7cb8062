import type { ProjectModel } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';

/** An object of HubSpot, as its API paths name it. */
export interface HubspotObject {
  /** Path segment of the pipelines and properties endpoints, such as `deals`. */
  readonly path: string;
  /** Object type id of the pipeline rules endpoint, such as `0-3`. */
  readonly typeId: string;
  /** HubSpot has pipelines for it. */
  readonly pipelines: boolean;
}

/**
 * Standard objects by API path. Ids and which of them have pipelines: "Understanding the CRM" and "Pipelines", HubSpot
 * developer documentation (https://developers.hubspot.com/docs/api-reference/latest/crm/pipelines/guide).
 */
const standard: Readonly<Record<string, HubspotObject>> = {
  deals: { path: 'deals', typeId: '0-3', pipelines: true },
  leads: { path: 'leads', typeId: '0-136', pipelines: true },
  tickets: { path: 'tickets', typeId: '0-5', pipelines: true },
  contacts: { path: 'contacts', typeId: '0-1', pipelines: false },
  companies: { path: 'companies', typeId: '0-2', pipelines: false },
};

/**
 * Whether the pipelines of the object, given by its API path, know closed stages: `metadata` is documented for deals and
 * tickets only (https://developers.hubspot.com/docs/api-reference/latest/crm/pipelines/guide).
 */
export function keepsClosed(path: string): boolean {
  return path === 'deals' || path === 'tickets';
}

/** The HubSpot object that an object of the model is kept in: a standard one, or a custom object of that name. */
export function hubspotObject(model: ProjectModel, id: ElementId | undefined): HubspotObject {
  const object = model.element(id);
  if (object?.kind !== 'object') return standard.deals!;
  const written = object.crmNames.hubspot ?? object.name;
  const path = written.toLowerCase().replace(/[^a-z0-9_-]+/g, '_') || 'custom';
  return standard[path] ?? standard[`${path}s`] ?? { path, typeId: path, pipelines: true };
}
