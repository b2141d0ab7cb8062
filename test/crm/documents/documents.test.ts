import { BpmnModdle } from 'bpmn-moddle';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { bpmn } from '../../../server/src/crm/documents/bpmn/index.ts';
import { csv, csvText } from '../../../server/src/crm/documents/csv/index.ts';
import { dynamics } from '../../../server/src/crm/documents/dynamics/index.ts';
import { markdown } from '../../../server/src/crm/documents/markdown/index.ts';
import { mermaid } from '../../../server/src/crm/documents/mermaid/index.ts';
import { zoho } from '../../../server/src/crm/documents/zoho/index.ts';
import { project } from '../../support/project.ts';
import { hostileLabels, projectText } from '../arbitrary.ts';
import { hostileProjects, pathProblems } from '../hostile.ts';
import { content, documents, exampleTexts, newBusiness } from '../support.ts';

const model = async (text: string) => (await project(text)).model;

/** Warnings and errors of the importer that bpmn-js uses. */
async function bpmnProblems(xml: string): Promise<string[]> {
  try {
    const { warnings } = await new BpmnModdle().fromXML(xml);
    return warnings.map((warning) => warning.message);
  } catch (error) {
    return [String(error)];
  }
}

describe('the playbook', () => {
  it('tells steps, criteria, plans, plays and who does what', async () => {
    expect(content(markdown.generate(await model(newBusiness), {}), 'new-business.md')).toMatchSnapshot();
  });

  it('shows hostile names as text: no link, image, HTML or heading of theirs comes through', async () => {
    await fc.assert(
      fc.asyncProperty(projectText, async (text) => {
        for (const file of documents(markdown.generate(await model(text), {}))) {
          expect(file.content).not.toMatch(/(^|[^\\])<(script|!--)/m);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('documents with names of every kind', () => {
  it.each(hostileProjects)('such as %s stay what they are', async (_, text) => {
    const made = await model(text);
    for (const backend of [markdown, zoho, dynamics]) {
      const { files } = backend.generate(made, {});
      expect(pathProblems(files)).toEqual([]);
      for (const file of files.filter(({ path }) => path.endsWith('.md'))) {
        const html = new MarkdownIt({ html: true }).render(file.content);
        expect(html).not.toMatch(/<script|<!--|href="javascript/i);
      }
    }
    for (const file of csv.generate(made, {}).files.filter(({ path }) => path.endsWith('.csv'))) {
      const { data, errors } = Papa.parse<string[]>(file.content.trimEnd());
      expect(errors).toEqual([]);
      for (const row of data) {
        expect(row).toHaveLength(data[0]?.length ?? 0);
        for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/);
      }
    }
    for (const backend of [csv, bpmn, mermaid]) expect(pathProblems(backend.generate(made, {}).files)).toEqual([]);
    for (const file of documents(bpmn.generate(made, {}))) expect(await bpmnProblems(file.content)).toEqual([]);
  });
});

describe('the table', () => {
  it('has a row per step and outcome', async () => {
    const text = content(csv.generate(await model(newBusiness), {}), 'new-business.csv');
    const { data, errors } = Papa.parse<string[]>(text.trim());
    expect(errors).toEqual([]);
    expect(data.map((row) => row.slice(1, 6))).toEqual([
      ['Step', 'CRM stage', 'State', 'Probability', 'Forecast'],
      ['Hold the discovery call', 'Discovery', 'open', '20%', 'pipeline'],
      [
        "Show the product on the buyer's own workflow",
        "Show the product on the buyer's own workflow",
        'open',
        '50%',
        'pipeline',
      ],
      ['Agree the mutual close plan', 'Agree the mutual close plan', 'open', '70%', 'pipeline'],
      ['Closed won', 'Closed won', 'won', '100%', 'closed'],
      ['Closed lost', 'Closed lost', 'lost', '0%', 'omitted'],
      ['Not a fit', 'Not a fit', 'lost', '0%', 'omitted'],
    ]);
  });

  it('never lets a cell run as a formula, and keeps every cell one cell', () => {
    const nasty = [
      '=1+1',
      '+1',
      '-1',
      '@sum',
      '\t=1',
      '\r=1',
      ' =1',
      '＝1',
      'a,b',
      'say "hi"',
      'two\nlines',
      ...hostileLabels,
    ];
    const { data } = Papa.parse<string[]>(csvText([nasty]).trimEnd());
    expect(data[0]).toHaveLength(nasty.length);
    for (const cell of data[0] ?? []) expect(cell).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/);
  });
});

describe('the flowchart', () => {
  it('shows order, branches and plans', async () => {
    expect(content(mermaid.generate(await model(newBusiness), {}), 'new-business.mmd')).toMatchSnapshot();
  });
});

describe('the BPMN diagram', () => {
  it('imports into bpmn-moddle without a warning, for examples and hostile names alike', async () => {
    const results: string[] = [];
    for (const text of [newBusiness, ...exampleTexts()]) {
      for (const file of documents(bpmn.generate(await model(text), {})))
        results.push(...(await bpmnProblems(file.content)));
    }
    expect(results).toEqual([]);
    await fc.assert(
      fc.asyncProperty(projectText, async (text) => {
        for (const file of documents(bpmn.generate(await model(text), {})))
          expect(await bpmnProblems(file.content)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('places every element: each flow node and flow has a shape, and no two steps overlap', async () => {
    const xml = content(bpmn.generate(await model(newBusiness), {}), 'new-business.bpmn');
    const shapes = [...xml.matchAll(/bpmnElement="([^"]+)"/g)].map((match) => match[1]);
    const elements = [
      ...xml.matchAll(/<bpmn:(?:task|userTask|startEvent|endEvent|sequenceFlow|lane|participant) id="([^"]+)"/g),
    ].map((match) => match[1]);
    for (const element of elements) expect(shapes).toContain(element);
    const boxes = [
      ...xml.matchAll(
        /bpmnElement="n_[^"]+"[^>]*>\s*<dc:Bounds x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="(\d+)"/g,
      ),
    ].map((match) => match.slice(1).map(Number));
    for (const [i, [x = 0, y = 0, w = 0, h = 0]] of boxes.entries()) {
      for (const [u = 0, v = 0, s = 0, t = 0] of boxes.slice(i + 1)) {
        expect(x + w <= u || u + s <= x || y + h <= v || v + t <= y).toBe(true);
      }
    }
  });
});

describe('the set-up guides', () => {
  it('name the stages, fields and requirements of Zoho and Dynamics', async () => {
    expect(content(zoho.generate(await model(newBusiness), {}), 'new-business.md')).toMatchSnapshot();
    expect(content(dynamics.generate(await model(newBusiness), {}), 'new-business.md')).toMatchSnapshot();
  });
});
