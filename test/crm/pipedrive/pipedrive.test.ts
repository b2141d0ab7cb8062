import { describe, expect, it } from 'vitest';
import { draft } from '../../../server/src/crm/draft/index.ts';
import { pipedrive } from '../../../server/src/crm/pipedrive/index.ts';
import { readPipedrive } from '../../../server/src/crm/pipedrive/read.ts';
import { project } from '../../support/project.ts';
import { hostileProjects, pathProblems } from '../hostile.ts';
import { json, newBusiness } from '../support.ts';
import { bodyErrors, schemas } from './schemas.ts';

const configuration = Object.keys(schemas);

async function generated(text: string) {
  const { model, findings } = await project(text);
  const result = pipedrive.generate(model, {});
  const files = result.files.filter((file) => configuration.includes(file.path));
  const errors = files.flatMap(bodyErrors);
  return { model, findings, result, files, errors };
}

async function imported(files: readonly { path: string; content: string }[]) {
  const { model } = await project('');
  return draft(readPipedrive(files), { builtins: model.objects });
}

describe('Pipedrive', () => {
  it('gets stages with probability and rotting days, and fields that stages require', async () => {
    const { result, errors } = await generated(newBusiness);
    expect(errors).toEqual([]);
    expect(result.findings).toEqual([]);
    expect(json(result, 'stages.json')).toEqual([
      {
        pipeline: 'New business',
        name: 'Discovery',
        deal_probability: 20,
        is_deal_rot_enabled: false,
        days_to_rotten: null,
      },
      {
        pipeline: 'New business',
        name: "Show the product on the buyer's own workflow",
        deal_probability: 50,
        is_deal_rot_enabled: true,
        days_to_rotten: 14,
      },
      {
        pipeline: 'New business',
        name: 'Agree the mutual close plan',
        deal_probability: 70,
        is_deal_rot_enabled: false,
        days_to_rotten: null,
      },
    ]);
    const fields = json<{ field_name?: string }[]>(result, 'deal-fields.json');
    expect(fields.find((field) => field.field_name === 'Pain summary')).toEqual({
      field_name: 'Pain summary',
      field_type: 'text',
      important_fields: { enabled: true, stage_ids: ['New business / Discovery'] },
      required_fields: {
        enabled: true,
        stage_ids: ["New business / Show the product on the buyer's own workflow"],
        statuses: {},
      },
    });
    expect(fields.find((field) => field.field_name?.startsWith('Order form'))).toMatchObject({
      required_fields: { enabled: true, stage_ids: [], statuses: { 'New business': ['won'] } },
    });
    expect(result.enforcement.map((entry) => entry.level)).toEqual([
      'manual',
      'helper',
      'native',
      'helper',
      'helper',
      'native',
      'helper',
      'helper',
      'manual',
      'helper',
      // Reasons for losing.
      'manual',
      'manual',
    ]);
  });

  it('says in the source what it cannot do', async () => {
    const text = `
      object deal { field at "At" : datetime field a "Twin" : text field b "twin" : text }
      process P "P" { moves forward-only step A "A" { within 36 hours } step B "B" step C "a" won W "W" }
      process Q "p" { step A "A" }
      process L "L" on lead { step A "A" }`;
    const { result, errors } = await generated(text);
    expect(errors).toEqual([]);
    expect(
      result.findings.map((finding) => `${finding.rule} ${text.slice(finding.span.start, finding.span.end)}`),
    ).toEqual([
      'crm/pipedrive-object lead',
      'crm/pipedrive-datetime "At"',
      'crm/pipedrive-name "twin"',
      'crm/pipedrive-movement P',
      'crm/pipedrive-name "a"',
      'crm/pipedrive-rotting 36 hours',
      'crm/pipedrive-name "p"',
    ]);
  });

  it.each(hostileProjects)('gets valid bodies for names such as %s', async (_, text) => {
    const { findings, errors, result } = await generated(text);
    expect(findings.map(({ message }) => message)).toEqual([]);
    expect(errors).toEqual([]);
    expect(pathProblems(result.files)).toEqual([]);
  });

  it('reads the answers of the API', async () => {
    const code = 'a'.repeat(40);
    const { text, report } = await imported([
      {
        path: 'pipelines.json',
        content: JSON.stringify({
          success: true,
          data: [
            { id: 1, name: 'Sales', order_nr: 1 },
            { id: 2, name: 'Old', is_deleted: true },
          ],
        }),
      },
      {
        path: 'stages.json',
        content: JSON.stringify({
          data: [
            {
              id: 12,
              order_nr: 2,
              name: 'Offer',
              pipeline_id: 1,
              deal_probability: 60,
              is_deal_rot_enabled: true,
              days_to_rotten: 10,
            },
            {
              id: 11,
              order_nr: 1,
              name: 'Qualified',
              pipeline_id: 1,
              deal_probability: 20,
              is_deal_rot_enabled: false,
              days_to_rotten: null,
            },
          ],
        }),
      },
      {
        path: 'fields.json',
        content: JSON.stringify({
          data: [
            {
              field_name: 'Value',
              field_code: 'value',
              field_type: 'monetary',
              is_custom_field: false,
              important_fields: { enabled: true, stage_ids: [11] },
              required_fields: { enabled: true, stage_ids: [12], statuses: {} },
            },
            {
              field_name: 'Tier',
              field_code: code,
              field_type: 'enum',
              is_custom_field: true,
              options: [{ id: 1, label: 'Gold & co' }],
              required_fields: { enabled: true, stage_ids: [12], statuses: { 1: ['won'] } },
            },
            { field_name: 'Range', field_code: 'b'.repeat(40), field_type: 'daterange', is_custom_field: true },
          ],
        }),
      },
    ]);
    expect(text).toMatchInlineSnapshot(`
      "// Drafted from Pipedrive. What no CRM knows is left to add: the buyer's journey, what each step helps, proofs, plans.

      object deal {
        field tier "Tier" : choice { Gold_co "Gold & co" } { pipedrive "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }
      }

      process Sales "Sales" {
        step Qualified "Qualified" {
          exit { collect deal.amount }
          crm stage "Qualified" probability 20%
        }

        step Offer "Offer" {
          enter { collect deal.tier }
          within 10 days
          crm stage "Offer" probability 60%
        }

        won Won "Won" {
          enter { collect deal.tier }
        }

        lost Lost "Lost"
      }
      "
    `);
    expect(report).toMatchInlineSnapshot(`
      [
        "Drafted 1 process, 4 stages, 1 field and 0 validation rules.",
        "pipelines.json: The pipeline “Old” is deleted and was left out.",
        "fields.json: The field “Range” has the type daterange, which Salesflow does not know; it was left out.",
      ]
    `);
    expect((await generated(text)).findings).toEqual([]);
  });
});
