import type { FlowItem, ProjectModel } from '../../../model/model.ts';
import type { Backend } from '../../backend.ts';
import { jsonFile } from '../../text.ts';
import { chosenProcesses, documentOutput } from '../document.ts';

/** The whole model as JSON, for other tools; its schema is `schema/model.schema.json` of this package. */
export const json: Backend = {
  id: 'json',
  title: 'JSON model',
  generate(model, options) {
    const processes = chosenProcesses(model, options);
    const whole = {
      $schema: 'https://github.com/salesflow/salesflow/raw/main/server/schema/model.schema.json',
      generator: 'Salesflow',
      version: 1,
      roles: model.roles,
      personas: model.personas,
      journeys: model.journeys,
      objects: model.objects,
      documents: model.documents,
      approvals: model.approvals,
      frameworks: model.frameworks,
      // Steps stand once, under `steps`; the order of the process names them.
      processes: processes.map((process) => ({
        ...process,
        flow: order(process.flow),
        afterWon: order(process.afterWon),
      })),
    };
    const content = jsonFile(plain(whole, model));
    const sourceMap = processes.map((process) => ({ file: 'model.json', item: process.name, span: process.nameSpan }));
    return documentOutput(model, [{ path: 'model.json', content }], sourceMap);
  },
};

function order(items: readonly FlowItem[]): readonly unknown[] {
  return items.map((item) =>
    item.kind === 'step' ? item.id : { label: item.label?.value, parallel: item.steps.map((step) => step.id) },
  );
}

/**
 * The model as a reader of JSON wants it: texts as strings, references as ids, no source ranges, nothing `undefined`.
 */
function plain(value: unknown, model: ProjectModel): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item, model));
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record).filter((key) => record[key] !== undefined);
  if (isSpan(record)) return undefined;
  // A text literal is its value, a reference the id of what it names (or the words, where nothing has that name).
  if (keys.length === 2 && 'value' in record && isSpan(record.span) && typeof record.value !== 'object')
    return record.value;
  if (typeof record.text === 'string' && 'target' in record && isSpan(record.span))
    return record.target ?? `?:${record.text}`;
  const out: Record<string, unknown> = {};
  for (const key of keys) {
    const item = record[key];
    if (isSpan(item)) {
      // The keyword alone says it: `optional`, `irreversible`.
      if (key === 'optional' || key === 'irreversible') out[key] = true;
      continue;
    }
    // These say where something is, too.
    if (key === 'keyword' || key === 'hasBlock') continue;
    out[key] = plain(item, model);
  }
  return out;
}

function isSpan(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'uri' in value && 'start' in value && 'end' in value;
}
