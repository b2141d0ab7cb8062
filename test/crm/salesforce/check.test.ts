import { describe, expect, it } from 'vitest';
import { checkMetadata, type MetadataProblem } from '../../../server/src/crm/salesforce/check.ts';
import { salesforce } from '../../../server/src/crm/salesforce/index.ts';
import { project } from '../../support/project.ts';
import { newBusiness } from '../support.ts';
import { hasReference, sample } from './support.ts';

const sound = salesforce.generate((await project(newBusiness)).model, {}).files;

/** The generated project with one file changed, and what the check finds. */
function broken(
  path: RegExp,
  change: (content: string) => string,
  rename?: (path: string) => string,
): readonly MetadataProblem[] {
  const target = sound.find((file) => path.test(file.path));
  if (!target) throw new Error(`No file like ${path}`);
  const changed = { path: rename?.(target.path) ?? target.path, content: change(target.content) };
  expect(changed).not.toEqual(target);
  return checkMetadata(sound.map((file) => (file === target ? changed : file)));
}

const stages = /OpportunityStage/;
const path = /pathAssistants\/New_business/;
const rule = /Discovery_Operations_lead/;

describe('a check of Salesforce metadata', () => {
  it('finds nothing wrong with what is generated', () => {
    expect(checkMetadata(sound)).toEqual([]);
  });

  it.skipIf(!hasReference).each(['path', 'stages', 'university'])(
    'finds nothing wrong with the real metadata of %s',
    (name) => {
      expect(checkMetadata(sample(name))).toEqual([]);
    },
  );

  it.each<[string, MetadataProblem['check'], () => readonly MetadataProblem[]]>([
    [
      'a stage of a path that does not exist',
      'ghost-stage',
      () => broken(path, (xml) => xml.replace('<picklistValueName>Discovery<', '<picklistValueName>Discovry<')),
    ],
    [
      'a stage of a business process that does not exist',
      'ghost-stage',
      () => broken(/businessProcesses/, (xml) => xml.replace('<fullName>Closed lost<', '<fullName>Lost<')),
    ],
    [
      'a stage in a formula that does not exist',
      'ghost-stage',
      () => broken(rule, (xml) => xml.replaceAll('Closed won', 'Won')),
    ],
    [
      'a stage of a list view that does not exist',
      'ghost-stage',
      () => broken(/listViews\/New_business_Discovery/, (xml) => xml.replace('<value>Discovery<', '<value>Discover<')),
    ],
    [
      'six key fields',
      'key-fields',
      () =>
        broken(path, (xml) =>
          xml.replace(
            '<info>',
            `${['Amount', 'CloseDate', 'Name', 'Type'].map((name) => `<fieldNames>${name}</fieldNames>`).join('')}<info>`,
          ),
        ),
    ],
    [
      'a message of 300 characters',
      'length',
      () => broken(rule, (xml) => xml.replace(/<errorMessage>[^<]*/, `<errorMessage>${'x'.repeat(300)}`)),
    ],
    [
      'guidance of 1,200 characters',
      'length',
      () => broken(path, (xml) => xml.replace('<info>', `<info>${'x'.repeat(1200)}`)),
    ],
    [
      'a stage name of 300 characters',
      'length',
      () => broken(stages, (xml) => xml.replace('<fullName>Not a fit<', `<fullName>${'x'.repeat(300)}<`)),
    ],
    [
      'a field in a formula that does not exist',
      'dangling',
      () => broken(rule, (xml) => xml.replace(/Demo_meeting_scheduled\w+__c/, 'Demo__c')),
    ],
    [
      'a key field that does not exist',
      'dangling',
      () => broken(path, (xml) => xml.replace('Pain_summary__c', 'Pain__c')),
    ],
    [
      'access to a field that does not exist',
      'dangling',
      () => broken(/permissionsets/, (xml) => xml.replace('Opportunity.Segment__c', 'Opportunity.Segments__c')),
    ],
    [
      'a standard field spelt wrongly',
      'dangling',
      () => broken(path, (xml) => xml.replace('Pain_summary__c', 'Ammount')),
    ],
    [
      'a business process that does not exist',
      'dangling',
      () =>
        broken(/recordTypes/, (xml) =>
          xml.replace('<businessProcess>New business process<', '<businessProcess>Old process<'),
        ),
    ],
    [
      'a record type that does not exist',
      'dangling',
      () => broken(path, (xml) => xml.replace('<recordTypeName>New', '<recordTypeName>Old')),
    ],
    [
      'a new stage without a probability',
      'dangling',
      () => broken(stages, (xml) => xml.replace(/\s*<probability>20<\/probability>/, '')),
    ],
    [
      'a stage that is won but not closed',
      'dangling',
      () => broken(stages, (xml) => xml.replace('<closed>true</closed>', '<closed>false</closed>')),
    ],
    [
      'a picklist without values',
      'dangling',
      () => broken(/Segment__c/, (xml) => xml.replace(/<valueSet>[\s\S]*<\/valueSet>/, '')),
    ],
    [
      'a probability over 100',
      'probability',
      () => broken(stages, (xml) => xml.replace('<probability>20<', '<probability>120<')),
    ],
    [
      'two stages of one name',
      'duplicate',
      () => broken(stages, (xml) => xml.replaceAll('>Discovery<', '>closed WON<')),
    ],
    [
      'two steps of a path for one stage',
      'duplicate',
      () => broken(path, (xml) => xml.replace('<picklistValueName>Not a fit<', '<picklistValueName>Closed lost<')),
    ],
    [
      'a file named unlike what is in it',
      'file-name',
      () =>
        broken(
          rule,
          (xml) => xml,
          (name) => name.replace('Discovery_Operations', 'Other'),
        ),
    ],
    [
      'a rule name with two underscores',
      'api-name',
      () => broken(rule, (xml) => xml.replace('<fullName>Discovery_', '<fullName>Discovery__')),
    ],
    [
      'a formula that is not closed',
      'formula',
      () => broken(rule, (xml) => xml.replace(')</errorConditionFormula>', '</errorConditionFormula>')),
    ],
    [
      'a name that is not percent-encoded',
      'encoding',
      () => broken(/businessProcesses/, (xml) => xml.replace('<fullName>Closed lost<', '<fullName>Closed/lost<')),
    ],
    [
      'a manifest that leaves a file out',
      'manifest',
      () => broken(/package\.xml/, (xml) => xml.replace(/\s*<members>Opportunity\.Segment__c<\/members>/, '')),
    ],
    [
      'a manifest with * for a standard value set',
      'manifest',
      () => broken(/package\.xml/, (xml) => xml.replace('>OpportunityStage<', '>*<')),
    ],
    ['a file that is cut off', 'well-formed', () => broken(rule, (xml) => xml.slice(0, -30))],
  ])('finds %s', (_, check, find) => {
    expect(find().map((problem) => problem.check)).toContain(check);
  });

  it('names the file, what is wrong and the name it is about', () => {
    expect(broken(path, (xml) => xml.replace('<picklistValueName>Discovery<', '<picklistValueName>Discovry<'))).toEqual(
      [
        {
          file: 'force-app/main/default/pathAssistants/New_business_Path.pathAssistant-meta.xml',
          check: 'ghost-stage',
          message: 'The path has a step “Discovry”, and there is no such stage.',
        },
      ],
    );
  });
});
