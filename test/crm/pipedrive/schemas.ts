import { Ajv } from 'ajv';

const name = { type: 'string', minLength: 1, maxLength: 255 };
const names = { type: 'array', items: { type: 'string', minLength: 1, maxLength: 520 }, uniqueItems: true };

/** Bodies of Pipedrive's API v2, with names where it takes ids (https://developers.pipedrive.com/docs/api/v1). */
const ajv = new Ajv({ allErrors: true });
/** Validators of the generated bodies, by file name. */
export const schemas = {
  'pipelines.json': ajv.compile({
    type: 'array',
    items: {
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: { name, is_deal_probability_enabled: { type: 'boolean' } },
    },
  }),
  'stages.json': ajv.compile({
    type: 'array',
    items: {
      type: 'object',
      required: ['pipeline', 'name'],
      additionalProperties: false,
      properties: {
        pipeline: name,
        name,
        deal_probability: { type: 'integer', minimum: 0, maximum: 100 },
        is_deal_rot_enabled: { type: 'boolean' },
        days_to_rotten: { type: ['integer', 'null'], minimum: 1 },
      },
    },
  }),
  'deal-fields.json': ajv.compile({
    type: 'array',
    items: {
      type: 'object',
      additionalProperties: false,
      anyOf: [{ required: ['field_code'] }, { required: ['field_name', 'field_type'] }],
      properties: {
        field_code: name,
        field_name: name,
        field_type: { enum: ['varchar', 'text', 'double', 'phone', 'date', 'set', 'enum', 'monetary', 'user'] },
        description: { type: 'string', minLength: 1 },
        options: {
          type: 'array',
          minItems: 1,
          items: { type: 'object', required: ['label'], additionalProperties: false, properties: { label: name } },
        },
        important_fields: {
          type: 'object',
          required: ['enabled', 'stage_ids'],
          additionalProperties: false,
          properties: { enabled: { const: true }, stage_ids: names },
        },
        required_fields: {
          type: 'object',
          required: ['enabled', 'stage_ids', 'statuses'],
          additionalProperties: false,
          properties: {
            enabled: { const: true },
            stage_ids: names,
            statuses: {
              type: 'object',
              additionalProperties: { type: 'array', minItems: 1, items: { enum: ['won', 'lost'] } },
            },
          },
        },
      },
    },
  }),
};

/** What is wrong with a generated body; empty for a good one, and for files that are none. */
export function bodyErrors({ path, content }: { readonly path: string; readonly content: string }): string[] {
  const validate = (schemas as Readonly<Record<string, (typeof schemas)['stages.json']>>)[path];
  if (validate === undefined || validate(JSON.parse(content))) return [];
  return (validate.errors ?? []).map((error) => `${path}${error.instancePath} ${error.message}`);
}
