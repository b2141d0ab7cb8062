import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Generated, GenerateOptions } from '../../../server/src/crm/backend.ts';
import { checkMetadata } from '../../../server/src/crm/salesforce/check.ts';
import { salesforce } from '../../../server/src/crm/salesforce/index.ts';
import { project } from '../../support/project.ts';
import { projectText } from '../arbitrary.ts';
import { hostileProjects, pathProblems } from '../hostile.ts';
import { example, hasReference, hasXmllint, schemaErrors } from './support.ts';

async function generated(
  files: string | Readonly<Record<string, string>>,
  options: GenerateOptions = {},
): Promise<Generated> {
  const { model, findings } = await project(files);
  expect(findings.map((finding) => finding.message)).toEqual([]);
  return salesforce.generate(model, options);
}

const examples = ['saas-new-business', 'food-broker', 'government-bids', 'medical-device-orders'];

describe('the Salesforce project of an example', () => {
  it.each(examples)('%s passes our own checks', async (name) => {
    expect(checkMetadata((await generated(example(name))).files)).toEqual([]);
  });

  it.skipIf(!hasReference || !hasXmllint).each(examples)(
    '%s is valid against the schema of the Metadata API',
    async (name) => {
      expect(schemaErrors((await generated(example(name))).files)).toEqual([]);
    },
  );
});

describe('the Salesforce project of any process, with any names', () => {
  it('passes our own checks, stays in its folder and is the same every time', async () => {
    await fc.assert(
      fc.asyncProperty(projectText, async (source) => {
        const first = await generated(source);
        expect(checkMetadata(first.files)).toEqual([]);
        expect(new Set(first.files.map((file) => file.path.toLowerCase())).size).toBe(first.files.length);
        for (const { path } of first.files) {
          expect(path).not.toMatch(/(^|\/)\.\.?(\/|$)|^\/|[\\:*?"<>|]/);
          for (const part of path.split('/')) expect(new TextEncoder().encode(part).length).toBeLessThanOrEqual(255);
        }
        expect((await generated(source)).files).toEqual(first.files);
      }),
      { numRuns: 40 },
    );
  });

  it.skipIf(!hasReference || !hasXmllint)('is valid against the schema of the Metadata API', async () => {
    const sources = fc.sample(projectText, 20);
    const files = [];
    for (const [index, source] of sources.entries()) {
      const { files: made } = await generated(source);
      files.push(...made.map(({ path, content }) => ({ path: `${index}/${path}`, content })));
    }
    expect(schemaErrors(files)).toEqual([]);
  });

  it.each(hostileProjects)('passes our own checks where names are such as %s', async (_, text) => {
    const { files } = await generated(text);
    expect(checkMetadata(files)).toEqual([]);
    expect(pathProblems(files)).toEqual([]);
  });

  it.skipIf(!hasReference || !hasXmllint)(
    'is valid against the schema with names of every kind',
    async () => {
      const files = [];
      for (const [index, [, text]] of hostileProjects.entries()) {
        const { files: made } = await generated(text);
        files.push(...made.map(({ path, content }) => ({ path: `${index}/${path}`, content })));
      }
      expect(schemaErrors(files)).toEqual([]);
    },
    180_000,
  );

  it('writes no rule of over 4,000 bytes, and no list view that filters by a value of 240 characters', async () => {
    const many = Array.from({ length: 36 }, (_, at) => `deal.note is not "${'日本語'.repeat(10)}${at}"`).join(' and ');
    const { model } = await project(`object deal { field note "Note" : text }
process P "P" { step A "A" { exit { done "Checked" proof ${many} } } step B "${'b'.repeat(240)}" step C "${'c'.repeat(239)}" won W "W" }`);
    const { files, findings, enforcement } = salesforce.generate(model, {});
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toContainEqual(
      expect.stringMatching(/^crm\/salesforce-formula: The Salesforce rule for this has \d+ bytes, and/),
    );
    expect(enforcement.find(({ text }) => text === 'Checked')?.level).toBe('manual');
    const views = files.filter(({ path }) => path.includes('/listViews/'));
    expect(views.some(({ content }) => content.includes('b'.repeat(240)))).toBe(false);
    expect(views.some(({ content }) => content.includes('c'.repeat(239)))).toBe(true);
  });
});
