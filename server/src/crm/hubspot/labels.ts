import type { ProjectModel } from '../../model/model.ts';
import { cut, oneLine } from '../text.ts';
import { internalName } from './names.ts';

/**
 * Body that creates a label for the contacts of a deal, such as `Champion`:
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associations-schema/guide.
 */
export interface AssociationLabelBody {
  readonly label: string;
  readonly name: string;
}

/**
 * One label for each buying role that a persona has or that a criterion asks for, so that contacts on a deal show
 * whom the process talks about.
 */
export function associationLabels(model: ProjectModel, asked: readonly string[]): readonly AssociationLabelBody[] {
  const labels = new Map<string, AssociationLabelBody>();
  for (const role of [...model.personas.map((persona) => persona.buysAs ?? ''), ...asked]) {
    if (role === '') continue;
    const words = oneLine(role.replaceAll(/[-_]+/g, ' '));
    const name = internalName(role);
    if (!labels.has(name)) labels.set(name, { label: cut(words.charAt(0).toUpperCase() + words.slice(1), 50), name });
  }
  return [...labels.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
