import type { Finding } from '../../model/finding.ts';
import type { Field, ObjectType } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { hubspotLimits, nameLimit } from '../../standards/crm/hubspot.ts';
import { limitFinding } from '../../standards/crm/limit.ts';
import { NameSpace } from '../naming.ts';

/** Internal names of the properties of one object. */
export interface PropertyNames {
  /** Name of a field of the object. */
  of(field: Field): string;
  /** HubSpot brings the property along, so it is not created. */
  isStandard(field: Field): boolean;
  /** Name of a helper property with that label, the same one each time. */
  helper(label: string): string;
  readonly findings: readonly Finding[];
}

const valid = /^[a-z][a-z0-9_]*$/;

/** The text as an internal name: lower case, starting with a letter, never in HubSpot's own `hs_` space. */
export function internalName(text: string): string {
  return new NameSpace().claim(guard(text), { max: nameLimit, fallback: 'property', identity: text, style: 'snake' });
}

/** Keeps derived names out of the space that HubSpot names its own properties in. */
function guard(text: string): string {
  return /^(hs|hubspot)(?![a-z0-9])/i.test(text) ? `p ${text}` : text;
}

/**
 * Names for all fields of an object: those written in the source first, then derived ones in order of declaration.
 *
 * A derived name that is taken gets a short suffix made from the field's id, so that it does not depend on which
 * other fields exist.
 */
export function propertyNames(object: ObjectType | undefined): PropertyNames {
  const names = new Map<ElementId, string>();
  const standard = new Set<ElementId>();
  const taken = new NameSpace();
  const findings: Finding[] = [];
  const fields = object?.fields ?? [];
  const standardNames = new Set(fields.flatMap((field) => (field.builtin ? [field.crmNames.hubspot ?? ''] : [])));
  for (const field of fields) {
    const written = field.crmNames.hubspot;
    if (written === undefined) continue;
    const reason =
      written.length > nameLimit
        ? `it has ${written.length} characters, and HubSpot takes ${nameLimit}`
        : !valid.test(written)
          ? 'it may only hold lower-case letters, digits and underscores, and starts with a letter'
          : !taken.reserve(written)
            ? 'another field has it already'
            : undefined;
    if (reason !== undefined) {
      findings.push(
        limitFinding(hubspotLimits.propertyName, {
          span: field.nameSpan,
          path: field.id,
          message: `The HubSpot name “${written}” of ${field.name} is not generated: ${reason}. Correct it, or leave it out to have one derived.`,
        }),
      );
      continue;
    }
    names.set(field.id, written);
    if (field.builtin || standardNames.has(written) || /^hs_|^hubspot_/.test(written)) standard.add(field.id);
  }
  const claim = (text: string, identity: string): string =>
    taken.claim(guard(text), { max: nameLimit, fallback: 'property', identity, style: 'snake' });
  for (const field of fields) if (!names.has(field.id)) names.set(field.id, claim(field.name, field.id));
  const helpers = new Map<string, string>();
  return {
    of: (field) => names.get(field.id) ?? internalName(field.name),
    isStandard: (field) => standard.has(field.id),
    helper: (label) => {
      const known = helpers.get(label);
      if (known !== undefined) return known;
      const name = claim(label, label);
      helpers.set(label, name);
      return name;
    },
    findings,
  };
}
