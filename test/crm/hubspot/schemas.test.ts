import { describe, expect, it } from 'vitest';
import { hubspot } from '../../../server/src/crm/hubspot/index.ts';
import { project } from '../../support/project.ts';
import { content, newBusiness } from '../support.ts';
import { bodyErrors } from './schemas.ts';

/** What the schemas must refuse, each made from a good file by one change. */
const broken: readonly (readonly [what: string, path: string, change: (text: string) => string])[] = [
  [
    'a probability that is a number',
    'deals/pipelines.json',
    (text) => text.replace('"probability": "0.2"', '"probability": 0.2'),
  ],
  ['a probability between tenths', 'deals/pipelines.json', (text) => text.replace('"0.2"', '"0.25"')],
  ['an open stage at 1.0', 'deals/pipelines.json', (text) => text.replace('"0.2"', '"1.0"')],
  ['a closed stage at 0.5', 'deals/pipelines.json', (text) => text.replace(/"1\.0"/, '"0.5"')],
  [
    'isClosed that is no string',
    'deals/pipelines.json',
    (text) => text.replace('"isClosed": "false"', '"isClosed": false'),
  ],
  ['a stage without an order', 'deals/pipelines.json', (text) => text.replace(/\n *"displayOrder": 1,/, '')],
  ['a stage twice', 'deals/pipelines.json', (text) => text.replace('"label": "Closed lost"', '"label": "CLOSED WON"')],
  ['a stage without a label', 'deals/pipelines.json', (text) => text.replace('"label": "Discovery"', '"label": ""')],
  [
    'something we do not know',
    'deals/pipelines.json',
    (text) => text.replace('"label": "Discovery"', '"label": "Discovery", "id": 1'),
  ],
  [
    'a property name in capitals',
    'deals/properties.json',
    (text) => text.replace('"name": "segment"', '"name": "Segment"'),
  ],
  ['a property twice', 'deals/properties.json', (text) => text.replace('"name": "segment"', '"name": "pain_summary"')],
  [
    'a type that does not go with its field type',
    'deals/properties.json',
    (text) => text.replace('"fieldType": "textarea"', '"fieldType": "date"'),
  ],
  ['an option twice', 'deals/properties.json', (text) => text.replace('"value": "mid"', '"value": "smb"')],
  ['a property without a group', 'deals/properties.json', (text) => text.replace(/\n *"groupName": "[^"]*",/, '')],
  ['a group without a label', 'deals/property-groups.json', (text) => text.replace(/,\n *"label": "[^"]*"/, '')],
  [
    'a label of over 50 characters',
    'deals/association-labels.json',
    (text) => text.replace(/"label": "[^"]*"/, `"label": "${'x'.repeat(51)}"`),
  ],
  [
    'rules of no kind',
    'deals/pipeline-rules.json',
    (text) => text.replace(/"rules": \{[\s\S]*?\n {4}\}/, '"rules": {}'),
  ],
];

describe('the schemas of HubSpot bodies', () => {
  it.each(broken)('refuse %s', async (_, path, change) => {
    const source = newBusiness.replace(
      'process NewBusiness "New business" for MidMarket {',
      'process NewBusiness "New business" for MidMarket {\n  moves no-skipping',
    );
    const good = content(hubspot.generate((await project(source)).model, {}), path);
    expect(bodyErrors(path, good)).toEqual([]);
    const bad = change(good);
    expect(bad).not.toBe(good);
    expect(bodyErrors(path, bad)).not.toEqual([]);
  });
});
