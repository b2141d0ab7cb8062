import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hubspot } from '../../../server/src/crm/hubspot/index.ts';
import type { PipelineBody } from '../../../server/src/crm/hubspot/pipelines.ts';
import type { PropertyBody } from '../../../server/src/crm/hubspot/properties.ts';
import { project } from '../../support/project.ts';
import { hostileProjects, pathProblems } from '../hostile.ts';
import { content, json, newBusiness } from '../support.ts';
import { bodyErrors } from './schemas.ts';

const generate = async (text: string) => hubspot.generate((await project(text)).model, {});
const errorsOf = (generated: Awaited<ReturnType<typeof generate>>) =>
  generated.files.flatMap((file) => (file.path.endsWith('.json') ? bodyErrors(file.path, file.content) : []));

describe('HubSpot bodies', () => {
  it('follow the API reference for the process of the language reference', async () => {
    const generated = await generate(newBusiness);
    expect(errorsOf(generated)).toEqual([]);
    expect(generated.findings).toEqual([]);
    const stages = json<PipelineBody[]>(generated, 'deals/pipelines.json')[0]?.stages;
    expect(stages?.map((stage) => [stage.label, stage.metadata?.probability, stage.metadata?.isClosed])).toEqual([
      ['Discovery', '0.2', 'false'],
      ["Show the product on the buyer's own workflow", '0.5', 'false'],
      ['Agree the mutual close plan', '0.7', 'false'],
      ['Closed won', '1.0', 'true'],
      ['Closed lost', '0.0', 'true'],
      ['Not a fit', '0.0', 'true'],
    ]);
  });

  it('follow it for every example of the project', async () => {
    const folder = join(import.meta.dirname, '../../../examples');
    const examples = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const path = join(folder, example.name);
      const names = readdirSync(path).filter((name) => name.endsWith('.salesflow'));
      const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name), 'utf8')]));
      const { model } = await project(files);
      expect(errorsOf(hubspot.generate(model, {}))).toEqual([]);
    }
  });

  it('are the same bytes on every run', async () => {
    expect((await generate(newBusiness)).files).toEqual((await generate(newBusiness)).files);
  });

  it('keep every type in the shape the properties guide gives for it', async () => {
    const types = [
      'text',
      'longtext',
      'number',
      'currency',
      'percent',
      'date',
      'datetime',
      'yesno',
      'user',
      'url',
      'email',
      'phone',
    ];
    const generated = await generate(`
      object deal {
        ${types.map((type) => `field a_${type} "A ${type}" : ${type}`).join('\n')}
        field a_choice "A choice" : choice { one "One" two "Two" }
        field a_multichoice "Many" : multichoice { one "One" Two "one" }
      }
      process P "P" { step A "A" { crm probability 10% } won W "Won" lost L "Lost" }`);
    expect(errorsOf(generated)).toEqual([]);
    const { inputs } = json<{ inputs: PropertyBody[] }>(generated, 'deals/properties.json');
    expect(
      Object.fromEntries(inputs.map((body) => [body.name, `${body.type}/${body.fieldType}`])),
    ).toMatchInlineSnapshot(`
      {
        "a_choice": "enumeration/select",
        "a_currency": "number/number",
        "a_date": "date/date",
        "a_datetime": "datetime/date",
        "a_email": "string/text",
        "a_longtext": "string/textarea",
        "a_multichoice": "enumeration/checkbox",
        "a_number": "number/number",
        "a_percent": "number/number",
        "a_phone": "string/phonenumber",
        "a_text": "string/text",
        "a_url": "string/text",
        "a_user": "enumeration/select",
        "a_yesno": "bool/booleancheckbox",
      }
    `);
    expect(inputs.find((body) => body.name === 'a_multichoice')?.options?.map((option) => option.label)).toEqual([
      'One',
      'one (Two)',
    ]);
  });

  it('put more than 100 properties into bodies of 100, the most the batch endpoint takes', async () => {
    const fields = Array.from({ length: 230 }, (_, index) => `field f${index} "F ${index}" : text`).join('\n');
    const generated = await generate(`object deal { ${fields} } process P "P" { step A "A" won W "Won" }`);
    expect(errorsOf(generated)).toEqual([]);
    const counts = ['properties.json', 'properties-2.json', 'properties-3.json'].map(
      (name) => json<{ inputs: unknown[] }>(generated, `deals/${name}`).inputs.length,
    );
    expect(counts).toEqual([100, 100, 30]);
  });

  it('state the rules of movement and where records may start, leaving parking places free', async () => {
    const generated = await generate(`
      process Renewal "Renewal" {
        starts at Offer when deal.type is set
        moves forward-only, no-skipping
        step Review "Review" { crm probability 30% }
        step Offer "Offer" { crm probability 60% }
        hold Parked "Parked"
        won W "Renewed" lost L "Churned"
      }`);
    expect(errorsOf(generated)).toEqual([]);
    const movement = { enabledForAllStages: false, pipelineStageIds: ['Review', 'Offer', 'Renewed', 'Churned'] };
    expect(json(generated, 'deals/pipeline-rules.json')).toEqual([
      {
        objectTypeId: '0-3',
        pipeline: 'Renewal',
        rules: {
          noBackwardsMovementRule: movement,
          noSkippingStagesRule: movement,
          objectCreationRule: { pipelineStageIds: ['Review', 'Offer'] },
        },
      },
    ]);
  });

  it('put the fields of a framework into a group of their own', async () => {
    const generated = await generate(`
      framework MEDDPICC "MEDDPICC" on deal { field metrics "Metrics" : text deal.pain }
      object deal { field pain "Identified pain" : longtext field other "Other" : text }
      process P "P" { step A "A" { exit { collect MEDDPICC } } won W "Won" }`);
    const groups = json<PropertyBody[]>(generated, 'deals/property-groups.json');
    expect(groups.map((group) => group.name)).toEqual(['meddpicc', 'sales_process']);
    const { inputs } = json<{ inputs: PropertyBody[] }>(generated, 'deals/properties.json');
    expect(inputs.map((body) => [body.name, body.groupName])).toEqual([
      ['metrics', 'meddpicc'],
      ['other', 'sales_process'],
      ['pain', 'meddpicc'],
    ]);
  });

  it('keep leads in their own folder and refuse objects without pipelines', async () => {
    const generated = await generate(`
      process Inbound "Inbound" on lead { step New "New" step Working "Working" won W "Qualified" lost L "Junk" }
      process Person "Person" on contact { step A "A" }`);
    expect(errorsOf(generated)).toEqual([]);
    expect(generated.files.some((file) => file.path === 'leads/pipelines.json')).toBe(true);
    expect(generated.files.some((file) => file.path.startsWith('contacts/'))).toBe(false);
    expect(generated.findings.map((finding) => finding.rule)).toEqual(['crm/hubspot-object']);
  });
});

describe('the limits of HubSpot', () => {
  it('are reported at the words that break them, and what is generated stays valid', async () => {
    const text = `
      object deal { field a "A" : text { hubspot "Not Valid" } field b "B" : text { hubspot "twin" } field c "C" : text { hubspot "twin" } }
      process P "P" {
        step One "Same" { crm probability 25% }
        step Two "Other" { crm probability 100% }
        step Three "same" { crm probability 0% }
        step Four "${'x'.repeat(500)}"
        won W "Won"
      }
      process Q "p" { step A "A" won W "Won" }`;
    const { model, uri } = await project(text);
    const generated = hubspot.generate(model, {});
    expect(errorsOf(generated)).toEqual([]);
    const at = (finding: (typeof generated.findings)[number]) => text.slice(finding.span.start, finding.span.end);
    expect(generated.findings.map((finding) => `${finding.rule} at ${at(finding).slice(0, 12)}`)).toEqual([
      'crm/hubspot-property-name at a',
      'crm/hubspot-property-name at c',
      'crm/hubspot-pipeline-name at "p"',
      'crm/hubspot-stage-name at "same"',
      'crm/hubspot-probability at 25',
      'crm/hubspot-probability at 100',
      'crm/hubspot-probability at 0',
      'crm/hubspot-label-length at "xxxxxxxxxxx',
    ]);
    expect(generated.findings.every((finding) => finding.span.uri === uri('process.salesflow'))).toBe(true);
  });

  it('include the number of stages', async () => {
    const steps = Array.from({ length: 101 }, (_, index) => `step S${index} "Step ${index}"`).join('\n');
    const generated = await generate(`process P "P" { ${steps} }`);
    expect(generated.findings.map((finding) => finding.rule)).toEqual(['crm/hubspot-stages']);
  });
});

describe('what HubSpot enforces', () => {
  it('is told for each criterion of the language reference', async () => {
    const generated = await generate(newBusiness);
    expect(generated.enforcement.map((entry) => [entry.path, entry.level])).toEqual([
      ['NewBusiness/throughout/done[0]', 'manual'],
      ['NewBusiness/Discovery/exit/done[0]', 'helper'],
      ['NewBusiness/Discovery/exit/collect[0]', 'native'],
      ['NewBusiness/Discovery/exit/commit[0]', 'helper'],
      ['NewBusiness/Demo/exit/done[0]', 'helper'],
      ['NewBusiness/Demo/exit/collect[0]', 'native'],
      ['NewBusiness/Demo/exit/commit[0]', 'helper'],
      ['NewBusiness/Plan/exit/done[0]', 'helper'],
      ['NewBusiness/Plan/exit/done[1]', 'manual'],
      ['NewBusiness/Plan/exit/commit[0]', 'helper'],
      ['NewBusiness/ClosedLost', 'manual'],
      ['NewBusiness/NotAFit', 'manual'],
    ]);
    const how = (path: string) => generated.enforcement.find((entry) => entry.path === path)?.how;
    expect(how('NewBusiness/Discovery/exit/collect[0]')).toContain('required on entering “Show the product');
    expect(how('NewBusiness/Plan/exit/done[1]')).toContain('only under a condition');
    expect(how('NewBusiness/throughout/done[0]')).toContain(
      'cannot check on that move that Next step date is in the future',
    );
  });

  it('never requires a property that a condition or an alternative makes optional', async () => {
    const generated = await generate(`
      object deal { field a "A" : text field b "B" : text field c "C" : text }
      process P "P" {
        step One "One" { exit {
          any { collect deal.a collect deal.b }
          collect deal.c when deal.amount > 1000
        } }
        step Two "Two" won W "Won" }`);
    expect(generated.files.some((file) => file.path === 'deals/required-properties.json')).toBe(false);
    expect(content(generated, 'required-properties.md')).toContain('Nothing to tick.');
    expect(generated.enforcement.map((entry) => entry.level)).toEqual(['manual', 'manual', 'manual']);
  });
});

describe('hostile names', () => {
  const hostile = [
    'x'.repeat(500),
    `it's "quoted"`,
    ']]>',
    '../../etc/passwd',
    'a/b\\\\c',
    '🚀🚀',
    '=cmd|calc',
    "'; DROP TABLE deals; --",
    '$(touch /tmp/pwned) `id`',
    '-rf',
    'select',
    'SELECT',
    'hs_stage',
    '日本語',
    '<!-- x -->',
    '%2F',
  ];

  it.each(hostileProjects)('such as %s give valid bodies', async (_, text) => {
    const { model, findings } = await project(text);
    expect(findings.map(({ message }) => message)).toEqual([]);
    const generated = hubspot.generate(model, {});
    expect(errorsOf(generated)).toEqual([]);
    expect(pathProblems(generated.files)).toEqual([]);
  });

  it('give valid, collision-free bodies', async () => {
    const quote = (text: string) => `"${text.replaceAll('"', '\\"')}"`;
    const text = `
      object deal { ${hostile.map((label, index) => `field f${index} ${quote(label)} : text`).join('\n')}
        field Foo "Foo" : text field foo "foo" : text field FOO "FOO" : text field hs_x "x" : text field ünï "ü" : choice { ä "ä" Ä "Ä" } }
      process P ${quote(hostile[1] ?? '')} {
        ${hostile.map((label, index) => `step S${index} ${quote(label)} { exit { collect deal.f${index} } }`).join('\n')}
        won W "Won"
      }`;
    const { model, findings } = await project(text);
    expect(findings).toEqual([]);
    const generated = hubspot.generate(model, {});
    expect(errorsOf(generated)).toEqual([]);
    for (const file of generated.files)
      expect(file.path).toMatch(/^[a-z]+\/[a-z0-9-]+\.json$|^[A-Za-z-]+\.(md|json|sh)$/);
    const { inputs } = json<{ inputs: PropertyBody[] }>(generated, 'deals/properties.json');
    expect(inputs.length).toBe(hostile.length + 5);
    expect(inputs.every((body) => !body.name.startsWith('hs_'))).toBe(true);
  });
});
