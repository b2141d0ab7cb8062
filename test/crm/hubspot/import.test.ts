import { describe, expect, it } from 'vitest';
import { draft } from '../../../server/src/crm/draft/index.ts';
import { hubspot } from '../../../server/src/crm/hubspot/index.ts';
import { readHubspot } from '../../../server/src/crm/hubspot/read.ts';
import { project } from '../../support/project.ts';
import { example } from '../salesforce/support.ts';
import { newBusiness } from '../support.ts';

const configuration =
  /(pipelines|properties(-\d+)?|property-groups|pipeline-rules|required-properties|association-labels|source-map)\.json$/;

async function generated(text: string | Readonly<Record<string, string>>) {
  const { model, findings } = await project(text);
  const result = hubspot.generate(model, {});
  return { model, findings, result, files: result.files.filter((file) => configuration.test(file.path)) };
}

/** Without the source map, which names places in the source. */
function configured(files: readonly { path: string; content: string }[]) {
  return Object.fromEntries(
    files.filter(({ path }) => path !== 'source-map.json').map((file) => [file.path, file.content]),
  );
}

async function imported(files: readonly { path: string; content: string }[]) {
  const { model } = await project('');
  return draft(readHubspot(files), { builtins: model.objects });
}

describe('a HubSpot import', () => {
  it('of what was generated reads as a process again', async () => {
    const { files } = await generated(newBusiness);
    const { text, report } = await imported(files);
    expect(text).toMatchSnapshot();
    expect(report).toMatchSnapshot();
    const again = await generated(text);
    expect(again.findings).toEqual([]);
    expect(configured(again.files)).toEqual(configured(files));
  });

  it.each(['food-broker', 'government-bids', 'medical-device-orders', 'saas-new-business'])(
    'of %s, with its own objects and buying roles, generates the same bytes',
    async (name) => {
      const first = await generated(example(name));
      const { text, report } = await imported(first.files);
      const second = await generated(text);
      expect(second.findings).toEqual([]);
      expect(configured(second.files)).toEqual(configured(first.files));
      const objects = new Set(first.files.map(({ path }) => path.split('/')[0]));
      for (const object of ['launch', 'team_member', 'order'].filter((each) => objects.has(each)))
        expect(report).toContainEqual(expect.stringMatching(`which stages of “.*” of ${object} are closed`));
    },
  );

  it('reads the answers of the API: pipelines, properties, groups, in any order, with what it cannot use', async () => {
    const pipelines = {
      results: [
        {
          id: 'default',
          label: 'Sales Pipeline',
          displayOrder: 0,
          archived: false,
          createdAt: '2024-01-01T00:00:00Z',
          stages: [
            {
              id: 'closedwon',
              label: 'Closed Won',
              displayOrder: 5,
              metadata: { isClosed: 'true', probability: '1.0' },
              archived: false,
            },
            {
              id: 'appointmentscheduled',
              label: 'Appointment "Scheduled"',
              displayOrder: 0,
              metadata: { isClosed: 'false', probability: '0.2' },
            },
            { id: 'x1', label: 'Old', displayOrder: 2, metadata: { probability: '0.4' }, archived: true },
            {
              id: 'closedlost',
              label: 'Closed Lost',
              displayOrder: 6,
              metadata: { isClosed: 'true', probability: '0.0' },
            },
            { id: '17', label: 'Contract sent', displayOrder: 3, metadata: { isClosed: 'false', probability: '0.9' } },
          ],
        },
        { id: '9', label: 'Archived', displayOrder: 1, archived: true, stages: [] },
      ],
    };
    const properties = {
      results: [
        {
          name: 'amount',
          label: 'Amount',
          type: 'number',
          fieldType: 'number',
          hubspotDefined: true,
          groupName: 'dealinformation',
        },
        {
          name: 'pain',
          label: 'Pain',
          type: 'string',
          fieldType: 'textarea',
          groupName: 'dealinformation',
          description: 'In their *words* */',
        },
        {
          name: 'tier',
          label: 'Tier',
          type: 'enumeration',
          fieldType: 'select',
          groupName: 'dealinformation',
          options: [
            { label: 'Mid market', value: 'Mid Market', displayOrder: 1, hidden: false },
            { label: 'Small', value: 'small', displayOrder: 0, hidden: false },
          ],
        },
        { name: 'where', label: 'Where', type: 'object_coordinates', fieldType: 'text', groupName: 'dealinformation' },
      ],
    };
    const { text, report } = await imported([
      { path: 'properties.json', content: JSON.stringify(properties) },
      { path: 'notes.txt', content: 'not read' },
      { path: 'broken.json', content: '{' },
      { path: 'all/pipelines.json', content: `\ufeff${JSON.stringify(pipelines)}` },
    ]);
    expect(text).toMatchInlineSnapshot(`
      "// Drafted from HubSpot. What no CRM knows is left to add: the buyer's journey, what each step helps, proofs, plans.

      object deal {
        /** In their *words* * / */
        field pain "Pain" : longtext
        field tier "Tier" : choice { small "Small"  Mid_Market "Mid market" { hubspot "Mid Market" } }
      }

      framework dealinformation {
        deal.pain
        deal.tier
      }

      process SalesPipeline "Sales Pipeline" {
        step AppointmentScheduled "Appointment \\"Scheduled\\"" {
          crm stage "Appointment \\"Scheduled\\"" probability 20%
        }

        step ContractSent "Contract sent" {
          crm stage "Contract sent" probability 90%
        }

        won ClosedWon "Closed Won"

        lost ClosedLost "Closed Lost"
      }
      "
    `);
    expect(report).toMatchInlineSnapshot(`
      [
        "Drafted 1 process, 4 stages, 2 fields and 0 validation rules.",
        "broken.json: This is not JSON, so nothing was read from it.",
        "properties.json: The property where has the type object_coordinates, which Salesflow does not know; it was left out.",
        "properties.json: 1 property that HubSpot brings along is not declared again.",
        "all/pipelines.json: The stage “Old” of “Sales Pipeline” is archived and was left out.",
        "all/pipelines.json: The pipeline “Archived” is archived and was left out.",
      ]
    `);
    const again = await generated(text);
    expect(again.findings).toEqual([]);
    const tier = again.files.find((file) => file.path.endsWith('/properties.json'))?.content;
    expect(tier).toContain('"value": "Mid Market"');
  });
});
