import { describe, expect, it } from 'vitest';
import { csv } from '../../server/src/crm/documents/csv/index.ts';
import { draft } from '../../server/src/crm/draft/index.ts';
import { importCsv, parseCsv } from '../../server/src/crm/import-csv.ts';
import { project } from '../support/project.ts';
import { content, newBusiness } from './support.ts';

const read = async (text: string, mapping = {}) => {
  const { model } = await project('');
  const read = importCsv({ path: 'lists/Inbound sales.csv', content: text }, mapping);
  const drafted = draft(read.snapshot, { builtins: model.objects });
  return { ...read, ...drafted, findings: (await project(drafted.text)).findings };
};

describe('a table of steps', () => {
  it('reads with the headers people use, any separator, quotes, a byte order mark and odd numbers', async () => {
    const result = await read(
      '\ufeffStage;Probability;Definition;Actions;Key fields;SLA;Remark\r\n' +
        'Qualified;20 %;"They have a ""real"" problem";Call; budget, timeline ;5;x\r\n' +
        '"Offer; final";0,6;;Send offer;;;\r\n' +
        ';;;;;;orphan\r\n' +
        'Closed won;100;;;;;\r\n' +
        'Closed lost;maybe;;;;;\r\n',
    );
    expect(result.text).toMatchInlineSnapshot(`
      "// Drafted from a table. What no CRM knows is left to add: the buyer's journey, what each step helps, proofs, plans.

      object deal {
        field budget "budget" : text
        field timeline "timeline" : text
      }

      process InboundSales "Inbound sales" {
        /** They have a "real" problem */
        step Qualified "Qualified" {
          do "Call"
          exit { collect deal.budget, deal.timeline }
          within 5 days
          crm stage "Qualified" probability 20%
        }

        step OfferFinal "Offer; final" {
          do "Send offer"
          crm stage "Offer; final" probability 60%
        }

        won ClosedWon "Closed won"

        lost ClosedLost "Closed lost"
      }
      "
    `);
    expect(result.findings).toEqual([]);
    expect(result.unused).toEqual(['Remark']);
    expect(result.report).toMatchInlineSnapshot(`
      [
        "Drafted 1 process, 4 stages, 0 fields and 0 validation rules.",
        "lists/Inbound sales.csv: Row 4 names no step and was left out.",
        "lists/Inbound sales.csv: Row 6: “maybe” is no probability and was left out.",
      ]
    `);
  });

  it('takes columns that are mapped, and says which there are when none fits', async () => {
    const table = 'Was,Wie viel\nErstgespräch,10\nWon,100\n';
    expect(() => importCsv({ path: 'x.csv', content: table })).toThrow('the columns are Was and Wie viel');
    expect(() => importCsv({ path: 'x.csv', content: table }, { step: 'What' })).toThrow('no column “What”');
    const { snapshot } = importCsv({ path: 'x.csv', content: table }, { step: 'was', probability: 'Wie viel' });
    expect(snapshot.pipelines[0]?.stages.map((stage) => [stage.label, stage.probability, stage.state])).toEqual([
      ['Erstgespräch', 10, 'open'],
      ['Won', 100, 'won'],
    ]);
  });

  it('reads what the CSV document wrote', async () => {
    const { model } = await project(newBusiness);
    const { snapshot } = importCsv({ path: 'a.csv', content: content(csv.generate(model, {}), 'new-business.csv') });
    expect(snapshot.pipelines.map((pipeline) => pipeline.label)).toEqual(['New business']);
    expect(
      snapshot.pipelines[0]?.stages.map((stage) => [stage.label, stage.state, stage.probability, stage.rotsAfterDays]),
    ).toEqual([
      ['Discovery', 'open', 20, undefined],
      ["Show the product on the buyer's own workflow", 'open', 50, 14],
      ['Agree the mutual close plan', 'open', 70, undefined],
      ['Closed won', 'won', 100, undefined],
      ['Closed lost', 'lost', 0, undefined],
      ['Not a fit', 'lost', 0, undefined],
    ]);
  });

  it('keeps quoted line breaks and quotes in one cell', () => {
    expect(parseCsv('a,b\n"x\r\ny","say ""hi"""\n\n')).toEqual([
      ['a', 'b'],
      ['x\r\ny', 'say "hi"'],
    ]);
  });
});
