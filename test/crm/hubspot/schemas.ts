import { Ajv } from 'ajv';

/**
 * Request bodies of HubSpot's CRM API as JSON schemas, written from the public API reference
 * (https://developers.hubspot.com/docs/api-reference/latest/crm/pipelines/create-pipeline,
 * …/properties/batch/create-properties, …/associations/associations-schema, and
 * https://developers.hubspot.com/docs/api-reference/2026-09-beta/crm/pipelines/pipeline-rules/guide).
 * They are stricter than the API: what we have no use for is not allowed.
 */

const label = { type: 'string', minLength: 1, maxLength: 255, pattern: '^\\S(.*\\S)?$' };
const internalName = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,99}$' };
const order = { type: 'integer', minimum: 0 };

const dealStage = {
  type: 'object',
  required: ['label', 'displayOrder', 'metadata'],
  additionalProperties: false,
  properties: {
    label,
    displayOrder: order,
    metadata: {
      type: 'object',
      required: ['probability', 'isClosed'],
      additionalProperties: false,
      properties: {
        probability: { type: 'string', pattern: '^(0\\.\\d|1\\.0)$' },
        isClosed: { enum: ['true', 'false'] },
      },
      if: { properties: { isClosed: { const: 'true' } } },
      ...Object.fromEntries([['then', { properties: { probability: { enum: ['0.0', '1.0'] } } }]]),
      else: { properties: { probability: { enum: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => `0.${tenth}`) } } },
    },
  },
};

const pipeline = (stage: object) => ({
  type: 'object',
  required: ['label', 'displayOrder', 'stages'],
  additionalProperties: false,
  properties: { label, displayOrder: order, stages: { type: 'array', minItems: 1, maxItems: 100, items: stage } },
});

const otherStage = {
  type: 'object',
  required: ['label', 'displayOrder'],
  additionalProperties: false,
  properties: {
    label,
    displayOrder: order,
    metadata: {
      type: 'object',
      additionalProperties: false,
      properties: { ticketState: { enum: ['OPEN', 'CLOSED'] } },
    },
  },
};

const option = {
  type: 'object',
  required: ['label', 'value', 'displayOrder', 'hidden'],
  additionalProperties: false,
  properties: { label, value: { type: 'string', minLength: 1 }, displayOrder: order, hidden: { type: 'boolean' } },
};

/** Which field types a type goes with: the table of the properties guide. */
const combinations: Readonly<Record<string, readonly string[]>> = {
  bool: ['booleancheckbox'],
  enumeration: ['booleancheckbox', 'checkbox', 'radio', 'select'],
  date: ['date'],
  datetime: ['date'],
  string: ['file', 'html', 'phonenumber', 'text', 'textarea'],
  number: ['number'],
};

const property = {
  type: 'object',
  required: ['name', 'label', 'groupName', 'type', 'fieldType'],
  additionalProperties: false,
  properties: {
    name: internalName,
    label,
    groupName: internalName,
    type: { enum: Object.keys(combinations) },
    fieldType: { type: 'string' },
    description: { type: 'string', minLength: 1 },
    options: { type: 'array', items: option },
    showCurrencySymbol: { type: 'boolean' },
    numberDisplayHint: { enum: ['currency', 'duration', 'formatted', 'percentage', 'probability', 'unformatted'] },
    externalOptions: { type: 'boolean' },
    referencedObjectType: { enum: ['OWNER'] },
  },
  oneOf: Object.entries(combinations).map(([type, fieldTypes]) => ({
    properties: { type: { const: type }, fieldType: { enum: fieldTypes } },
  })),
};

const movement = {
  type: 'object',
  required: ['enabledForAllStages', 'pipelineStageIds'],
  additionalProperties: false,
  properties: { enabledForAllStages: { type: 'boolean' }, pipelineStageIds: { type: 'array', items: label } },
};

const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });

/** Validators of the generated bodies, by file name. */
export const bodies = {
  'deals/pipelines.json': ajv.compile({ type: 'array', items: pipeline(dealStage) }),
  'leads/pipelines.json': ajv.compile({ type: 'array', items: pipeline(otherStage) }),
  'properties.json': ajv.compile({
    type: 'object',
    required: ['inputs'],
    additionalProperties: false,
    properties: { inputs: { type: 'array', minItems: 1, maxItems: 100, items: property } },
  }),
  'property-groups.json': ajv.compile({
    type: 'array',
    items: {
      type: 'object',
      required: ['name', 'label'],
      additionalProperties: false,
      properties: { name: internalName, label },
    },
  }),
  'pipeline-rules.json': ajv.compile({
    type: 'array',
    items: {
      type: 'object',
      required: ['objectTypeId', 'pipeline', 'rules'],
      additionalProperties: false,
      properties: {
        objectTypeId: { type: 'string' },
        pipeline: label,
        rules: {
          type: 'object',
          minProperties: 1,
          additionalProperties: false,
          properties: {
            noBackwardsMovementRule: movement,
            noSkippingStagesRule: movement,
            objectCreationRule: {
              type: 'object',
              required: ['pipelineStageIds'],
              additionalProperties: false,
              properties: { pipelineStageIds: { type: 'array', minItems: 1, items: label } },
            },
          },
        },
      },
    },
  }),
  'association-labels.json': ajv.compile({
    type: 'array',
    items: {
      type: 'object',
      required: ['label', 'name'],
      additionalProperties: false,
      properties: { label: { ...label, maxLength: 50 }, name: internalName },
    },
  }),
} as const;

/** What is wrong with a generated HubSpot file; empty for a good one, and for files that are no request bodies. */
export function bodyErrors(path: string, content: string): string[] {
  const name = path.replace(/-\d+\.json$/, '.json');
  const key = Object.keys(bodies).find((each) => each === name || name.endsWith(`/${each}`)) as
    | keyof typeof bodies
    | undefined;
  if (key === undefined) return [];
  const validate = bodies[key];
  const value: unknown = JSON.parse(content);
  const errors = validate(value)
    ? []
    : (validate.errors ?? []).map((error) => `${path}${error.instancePath} ${error.message}`);
  return [...errors, ...duplicates(path, value)];
}

/** What JSON schema cannot say: labels and names that must differ within their list. */
function duplicates(path: string, value: unknown): string[] {
  const twice: string[] = [];
  const visit = (items: unknown, key: string, where: string) => {
    if (!Array.isArray(items)) return;
    const seen = new Set<string>();
    for (const item of items as Record<string, unknown>[]) {
      const text = String(item[key]).toLowerCase();
      if (seen.has(text)) twice.push(`${where}: ${key} “${text}” twice`);
      seen.add(text);
      visit(item.stages, 'label', `${where}/${text}`);
      visit(item.options, 'label', `${where}/${text}`);
      visit(item.options, 'value', `${where}/${text}`);
    }
  };
  if (path.endsWith('pipelines.json')) visit(value, 'label', path);
  if (path.includes('properties') && typeof value === 'object' && value !== null && 'inputs' in value)
    visit(value.inputs, 'name', path);
  return twice;
}
