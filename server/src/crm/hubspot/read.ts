import type { FieldType } from '../../model/model.ts';
import type { InputFile } from '../backend.ts';
import { array, boolean, isRecord, type JsonRecord, number, parseJson, record, string } from '../json.ts';
import type { CrmSnapshot, SnapshotBuyer, SnapshotField, SnapshotPipeline, SnapshotStage } from '../snapshot.ts';
import { count, oneLine } from '../text.ts';
import { keepsClosed } from './objects.ts';

/** What the files hold together, while they are read. */
interface Reading {
  readonly pipelines: { body: JsonRecord; file: string; object: string }[];
  readonly properties: { body: JsonRecord; file: string; object: string }[];
  readonly groups: Map<string, string>;
  readonly rules: { body: JsonRecord; object: string }[];
  readonly required: { body: JsonRecord; object: string }[];
  readonly buyers: SnapshotBuyer[];
  /** Folders of files that a source map beside them names: each is called after the object that it is about. */
  readonly generated: ReadonlySet<string>;
  readonly notes: { file: string; message: string }[];
}

/**
 * Reads what HubSpot's API answers (`GET …/pipelines/{object}`, `GET …/properties/{object}`, property groups) and what
 * this backend generates, in any combination and order.
 */
export function readHubspot(files: readonly InputFile[]): CrmSnapshot {
  const reading: Reading = {
    pipelines: [],
    properties: [],
    groups: new Map(),
    rules: [],
    required: [],
    buyers: [],
    generated: generatedFolders(files),
    notes: [],
  };
  for (const file of files) {
    if (!file.path.endsWith('.json')) continue;
    if (/(^|\/)(\..*|enforcement|source-map)\.json$/.test(file.path)) continue;
    const parsed = parseJson(file.content);
    if (parsed === undefined)
      reading.notes.push({ file: file.path, message: 'This is not JSON, so nothing was read from it.' });
    else if (!sort(parsed, file, reading)) {
      reading.notes.push({
        file: file.path,
        message: 'This holds neither pipelines nor properties of HubSpot, so nothing was read from it.',
      });
    }
  }
  const fields = reading.properties.flatMap(({ body, file, object }) => readProperty(body, file, object, reading));
  const standard = fields.filter((field) => field.standard).length;
  if (standard > 0) {
    const message =
      `${count(standard, 'property')} that HubSpot brings along ${standard === 1 ? 'is' : 'are'} not declared again.`.replace(
        'propertys',
        'properties',
      );
    reading.notes.push({ file: reading.properties[0]?.file ?? '', message });
  }
  return {
    target: 'hubspot',
    pipelines: ordered(reading.pipelines, ({ body }) => body).flatMap((entry) => readPipeline(entry, reading)),
    fields,
    rules: [],
    ...(reading.buyers.length === 0 ? {} : { buyers: reading.buyers }),
    notes: reading.notes,
  };
}

function generatedFolders(files: readonly InputFile[]): ReadonlySet<string> {
  const maps = files.filter(({ path }) => /(^|\/)source-map\.json$/.test(path));
  return new Set(
    maps.flatMap(({ path, content }) => {
      const map = parseJson(content);
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      if (!isRecord(map) || map.generator !== 'Salesflow') return [];
      const paths = array(map.items).flatMap((item) => (isRecord(item) ? [string(item.file) ?? ''] : []));
      return paths.map((file) => `${folder}${file.slice(0, file.lastIndexOf('/') + 1)}`);
    }),
  );
}

/** Puts the parts of a file where they belong, by shape; `false` where nothing is known. */
function sort(value: unknown, file: InputFile, reading: Reading): boolean {
  const object = /(?:^|\/)([^/]+)\/[^/]+$/.exec(file.path)?.[1] ?? 'deals';
  const items = Array.isArray(value) ? value : isRecord(value) ? (value.results ?? value.inputs) : undefined;
  if (Array.isArray(items)) {
    const known = items.map((item) => sortItem(item, file, object, reading));
    return items.length === 0 || known.some(Boolean);
  }
  if (!isRecord(value)) return false;
  if (sortItem(value, file, object, reading)) return true;
  return Object.values(value)
    .map((part) => (typeof part === 'object' ? sort(part, file, reading) : false))
    .some(Boolean);
}

function sortItem(item: unknown, file: InputFile, object: string, reading: Reading): boolean {
  if (!isRecord(item)) return false;
  // A folder may be called anything; that of a custom object is known by its id, or because it was generated.
  const isObject =
    /^(deals|leads|tickets|\d+-\d+|p\d+_\w+)$/.test(object) ||
    reading.generated.has(file.path.slice(0, file.path.lastIndexOf('/') + 1));
  const holder = isObject ? object : 'deals';
  if (isRecord(item.rules) && typeof item.pipeline === 'string') reading.rules.push({ body: item, object: holder });
  else if (typeof item.pipeline === 'string' && Array.isArray(item.stages))
    reading.required.push({ body: item, object: holder });
  else if (typeof item.label === 'string' && Array.isArray(item.stages)) {
    reading.pipelines.push({ body: item, file: file.path, object: holder });
  } else if (typeof item.name === 'string' && typeof item.type === 'string') {
    reading.properties.push({ body: item, file: file.path, object });
  } else if (/(^|\/)association-labels\.json$/.test(file.path) || 'typeId' in item) {
    // Labels that HubSpot brings along are no buying roles.
    if (typeof item.label !== 'string' || item.category === 'HUBSPOT_DEFINED') return typeof item.category === 'string';
    const { label } = item;
    if (!reading.buyers.some((buyer) => buyer.label === label))
      reading.buyers.push({ label, buysAs: buyingRole(label, string(item.name)) });
  } else if (typeof item.name === 'string' && typeof item.label === 'string') {
    reading.groups.set(item.name, item.label);
  } else return false;
  return true;
}

/** `economic-buyer` of the label `Economic buyer`: from it, the same label is made. */
function buyingRole(label: string, name: string | undefined): string {
  const role = label.trim().replaceAll(/\s+/g, '-');
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(role)) return name ?? 'influencer';
  return /^[A-Z][A-Z]/.test(role) ? role : role.charAt(0).toLowerCase() + role.slice(1);
}

/** By `displayOrder`, and as they came where that says nothing. */
function ordered<T>(items: readonly T[], body: (item: T) => JsonRecord): readonly T[] {
  const order = (item: T) => number(body(item).displayOrder) ?? Number.MAX_SAFE_INTEGER;
  return [...items].sort((a, b) => order(a) - order(b));
}

function readPipeline(
  { body, file, object }: Reading['pipelines'][number],
  reading: Reading,
): readonly SnapshotPipeline[] {
  const label = string(body.label) ?? '';
  const note = (message: string) => reading.notes.push({ file, message });
  if (boolean(body.archived)) {
    note(`The pipeline “${label}” is archived and was left out.`);
    return [];
  }
  const live = array(body.stages)
    .filter(isRecord)
    .filter((stage) => {
      if (boolean(stage.archived))
        note(`The stage “${string(stage.label)}” of “${label}” is archived and was left out.`);
      return !boolean(stage.archived);
    });
  const stages = ordered(live, (stage) => stage).map((stage) => readStage(stage, object, note));
  const rules = record(
    reading.rules.find((entry) => entry.object === object && entry.body.pipeline === label)?.body.rules,
  );
  const ids = array(record(rules?.objectCreationRule)?.pipelineStageIds);
  const creationStages = stages
    .filter((stage) => ids.includes(stage.label) || ids.includes(stage.key))
    .map((stage) => stage.key);
  return [
    {
      key: string(body.id) ?? label,
      label,
      description: undefined,
      stages: withRequired(
        keepsClosed(object)
          ? parked(stages, rules)
          : closedByPlace(parked(stages, rules), `“${label}” of ${object}`, note),
        reading.required.find((entry) => entry.object === object && entry.body.pipeline === label)?.body,
      ),
      ...(rules?.noBackwardsMovementRule === undefined ? {} : { forwardOnly: true }),
      ...(rules?.noSkippingStagesRule === undefined ? {} : { noSkipping: true }),
      ...(creationStages.length === 0 ? {} : { creationStages }),
      ...(object === 'deals' ? {} : { object }),
    },
  ];
}

/** Open stages that a rule of movement leaves out are places to park records. */
function parked(stages: readonly SnapshotStage[], rules: JsonRecord | undefined): readonly SnapshotStage[] {
  const rule = record(rules?.noBackwardsMovementRule) ?? record(rules?.noSkippingStagesRule);
  const covered = array(rule?.pipelineStageIds);
  if (rule === undefined || boolean(rule.enabledForAllStages) || covered.length === 0) return stages;
  return stages.map((stage) =>
    stage.state === 'open' && !covered.includes(stage.label) && !covered.includes(stage.key)
      ? { ...stage, parked: true }
      : stage,
  );
}

/**
 * HubSpot keeps no closed stages of other objects than deals and tickets. Those behind a place to park records are the end
 * of a process; whether it is a good one, only their names say.
 */
function closedByPlace(
  stages: readonly SnapshotStage[],
  where: string,
  note: (message: string) => void,
): readonly SnapshotStage[] {
  const last = stages.findLastIndex((stage) => stage.parked);
  note(
    last < 0
      ? `HubSpot does not say which stages of ${where} are closed: all are read as open.`
      : `HubSpot does not say which stages of ${where} are closed: those behind “${stages[last]?.label}” are, by their names, read as won or lost.`,
  );
  if (last < 0) return stages;
  return stages.map((stage, index) => {
    if (index <= last) return stage;
    const isBad = /\b(lost|disqualified|unqualified|rejected|cancell?ed|no fit|not a fit)\b/i.test(stage.label);
    return { ...stage, state: isBad ? 'lost' : 'won' };
  });
}

function readStage(stage: JsonRecord, object: string, note: (message: string) => void): SnapshotStage {
  const metadata = record(stage.metadata) ?? {};
  const label = string(stage.label) ?? '';
  const written = metadata.probability === undefined ? undefined : Number(metadata.probability);
  const share = written !== undefined && Number.isFinite(written) ? written : undefined;
  if (object === 'deals' && share === undefined) note(`The stage “${label}” has no probability.`);
  const closed = metadata.isClosed === undefined ? share === 0 || share === 1 : String(metadata.isClosed) === 'true';
  const state =
    String(metadata.ticketState) === 'CLOSED' || (closed && (share ?? 0) > 0.5) ? 'won' : closed ? 'lost' : 'open';
  if (closed && share !== undefined && share !== 0 && share !== 1) {
    note(`The stage “${label}” is closed at ${Math.round(share * 100)}%; it is read as ${state}.`);
  }
  return {
    key: string(stage.id) ?? string(stage.stageId) ?? label,
    label,
    probability: share === undefined ? undefined : Math.round(share * 100),
    forecast: undefined,
    state,
    description: undefined,
    guidance: undefined,
    keyFields: [],
  };
}

/**
 * Puts required properties where a process asks for them: HubSpot demands them on entering a stage, a process on
 * leaving the step before.
 */
function withRequired(stages: readonly SnapshotStage[], required: JsonRecord | undefined): readonly SnapshotStage[] {
  if (required === undefined) return stages;
  const wanted = new Map(
    array(required.stages)
      .filter(isRecord)
      .map((entry) => [string(entry.stage), array(entry.properties).filter((name) => typeof name === 'string')]),
  );
  const lastOpen = stages.findLastIndex((stage) => stage.state === 'open' && !stage.parked);
  const won = stages.filter((stage) => stage.state === 'won');
  const sharedByWon = won.length > 0 && won.every((stage) => same(wanted.get(stage.label), wanted.get(won[0]!.label)));
  return stages.map((stage, index) => {
    const next = stages[index + 1];
    const leaving =
      index === lastOpen
        ? sharedByWon && lastOpen !== -1
          ? wanted.get(won[0]!.label)
          : undefined
        : stage.state === 'open' && next?.state === 'open'
          ? wanted.get(next.label)
          : undefined;
    const carried =
      stage.state === 'open'
        ? index > 0 && stages[index - 1]?.state === 'open'
        : stage.state === 'won' && sharedByWon && lastOpen !== -1;
    const entering = carried ? undefined : wanted.get(stage.label);
    return {
      ...stage,
      keyFields: leaving ?? [],
      ...(entering === undefined ? {} : { requiredToEnter: entering }),
    };
  });
}

function same(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return (a ?? []).join('\n') === (b ?? []).join('\n');
}

function readProperty(body: JsonRecord, file: string, object: string, reading: Reading): readonly SnapshotField[] {
  const name = string(body.name) ?? '';
  const label = string(body.label) ?? name;
  if (boolean(body.archived)) {
    reading.notes.push({ file, message: `The property ${name} is archived and was left out.` });
    return [];
  }
  const standard = boolean(body.hubspotDefined) || /^hs_|^hubspot_/.test(name);
  const type = fieldType(body);
  if (type === undefined) {
    if (!standard)
      reading.notes.push({
        file,
        message: `The property ${name} has the type ${string(body.type)}, which Salesflow does not know; it was left out.`,
      });
    return [];
  }
  if (!standard && (boolean(body.calculated) || string(body.fieldType) === 'calculation_equation')) {
    reading.notes.push({
      file,
      message: `The property ${name} is calculated by HubSpot; it is declared as a field, without its formula.`,
    });
  }
  const group = string(body.groupName);
  const description = oneLine(string(body.description) ?? '');
  const choices =
    type === 'choice' || type === 'multichoice'
      ? ordered(array(body.options).filter(isRecord), (option) => option)
      : [];
  return [
    {
      name,
      object,
      label,
      type,
      choices: choices.map((option) => ({ value: string(option.value) ?? '', label: string(option.label) ?? '' })),
      description: description === '' ? undefined : description,
      ...(group === undefined ? {} : { group: { name: group, label: reading.groups.get(group) } }),
      ...(standard ? { standard } : {}),
      ...(group?.startsWith('sales_process') ? {} : { ours: false }),
    },
  ];
}

function fieldType(body: JsonRecord): FieldType | undefined {
  const shown = string(body.fieldType);
  switch (string(body.type)) {
    case 'string':
      return shown === 'phonenumber' ? 'phone' : shown === 'textarea' || shown === 'html' ? 'longtext' : 'text';
    case 'phone_number':
      return 'phone';
    case 'number':
      if (boolean(body.showCurrencySymbol) || body.numberDisplayHint === 'currency') return 'currency';
      return body.numberDisplayHint === 'percentage' ? 'percent' : 'number';
    case 'bool':
      return 'yesno';
    case 'date':
      return 'date';
    case 'datetime':
    case 'dateTime':
      return 'datetime';
    case 'enumeration':
      if (body.referencedObjectType === 'OWNER') return 'user';
      return shown === 'checkbox' ? 'multichoice' : shown === 'booleancheckbox' ? 'yesno' : 'choice';
    default:
      return undefined;
  }
}
