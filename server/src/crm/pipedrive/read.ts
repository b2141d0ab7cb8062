import type { FieldType } from '../../model/model.ts';
import type { InputFile } from '../backend.ts';
import { array, boolean, isRecord, type JsonRecord, number, parseJson, record, string } from '../json.ts';
import type { CrmSnapshot, SnapshotField, SnapshotPipeline, SnapshotStage } from '../snapshot.ts';
import { oneLine } from '../text.ts';

interface Reading {
  readonly pipelines: JsonRecord[];
  readonly stages: { body: JsonRecord; file: string }[];
  readonly fields: { body: JsonRecord; file: string }[];
  readonly notes: { file: string; message: string }[];
}

/**
 * Reads what Pipedrive's API answers (`GET /api/v2/pipelines`, `/stages`, `/dealFields` with
 * `include_fields=important_fields,required_fields`; v1 answers, too) and what this backend generates.
 */
export function readPipedrive(files: readonly InputFile[]): CrmSnapshot {
  const reading: Reading = { pipelines: [], stages: [], fields: [], notes: [] };
  for (const file of files) {
    if (!file.path.endsWith('.json') || /(^|\/)(\..*|enforcement|source-map)\.json$/.test(file.path)) continue;
    const parsed = parseJson(file.content);
    if (parsed === undefined)
      reading.notes.push({ file: file.path, message: 'This is not JSON, so nothing was read from it.' });
    else if (!sort(parsed, file.path, reading)) {
      reading.notes.push({
        file: file.path,
        message: 'This holds no pipelines, stages or deal fields of Pipedrive, so nothing was read from it.',
      });
    }
  }
  const fields = reading.fields.flatMap(({ body, file }) => readField(body, file, reading));
  return {
    target: 'pipedrive',
    pipelines: pipelineNames(reading).map((pipeline) => readPipeline(pipeline, reading)),
    fields,
    rules: [],
    notes: reading.notes,
  };
}

function sort(value: unknown, file: string, reading: Reading): boolean {
  const items = Array.isArray(value) ? value : isRecord(value) && Array.isArray(value.data) ? value.data : undefined;
  if (items !== undefined)
    return items.length === 0 || items.map((item) => sortItem(item, file, reading)).some(Boolean);
  if (!isRecord(value)) return false;
  return (
    sortItem(value, file, reading) ||
    Object.values(value)
      .map((part) => (typeof part === 'object' && part !== null ? sort(part, file, reading) : false))
      .some(Boolean)
  );
}

function sortItem(item: unknown, file: string, reading: Reading): boolean {
  if (!isRecord(item)) return false;
  if ('field_code' in item || 'field_name' in item || ('field_type' in item && 'key' in item))
    reading.fields.push({ body: item, file });
  else if (typeof item.name === 'string' && ('pipeline_id' in item || 'pipeline' in item)) {
    if (boolean(item.is_deleted) || item.active_flag === false)
      reading.notes.push({ file, message: `The stage “${item.name}” is deleted and was left out.` });
    else reading.stages.push({ body: item, file });
  } else if (typeof item.name === 'string') {
    if (boolean(item.is_deleted) || item.active === false)
      reading.notes.push({ file, message: `The pipeline “${item.name}” is deleted and was left out.` });
    else reading.pipelines.push(item);
  } else return false;
  return true;
}

interface PipelineName {
  readonly key: string;
  readonly name: string;
}

/** Pipelines as listed, and those that only stages name. */
function pipelineNames(reading: Reading): readonly PipelineName[] {
  const listed = [...reading.pipelines]
    .sort((a, b) => (number(a.order_nr) ?? 0) - (number(b.order_nr) ?? 0))
    .map((body) => ({ key: string(body.id) ?? string(body.name) ?? '', name: string(body.name) ?? '' }));
  const names = new Map(listed.map((pipeline) => [pipeline.key, pipeline]));
  for (const { body } of reading.stages) {
    const key = string(body.pipeline_id) ?? string(body.pipeline) ?? '';
    if (!names.has(key))
      names.set(key, {
        key,
        name: string(body.pipeline_name) ?? (body.pipeline === undefined ? `Pipeline ${key}` : key),
      });
  }
  return [...names.values()];
}

function readPipeline({ key, name }: PipelineName, reading: Reading): SnapshotPipeline {
  const own = reading.stages
    .map((each) => each.body)
    .filter((body) => (string(body.pipeline_id) ?? string(body.pipeline)) === key)
    .sort((a, b) => (number(a.order_nr) ?? 0) - (number(b.order_nr) ?? 0));
  const asks = reading.fields.map(({ body, file }) => ({
    file,
    field: fieldKey(body),
    important: array(record(body.important_fields)?.stage_ids).map(String),
    required: array(record(body.required_fields)?.stage_ids).map(String),
    statuses: array(record(record(body.required_fields)?.statuses)?.[key]).map(String),
  }));
  const idsOf = (body: JsonRecord) => [string(body.id) ?? '', `${name} / ${string(body.name)}`];
  const at = (body: JsonRecord, which: 'important' | 'required') =>
    asks.filter((ask) => idsOf(body).some((id) => ask[which].includes(id))).map((ask) => ask.field);
  const on = (status: string) => asks.filter((ask) => ask.statuses.includes(status)).map((ask) => ask.field);
  const won = on('won');
  const last = lastStep(own, at, won);
  const stages = own.map((body, index): SnapshotStage => {
    const keyFields = index > last ? [] : at(body, 'important');
    const before = own[index - 1];
    const carried = before === undefined || index - 1 >= last ? [] : at(before, 'important');
    const entering = at(body, 'required').filter((field) => !carried.includes(field));
    const next = index === last ? won : own[index + 1] === undefined ? [] : at(own[index + 1] ?? {}, 'required');
    const only = keyFields.filter((field) => !next.includes(field));
    if (only.length > 0) {
      const message = `In “${string(body.name)}” of “${name}”, ${only.join(', ')} is highlighted without being required to move on; the draft collects it, which requires it.`;
      reading.notes.push({ file: asks[0]?.file ?? '', message });
    }
    const days = boolean(body.is_deal_rot_enabled ?? body.rotten_flag)
      ? number(body.days_to_rotten ?? body.rotten_days)
      : undefined;
    return {
      key: string(body.id) ?? `${name} / ${string(body.name)}`,
      label: string(body.name) ?? '',
      probability: number(body.deal_probability),
      forecast: undefined,
      state: 'open',
      description: undefined,
      guidance: undefined,
      keyFields,
      ...(entering.length === 0 ? {} : { requiredToEnter: entering }),
      ...(index > last ? { parked: true } : {}),
      ...(days === undefined ? {} : { rotsAfterDays: days }),
    };
  });
  const carriedToWon = own[last] === undefined ? [] : at(own[last], 'important');
  return {
    key,
    label: name,
    description: undefined,
    stages: [
      ...stages,
      closed(
        'won',
        won.filter((field) => !carriedToWon.includes(field)),
      ),
      closed('lost', on('lost')),
    ],
  };
}

/**
 * Index of the last step before the sale is decided: what it highlights is required on winning, not on entering the
 * stage after it. Stages behind it are places to park deals.
 */
function lastStep(
  stages: readonly JsonRecord[],
  at: (body: JsonRecord, which: 'important' | 'required') => readonly string[],
  won: readonly string[],
): number {
  const found = stages.findIndex((body, index) => {
    const next = stages[index + 1];
    const important = at(body, 'important');
    if (next === undefined || important.length === 0) return false;
    const required = at(next, 'required');
    return important.some((field) => !required.includes(field)) && important.every((field) => won.includes(field));
  });
  return found === -1 ? stages.length - 1 : found;
}

/** Won and lost are states of a deal, which every pipeline has. */
function closed(state: 'won' | 'lost', required: readonly string[]): SnapshotStage {
  return {
    key: state,
    label: state === 'won' ? 'Won' : 'Lost',
    probability: state === 'won' ? 100 : 0,
    forecast: undefined,
    state,
    description: undefined,
    guidance: undefined,
    keyFields: [],
    ...(required.length === 0 ? {} : { requiredToEnter: required }),
  };
}

/** How a field is told from others: by its code, or by its name where it has none yet. */
function fieldKey(body: JsonRecord): string {
  return string(body.field_code) ?? string(body.key) ?? string(body.field_name) ?? '';
}

const types: Readonly<Record<string, FieldType>> = {
  varchar: 'text',
  varchar_auto: 'text',
  varchar_options: 'text',
  text: 'longtext',
  address: 'text',
  double: 'number',
  int: 'number',
  boolean: 'yesno',
  monetary: 'currency',
  date: 'date',
  enum: 'choice',
  set: 'multichoice',
  user: 'user',
  phone: 'phone',
};

function readField(body: JsonRecord, file: string, reading: Reading): readonly SnapshotField[] {
  const name = fieldKey(body);
  const label = string(body.field_name) ?? string(body.name) ?? name;
  const written = string(body.field_type);
  const custom = /^[0-9a-f]{40}$/.test(name);
  const isNew = body.field_code === undefined && body.key === undefined;
  const standard = !custom && !isNew;
  const type = types[written ?? 'varchar'];
  if (type === undefined) {
    if (!standard)
      reading.notes.push({
        file,
        message: `The field “${label}” has the type ${written}, which Salesflow does not know; it was left out.`,
      });
    return [];
  }
  const description = oneLine(string(body.description) ?? '');
  const choices = type === 'choice' || type === 'multichoice' ? array(body.options).filter(isRecord) : [];
  const asked = boolean(record(body.required_fields)?.enabled) || boolean(record(body.important_fields)?.enabled);
  return [
    {
      name,
      object: 'deal',
      label,
      type,
      choices: choices.map((option) => ({ value: string(option.label) ?? '', label: string(option.label) ?? '' })),
      description: description === '' ? undefined : description,
      ...(standard ? { standard } : {}),
      ...(custom && !asked ? { ours: false } : {}),
    },
  ];
}
