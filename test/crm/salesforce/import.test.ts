import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GeneratedFile, InputFile } from '../../../server/src/crm/backend.ts';
import { draft } from '../../../server/src/crm/draft/index.ts';
import { salesforce } from '../../../server/src/crm/salesforce/index.ts';
import { readSalesforce } from '../../../server/src/crm/salesforce/read.ts';
import { translateCondition, translateRule } from '../../../server/src/crm/salesforce/translate-rule.ts';
import { project } from '../../support/project.ts';
import { projectText, timelessProjectText } from '../arbitrary.ts';
import { newBusiness } from '../support.ts';
import { example, hasReference, sample } from './support.ts';

async function generated(files: string | Readonly<Record<string, string>>): Promise<readonly GeneratedFile[]> {
  return configuration(salesforce.generate((await project(files)).model, {}).files);
}

/** Without the reports, which name places in the source. */
function configuration(files: readonly GeneratedFile[]): readonly GeneratedFile[] {
  return files.filter(({ path }) => !/^(enforcement|source-map)\./.test(path));
}

async function imported(files: readonly InputFile[]) {
  const { model } = await project('');
  return draft(readSalesforce(files), { builtins: model.objects, translate: translateRule, translateCondition });
}

/** Where two processes contradict each other, or a checkbox is collected, Salesforce does not hold all that was said. */
const contradictions = /stage-conflict|stage-order|evidence|choices|field-conflict/;

function formulaOf({ content }: InputFile): readonly string[] {
  const formula = /<errorConditionFormula>([\s\S]*)<\/errorConditionFormula>/.exec(content)?.[1];
  return formula === undefined ? [] : [formula];
}

/** What a metadata file says, without its mark. */
function metadata(type: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${type}>`;
}

const stage = (name: string, probability: number, rest = '') =>
  `<standardValue>${rest}<won>${name === 'Closed Won'}</won><probability>${probability}</probability><forecastCategory>Forecast</forecastCategory><closed>${name.startsWith('Closed')}</closed><label>${name}</label><default>false</default><fullName>${name}</fullName></standardValue>`;

describe('a Salesforce import', () => {
  it('of what was generated reads as a process, and generates the same bytes', async () => {
    const files = await generated(newBusiness);
    const { text, report } = await imported(files);
    expect(text).toMatchSnapshot();
    expect(report[0]).toBe('Drafted 1 process, 6 stages, 14 fields and 10 validation rules.');
    // Plans with a condition, or that lead where no stage is, are named, line by line.
    expect(report.slice(1).map((line) => /: “(.*)” is a plan,/.exec(line)?.[1])).toMatchSnapshot();
    expect((await project(text)).findings).toEqual([]);
    expect(await generated(text)).toEqual(files);
  });

  it('of any project reproduces it byte by byte', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(timelessProjectText, async (source) => {
        const { files, findings } = salesforce.generate((await project(source)).model, {});
        if (findings.some(({ rule }) => contradictions.test(rule))) return;
        const { text, report } = await imported(files);
        expect((await project(text)).findings.map((finding) => finding.message)).toEqual([]);
        if (report.some((line) => line.includes('nothing asks for'))) return;
        const again = new Map((await generated(text)).map(({ path, content }) => [path, content]));
        expect(again).toEqual(new Map(configuration(files).map(({ path, content }) => [path, content])));
        compared++;
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(15);
  });

  it('names each rule that it cannot say again, such as one on what happened in the last days', async () => {
    let told = 0;
    await fc.assert(
      fc.asyncProperty(projectText, async (source) => {
        const { files, findings } = salesforce.generate((await project(source)).model, {});
        if (findings.some(({ rule }) => contradictions.test(rule))) return;
        const { text, report } = await imported(files);
        expect((await project(text)).findings.map((finding) => finding.message)).toEqual([]);
        if (report.some((line) => /nothing asks for|could not be said as a branch/.test(line))) return;
        const again = new Set((await generated(text)).flatMap(formulaOf));
        const kept = report.flatMap((line) => /validation rule (\S+) cannot be said/.exec(line)?.[1] ?? []);
        told += kept.length;
        for (const file of files) {
          const [formula] = formulaOf(file);
          if (formula === undefined || again.has(formula) || /records_(move|go)/.test(file.path)) continue;
          expect(kept).toContain(/([^/]+)\.validationRule/.exec(file.path)?.[1]);
        }
      }),
      { numRuns: 30 },
    );
    expect(told).toBeGreaterThan(0);
  });

  it('brings back plans, plays, frameworks, buyers, and disqualified, and moves back with their conditions', async () => {
    const source = `persona Cfo "Chief financial officer"
document Paper "Close plan"
object deal { field pain "Pain" : text }
framework Need "Need" { deal.pain deal.type }
process Sale "Sale" {
  moves forward-only
  step Qualify "Qualify" {
    do "Ask for the pain"
    exit {
      collect Need, document Paper
      collect deal.next_step proof deal.next_step is set and deal.amount > 5
      commit "Buyer names a budget" by Cfo proof deal.amount is set
    }
    otherwise {
      after 5 days follow-up "Call again"
      every 2 weeks idle follow-up "Write"
      after 30 days lose as Price
      after 3 days disqualify as Small
      after 2 months hold as Later
    }
    play "Draw the cost" { uses "Deck" at "https://example.com/deck" }
  }
  step Offer "Offer" { otherwise { after 9 days return to Qualify because "The need has changed" } }
  step Sign "Sign" { then Qualify when deal.amount < 5 then Offer }
  hold Later "Later"
  won Won "Won"
  lost Lost "Lost" { reason Price "Price" }
  disqualified NoFit "No fit" { reason Small "Too small" }
}`;
    const files = await generated(source);
    const { text, report } = await imported(files);
    const { model, findings } = await project(text);
    expect(findings).toEqual([]);
    expect(text).toMatchSnapshot();
    const [process] = model.processes;
    expect(process?.outcomes.map(({ outcome }) => outcome)).toEqual(['won', 'lost', 'disqualified']);
    expect(process?.steps[0]?.otherwise?.plans.map(({ action }) => action.kind)).toEqual([
      'follow-up',
      'follow-up',
      'lose',
      'disqualify',
      'hold',
    ]);
    expect(report.slice(1)).toEqual([expect.stringMatching(/may move from “Sign” back to “Offer”/)]);
    expect(await generated(text)).toEqual(files);
  });

  it('of the variants of an example generates the same bytes', async () => {
    const files = await generated(example('saas-new-business'));
    const { text } = await imported(files);
    expect(await generated(text)).toEqual(files);
  });

  it.each(['government-bids', 'medical-device-orders'])('of %s generates the same bytes', async (name) => {
    const files = await generated(example(name));
    const { text } = await imported(files);
    expect((await project(text)).findings.map((finding) => finding.message)).toEqual([]);
    expect(await generated(text)).toEqual(files);
  });

  it('of parallel tracks, and of what is collected together with documents, generates the same bytes', async () => {
    const files = await generated(example('food-broker'));
    const { text, report } = await imported(files);
    expect((await project(text)).findings.map((finding) => finding.message)).toEqual([]);
    expect(text).toMatch(/parallel \{\s+step WinDistributors/);
    expect(report.filter((line) => line.includes('kept as a comment'))).toEqual([]);
    expect(await generated(text)).toEqual(files);
  });

  it('brings back branches, tracks, and what the buyer commits to', async () => {
    const source = `process Sale "Sale" {
  moves no-skipping, forward-only
  step Qualify "Qualify" {
    exit { commit "Buyer names a budget" proof deal.amount is set }
    then Sign when deal.amount < 500
    then Won when deal.amount < 100 and deal.type is set
  }
  parallel {
    step Legal "Legal" { exit { done "Terms agreed" proof deal.type is set } }
    step Tech "Technical"
    step Data "Data"
  }
  step Sign "Sign" { otherwise { after 9 days return to Qualify } }
  won Won "Won"
}`;
    const files = await generated(source);
    const { text, report } = await imported(files);
    expect(text).toMatch(/commit "Buyer names a budget" proof deal\.amount is set/);
    expect(text).toMatch(/then Sign when deal\.amount < 500/);
    expect(text).toMatch(/then Won when deal\.amount < 100 and deal\.type is set/);
    const model = (await project(text)).model.processes[0];
    expect(model?.steps.map(({ parallel }) => parallel !== undefined)).toEqual([false, true, true, true, false]);
    expect(text).toMatch(/otherwise \{ after 9 days return to Qualify \}/);
    expect(report.slice(1)).toEqual([]);
    expect(await generated(text)).toEqual(files);
  });

  it('reads metadata format, elements in any order, encoded names, CDATA, a byte order mark and odd entities', () => {
    const fit = stage('Q&amp;A / Fit', 20, '<description>It&#8217;s &#x201C;fit&#x201D;</description>');
    const files: InputFile[] = [
      {
        path: 'standardValueSets/OpportunityStage.standardValueSet',
        content: `\ufeff${metadata('StandardValueSet', [fit, stage('Closed Won', 100), stage('Closed Lost', 0), '<sorted>false</sorted>'].join(''))}`,
      },
      {
        path: 'objects/Opportunity.object',
        content: metadata(
          'CustomObject',
          `<fields><fullName>Tier__c</fullName><label>Tier</label><type>Picklist</type><valueSet><valueSetDefinition><sorted>false</sorted><value><fullName>A</fullName><default>false</default><label>First</label></value></valueSetDefinition></valueSet></fields>
          <businessProcesses><fullName>New %26 Old</fullName><isActive>true</isActive><values><fullName>Closed Won</fullName><default>false</default></values><values><fullName>Closed Lost</fullName><default>false</default></values><values><fullName>Q%26A %2F Fit</fullName><default>true</default></values></businessProcesses>
          <recordTypes><fullName>New_Old</fullName><active>true</active><businessProcess>New %26 Old</businessProcess><label>New &amp; old</label></recordTypes>
          <validationRules><fullName>Tier_needed</fullName><active>true</active><errorConditionFormula><![CDATA[ISPICKVAL(StageName, "Closed Won") && ISBLANK(TEXT(Tier__c)) && Amount < 1000]]></errorConditionFormula><errorMessage>Say which tier it is.</errorMessage></validationRules>`,
        ),
      },
      {
        path: 'pathAssistants/Any.pathAssistant',
        content: metadata(
          'PathAssistant',
          `<recordTypeName>New_Old</recordTypeName><pathAssistantSteps><picklistValueName>Q&amp;A / Fit</picklistValueName><info>&lt;ul&gt;&lt;li&gt;Ask &lt;b&gt;why&lt;/b&gt; &amp;amp; how&lt;/li&gt;&lt;li&gt;See &lt;a href=&quot;https://example.com/x&quot;&gt;the sheet&lt;/a&gt;&lt;/li&gt;&lt;/ul&gt;</info><fieldNames>Tier__c</fieldNames></pathAssistantSteps><entityName>Opportunity</entityName><fieldName>StageName</fieldName><active>true</active><masterLabel>Any</masterLabel>`,
        ),
      },
    ];
    const snapshot = readSalesforce(files);
    expect(snapshot.notes).toEqual([
      { file: '', message: expect.stringContaining('1 CustomObject component was not read') },
    ]);
    expect(snapshot.pipelines).toEqual([
      {
        key: 'New_Old',
        label: 'New & old',
        description: undefined,
        stages: [
          {
            key: 'Q&A / Fit',
            label: 'Q&A / Fit',
            probability: 20,
            forecast: 'commit',
            state: 'open',
            description: 'It’s “fit”',
            guidance: '- Ask why & how\n- See the sheet: https://example.com/x',
            keyFields: ['Tier__c'],
          },
          expect.objectContaining({ key: 'Closed Won', state: 'won', probability: 100 }),
          expect.objectContaining({ key: 'Closed Lost', state: 'lost', probability: 0 }),
        ],
      },
    ]);
    expect(snapshot.fields).toEqual([
      expect.objectContaining({ name: 'Tier__c', type: 'choice', choices: [{ value: 'A', label: 'First' }] }),
    ]);
    expect(snapshot.rules[0]?.formula).toContain('Amount < 1000');
  });

  it('translates rules made by hand where the language can say them, and keeps the others as comments', async () => {
    const rule = (name: string, formula: string) => ({
      path: `objects/Opportunity/validationRules/${name}.validationRule-meta.xml`,
      content: metadata(
        'ValidationRule',
        `<fullName>${name}</fullName><active>true</active><errorConditionFormula>${formula.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</errorConditionFormula><errorMessage>${name} is asked for</errorMessage>`,
      ),
    });
    const { text, report } = await imported([
      {
        path: 'standardValueSets/OpportunityStage.standardValueSet-meta.xml',
        content: metadata(
          'StandardValueSet',
          `<sorted>false</sorted>${stage('Proposal', 50)}${stage('Closed Won', 100)}${stage('Closed Lost', 0)}`,
        ),
      },
      rule('Amount_needed', 'AND(ISPICKVAL(StageName, "Closed Won"), ISBLANK(Amount))'),
      rule('Next_step_ahead', 'ispickval(StageName, "Proposal") && (ISBLANK(NextStep) || CloseDate <= TODAY())'),
      rule('Regex', 'AND(ISPICKVAL(StageName, "Proposal"), NOT(REGEX(Name, "[A-Z]+")))'),
      rule('Broken', 'AND(ISPICKVAL(StageName, "Proposal"'),
      rule('Late', 'AND(ISPICKVAL(StageName, "Proposal"), CloseDate < DATE(2026, 1, 31))'),
    ]);
    expect(text).toMatchSnapshot();
    expect(report).toEqual([
      'Drafted 1 process, 3 stages, 0 fields and 3 validation rules.',
      'The validation rule Regex cannot be said as a proof: it is kept as a comment.',
      'The validation rule Broken cannot be said as a proof: it is kept as a comment.',
    ]);
    expect((await project(text)).findings.map((finding) => finding.message)).toEqual([]);
  });

  it('says which file it could not read, and reads the others', () => {
    const snapshot = readSalesforce([
      {
        path: 'standardValueSets/OpportunityStage.standardValueSet-meta.xml',
        content: metadata('StandardValueSet', stage('One', 10)),
      },
      { path: 'broken.field-meta.xml', content: '<CustomField><fullName>X</CustomField>' },
      { path: 'readme.md', content: '# not metadata' },
      { path: 'image.png', content: '\u0000\u0001' },
    ]);
    expect(snapshot.pipelines[0]?.stages).toHaveLength(1);
    expect(snapshot.notes).toEqual([
      { file: 'broken.field-meta.xml', message: expect.stringMatching(/not well-formed/) },
    ]);
  });
});

describe.skipIf(!hasReference)('an import of real metadata', () => {
  it.each(['path', 'stages', 'university'])(
    'keeps the stages, paths and flags of %s, or says what it does not',
    async (name) => {
      const files = sample(name);
      const before = readSalesforce(files);
      const { text, report } = await imported(files);
      const { findings } = await project(text);
      expect(findings.map((finding) => finding.message)).toEqual([]);
      const after = readSalesforce(await generated(text));
      expect(after.pipelines.map(({ label }) => label).sort()).toEqual(
        before.pipelines.map(({ label }) => label).sort(),
      );
      for (const pipeline of before.pipelines) {
        const same = after.pipelines.find(({ label }) => label === pipeline.label);
        const order = [
          ...pipeline.stages.filter(({ state }) => state === 'open'),
          ...pipeline.stages.filter(({ state }) => state !== 'open'),
        ];
        const isMoved = order.some((each, index) => each !== pipeline.stages[index]);
        expect(report.some((line) => line.includes(pipeline.label) && line.includes('written at the end'))).toBe(
          isMoved,
        );
        const byState = (state: string) =>
          same?.stages.filter((each) => each.state === state).map(({ label }) => label);
        for (const state of ['open', 'won', 'lost']) {
          expect(byState(state)).toEqual(
            pipeline.stages.filter((each) => each.state === state).map(({ label }) => label),
          );
        }
        for (const original of pipeline.stages) {
          const kept = same?.stages.find(({ label }) => label === original.label);
          expect(kept).toMatchObject({
            state: original.state,
            guidance: original.guidance,
            keyFields: original.keyFields,
            description: original.description,
            ...(original.probability === undefined ? {} : { probability: original.probability }),
            ...(original.forecast === undefined ? {} : { forecast: original.forecast }),
          });
        }
      }
    },
  );
});
