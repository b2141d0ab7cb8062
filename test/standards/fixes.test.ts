import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Finding, Fix } from '../../server/src/model/finding.ts';
import { scan } from '../../server/src/standards/comments.ts';
import { applyFixes } from '../../server/src/standards/edits.ts';
import { expandExample, sampleProject } from '../../server/src/standards/example.ts';
import { fixAll } from '../../server/src/standards/fix.ts';
import { createLinter } from '../../server/src/standards/linter.ts';
import { ruleById, rules } from '../../server/src/standards/registry.ts';
import { project } from '../support/project.ts';
import { config, today } from './lint.ts';

const uri = 'file:///project/process.salesflow';

async function check(text: string, settings = config({ extends: 'strict' })) {
  const { model, findings } = await project(text);
  return { language: findings, found: createLinter().lint(model, { config: settings, surface: 'ci', today }) };
}

/** The comments of a text but suppressions, without the difference between a doc comment and a plain one. */
const commentsOf = (text: string) =>
  scan(text)
    .filter((region) => region.kind === 'comment')
    .map((region) => text.slice(region.start, region.end).replace(/^\/\*\*/, '/*'))
    .filter((comment) => !comment.includes('salesflow-ignore'))
    .sort();

/** A comment in each place where an item of a step or block begins. */
function withComments(text: string): string {
  let number = 0;
  return text.replace(/^( *)(?=(?:step|do|exit|done|commit|otherwise|helps|after \d|role|document)\b)/gm, (indent) => {
    number++;
    return number % 3 === 0 ? `${indent}/** note ${number} */\n${indent}` : `${indent}// note ${number}\n${indent}`;
  });
}

function errorsByRule(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    if (finding.severity === 'error') counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1);
  }
  return counts;
}

async function expectGood(
  text: string,
  finding: Finding,
  fix: Fix,
  before: readonly Finding[],
  settings = config({ extends: 'strict' }),
) {
  const what = `${finding.rule}: ${fix.title}\n${text}`;
  const { texts, applied } = applyFixes(new Map([[uri, text]]), [fix]);
  expect(applied, what).toHaveLength(1);
  const edited = texts.get(uri)!;
  const { language, found } = await check(edited, settings);
  expect(
    language.map((each) => each.message),
    `${what}\n→\n${edited}`,
  ).toEqual([]);
  expect(commentsOf(edited), what).toEqual(commentsOf(text));
  const same = (each: Finding) => each.rule === finding.rule;
  expect(found.filter(same).length, `${what}\n→\n${edited}`).toBeLessThan(before.filter(same).length);
  const errors = errorsByRule(before);
  for (const [rule, count] of errorsByRule(found))
    expect(count, `${rule} after ${what}\n→\n${edited}`).toBeLessThanOrEqual(errors.get(rule) ?? 0);
}

describe.each(rules.filter((rule) => rule.fix && rule.wrong.length > 0).map((rule) => [rule.id] as const))(
  '%s',
  (id) => {
    const rule = ruleById(id)!;

    test('offers a fix for one of its examples at least', async () => {
      let offers = 0;
      for (const example of rule.wrong) {
        const options = example.options ? { [id]: { options: example.options } } : {};
        const { found } = await check(expandExample(example).text, config({ extends: 'strict', rules: options }));
        offers += found.filter((finding) => finding.rule === id).flatMap((finding) => finding.fixes()).length;
      }
      expect(offers).toBeGreaterThan(0);
    });

    test.each(rule.wrong.map((example, index) => [index + 1, example] as const))(
      'offers for example %i what does what it says, in any layout',
      async (_, example) => {
        const { text } = expandExample(example);
        const settings = config({
          extends: 'strict',
          rules: example.options ? { [id]: { options: example.options } } : {},
        });
        for (const source of [
          text,
          withComments(text),
          text.replace(/\n/g, '\r\n'),
          text.replace(/^( {2})+/gm, (indent) => '\t'.repeat(indent.length / 2)),
        ]) {
          const { language, found } = await check(source, settings);
          expect(language).toEqual([]);
          const own = found.filter((finding) => finding.rule === id);
          expect(own.length).toBeGreaterThan(0);
          const offered = own.map((finding) => finding.fixes());
          for (const [index, finding] of own.entries()) {
            for (const fix of offered[index]!) {
              expect(fix.safety === 'safe', fix.title).toBe(rule.fix!.safety === 'safe');
              await expectGood(source, finding, fix, found, settings);
            }
          }
        }
      },
    );
  },
);

describe('a draft as teams have it today', () => {
  const draft = readFileSync(new URL('draft.salesflow', import.meta.url), 'utf8');

  test.each(['recommended', 'audit'] as const)('stays sound whichever fix is taken first (%s)', async (preset) => {
    const settings = config({ extends: preset });
    const { found } = await check(draft, settings);
    let taken = 0;
    for (const finding of found) {
      for (const fix of finding.fixes()) {
        await expectGood(draft, finding, fix, found, settings);
        taken++;
      }
    }
    expect(taken).toBeGreaterThan(20);
  });

  test('loses most of its findings when all suggestions are taken', async () => {
    const settings = config();
    const lint = async (texts: ReadonlyMap<string, string>) => {
      const { language, found } = await check(texts.get(uri)!, settings);
      return [...language, ...found];
    };
    const before = (await lint(new Map([[uri, draft]]))).length;
    const { texts, remaining } = await fixAll(new Map([[uri, draft]]), lint, { safety: 'suggestion' });
    expect(remaining.filter((finding) => finding.standard === 'language')).toEqual([]);
    expect(remaining.length).toBeLessThan(before / 3);
    expect(texts.get(uri)).toMatchSnapshot();
    expect(remaining.map((finding) => `${finding.rule} ${finding.path}`)).toMatchSnapshot();
  });
});

describe('a variant', () => {
  test.each([
    'change step Order { drop otherwise }',
    'change step Order { drop exit drop helps }',
    'change step Order { optional }',
    'change step Order { exit { done "Finance is excited" } }',
    'change step Demo {\n    drop exit\n    exit { done "Demo held" }\n  }',
    'add step X "Send the brochure" after Demo',
    'add step X "Send the brochure" after Demo { do "Send the brochure" }',
  ])('is put right where it is written: %s', async (body) => {
    const source = `${sampleProject}\nvariant Large "Large" of NewBusiness when deal.amount > 5 {\n  ${body}\n}\n`;
    const { language, found } = await check(source);
    expect(language).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
    for (const finding of found) {
      expect(finding.span.start, finding.rule).toBeGreaterThan(sampleProject.length);
      for (const fix of finding.fixes()) {
        for (const edit of fix.edits) expect(edit.span.start, fix.title).toBeGreaterThan(sampleProject.length);
        await expectGood(source, finding, fix, found);
      }
    }
  });
});

describe('rules without a fix', () => {
  test('offer none', async () => {
    for (const rule of rules.filter((each) => !each.fix)) {
      for (const example of rule.wrong) {
        const { found } = await check(expandExample(example).text);
        for (const finding of found.filter((each) => each.rule === rule.id))
          expect(finding.fixes(), rule.id).toEqual([]);
      }
    }
  });
});
