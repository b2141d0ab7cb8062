import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../server/src/standards/edits.ts';
import { sampleProject } from '../../server/src/standards/example.ts';
import { createLinter } from '../../server/src/standards/linter.ts';
import { suppressionFix } from '../../server/src/standards/suppression/apply.ts';
import { project } from '../support/project.ts';
import { config, lint, rulesFound, today } from './lint.ts';

/** The sample project with a declaration that nothing uses, and comments before it. */
const unused = (comments: string, after = '') =>
  `${sampleProject}\n${comments}\ndocument Datasheet "Data sheet"${after}\n`;
const rule = 'process/no-unused-declaration';

describe('a suppression', () => {
  test('with a reason hides the finding on the next line of code', async () => {
    expect(await rulesFound(unused(`// salesflow-ignore ${rule}: used from spring on`))).toEqual([]);
    expect(await rulesFound(unused(`/* salesflow-ignore ${rule}: used from spring on */`))).toEqual([]);
    expect(await rulesFound(unused(`// salesflow-ignore ${rule}: used from spring on\n\n// more about it`))).toEqual(
      [],
    );
    expect(await rulesFound(unused('', ` // salesflow-ignore ${rule}: used from spring on`))).toEqual([]);
  });

  test('of another line hides nothing and is unused', async () => {
    const text = unused(`// salesflow-ignore ${rule}: used from spring on\nrole SDR "Sales development"`);
    expect(await rulesFound(text)).toEqual([rule]);
  });

  test('for the whole file works from anywhere in it', async () => {
    expect(await rulesFound(`${unused('')}\n// salesflow-ignore-file ${rule}: a library for others`)).toEqual([]);
  });

  test('can name several rules', async () => {
    const names = `${rule}, factual/no-feelings`;
    expect(await lint(unused(`// salesflow-ignore ${names}: used from spring on`))).toMatchObject([
      { rule: 'suppression/unused', at: 'factual/no-feelings' },
    ]);
  });

  test('without a reason has no effect', async () => {
    expect(await rulesFound(unused(`// salesflow-ignore ${rule}`))).toEqual(['suppression/needs-reason', rule]);
    expect(await rulesFound(unused(`// salesflow-ignore ${rule}:   `))).toEqual(['suppression/needs-reason', rule]);
    expect(await rulesFound(unused(`// salesflow-ignore ${rule}: until 2099-01-01`))).toEqual([
      'suppression/needs-reason',
      rule,
    ]);
  });

  test('holds up to and including its date', async () => {
    const until = (date: string) => unused(`// salesflow-ignore ${rule}: used from spring on until ${date}`);
    expect(await rulesFound(until('2026-11-23'))).toEqual([]);
    expect(await rulesFound(until('2026-11-22'))).toEqual(['suppression/expired', rule]);
    expect(await rulesFound(unused(`// salesflow-ignore ${rule}: used from spring on [until 2026-11-23]`))).toEqual([]);
  });

  test.each(['2026-02-30', 'tomorrow', '2026/12/01'])('with the date %s has no effect', async (date) => {
    const found = await lint(unused(`// salesflow-ignore ${rule}: used from spring on until ${date}`));
    expect(found).toMatchObject([{ rule: 'suppression/expired', at: date }, { rule }]);
  });

  test('of a rule that does not exist says so', async () => {
    expect(await lint(unused('// salesflow-ignore no-unused-declaration: reason'))).toMatchObject([
      {
        rule: 'suppression/unknown-rule',
        at: 'no-unused-declaration',
        message: expect.stringContaining(`Did you mean "${rule}"?`),
      },
      { rule },
    ]);
    expect(await lint(unused('// salesflow-ignore: reason'))).toMatchObject([
      { rule: 'suppression/unknown-rule' },
      { rule },
    ]);
  });

  test('of a rule that is off is not called unused', async () => {
    const settings = config({ rules: { [rule]: { severity: 'off' } } });
    expect(await rulesFound(unused(`// salesflow-ignore ${rule}: used from spring on`), settings)).toEqual([]);
  });

  test('of a CRM limit is not called unused where no CRM was asked', async () => {
    expect(
      await rulesFound(`${sampleProject}\n// salesflow-ignore crm/hubspot-probability: set by hand\nrole SDR external`),
    ).toEqual([rule]);
  });

  test('in a text is no suppression', async () => {
    expect(await rulesFound(`${sampleProject}\nrole SDR "// salesflow-ignore ${rule}: reason"`)).toEqual([rule]);
  });

  test('before a text over several lines covers all of it', async () => {
    const text = sampleProject.replace('"Send the recording of the demo"', '"""\n      Send the recording\n      """');
    const excited = text.replace(
      'done "Demo held with operations and finance"',
      '// salesflow-ignore factual/no-feelings: our product is called Excited\n      done """\n        Demo held with operations and finance,\n        who were excited\n        """',
    );
    expect(await rulesFound(excited.replace(/\/\/ salesflow-ignore.*\n/, ''))).toContain('factual/no-feelings');
    expect(await rulesFound(excited)).not.toContain('factual/no-feelings');
  });

  test('of a step that should not be brings back what the step lacks', async () => {
    const chase = (comment: string) =>
      sampleProject.replace(
        '  won ClosedWon',
        `  ${comment}\n  step Chase "Follow up on the order"\n\n  won ClosedWon`,
      );
    expect(await rulesFound(chase(''))).toEqual(['required/no-follow-up-step']);
    const found = await rulesFound(chase('// salesflow-ignore required/no-follow-up-step: asked for by the board'));
    expect(found).toContain('exit-criteria/has-exit');
    expect(found).not.toContain('required/no-follow-up-step');
  });
});

describe('the edit that suppresses a finding', () => {
  test('hides it for thirty days, and only it', async () => {
    const text = unused('').replace(/\n/g, '\r\n');
    const { model } = await project(text);
    const [finding] = createLinter().lint(model, { config: config(), surface: 'editor', today });
    const fix = suppressionFix(model, finding!, today)!;
    const edited = applyEdits(text, fix.edits);
    expect(edited).toContain(`// salesflow-ignore ${rule}: accepted for now until 2026-12-23\r\ndocument Datasheet`);
    expect(await rulesFound(edited)).toEqual([]);
  });
});
