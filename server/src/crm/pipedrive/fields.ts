import type { Finding } from '../../model/finding.ts';
import type { Field, FieldType } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { limitFinding } from '../../standards/crm/limit.ts';
import { nameLimit, pipedriveLimits } from '../../standards/crm/pipedrive.ts';
import type { FieldNames } from '../placed-requirements.ts';
import { titleOf } from '../stages.ts';
import { cut, oneLine } from '../text.ts';

/**
 * Body that creates a deal field, or changes one that exists (`field_code`):
 * https://developers.pipedrive.com/docs/api/v1/DealFields (API v2).
 *
 * In the generated file, names stand where the API takes ids: `Pipeline / Stage` for stages, the pipeline's name in
 * `statuses`.
 */
export interface DealFieldBody {
  readonly field_code?: string;
  readonly field_name?: string;
  readonly field_type?: string;
  readonly description?: string;
  readonly options?: readonly { readonly label: string }[];
  readonly important_fields?: { readonly enabled: boolean; readonly stage_ids: readonly string[] };
  readonly required_fields?: {
    readonly enabled: boolean;
    readonly stage_ids: readonly string[];
    readonly statuses: Readonly<Record<string, readonly ('won' | 'lost')[]>>;
  };
}

const types: Readonly<Record<FieldType, string>> = {
  text: 'varchar',
  longtext: 'text',
  number: 'double',
  currency: 'monetary',
  percent: 'double',
  date: 'date',
  datetime: 'date',
  yesno: 'enum',
  choice: 'enum',
  multichoice: 'set',
  user: 'user',
  url: 'varchar',
  email: 'varchar',
  phone: 'phone',
};

/** What creates a field of that name. */
export function fieldBody(field: Field, name: string): DealFieldBody {
  const code = field.crmNames.pipedrive;
  const options =
    field.type === 'yesno'
      ? [{ label: 'Yes' }, { label: 'No' }]
      : field.type === 'choice' || field.type === 'multichoice'
        ? uniqueOptions(field)
        : undefined;
  return {
    ...(code === undefined ? {} : { field_code: code }),
    field_name: name,
    field_type: types[field.type],
    ...(field.doc === undefined || oneLine(field.doc) === '' ? {} : { description: oneLine(field.doc) }),
    ...(options === undefined ? {} : { options }),
  };
}

/** A date that stands in for evidence of that label. */
export function helperBody(name: string): DealFieldBody {
  return { field_name: name, field_type: 'date', description: 'The day on which this happened.' };
}

function uniqueOptions(field: Field): readonly { readonly label: string }[] {
  const seen = new Set<string>();
  return field.choices.map((choice) => {
    const title = cut(titleOf(choice), nameLimit);
    const label = seen.has(title.toLowerCase()) ? `${cut(title, 200)} (${choice.name})` : title;
    seen.add(label.toLowerCase());
    return { label };
  });
}

/** Names of all fields of deals, unique whatever the letter case. Fields that Pipedrive brings along go by their code. */
export interface DealFieldNames extends FieldNames {
  isStandard(field: Field): boolean;
  readonly findings: readonly Finding[];
}

/** Codes of custom fields are 40 hexadecimal digits; everything else came with Pipedrive. */
export function isCustomCode(code: string): boolean {
  return /^[0-9a-f]{40}$/.test(code);
}

/** Names for the fields that are generated; those of the library count only where the source uses them. */
export function dealFieldNames(fields: readonly Field[]): DealFieldNames {
  const names = new Map<ElementId, string>();
  const standard = new Set<ElementId>();
  const taken = new Set<string>();
  const findings: Finding[] = [];
  const claim = (title: string): string => {
    let name = cut(title, nameLimit);
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${cut(title, nameLimit - 8)} (${number})`;
    taken.add(name.toLowerCase());
    return name;
  };
  for (const field of fields) {
    const code = field.crmNames.pipedrive;
    if (code !== undefined && !isCustomCode(code)) {
      standard.add(field.id);
      names.set(field.id, code);
      continue;
    }
    const title = titleOf(field);
    const name = claim(title);
    names.set(field.id, name);
    const at = { span: field.label?.span ?? field.nameSpan, path: field.id };
    if (name !== title) {
      const why =
        title.length > nameLimit ? `is longer than ${nameLimit} characters` : 'is the label of another field, too';
      const message = `The label of ${field.name} ${why}, so Pipedrive gets “${cut(name, 60)}”. Give it a short label of its own.`;
      findings.push(limitFinding(pipedriveLimits.name, { ...at, message }));
    }
    if (field.type === 'datetime' && !field.builtin) {
      const message = `Pipedrive has no field for date and time together, so ${field.name} holds the date only. Declare it as a date, or add a field for the time.`;
      findings.push(limitFinding(pipedriveLimits.datetime, { ...at, message }));
    }
  }
  const helpers = new Map<string, string>();
  return {
    of: (field) => names.get(field.id) ?? titleOf(field),
    isStandard: (field) => standard.has(field.id),
    helper: (label) => {
      const known = helpers.get(label) ?? claim(label);
      helpers.set(label, known);
      return known;
    },
    findings,
  };
}
