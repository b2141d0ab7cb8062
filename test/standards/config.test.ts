import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultConfig, parseConfig } from '../../server/src/standards/config.ts';
import { configSchema } from '../../server/src/standards/config-schema.ts';
import { ruleById } from '../../server/src/standards/registry.ts';
import { SettingsResolver } from '../../server/src/standards/settings.ts';

/** Each problem as the words it stands at and its message. */
function problemsOf(text: string): string[] {
  return parseConfig(text).problems.map(
    ({ offset, length, message }) => `${text.slice(offset, offset + length)} → ${message}`,
  );
}

const rule = (id: string) => ruleById(id)!;

describe('reading a configuration', () => {
  test('takes comments, trailing commas and a byte order mark', () => {
    const { config, problems } = parseConfig('\uFEFF{\n  // as strict as it gets\n  "extends": "strict",\n}');
    expect(problems).toEqual([]);
    expect(config.extends).toBe('strict');
  });

  test('gives everything its default', () => {
    expect(parseConfig('{}')).toEqual({ config: defaultConfig, problems: [] });
  });

  test('reads every setting', () => {
    const { config, problems } = parseConfig(`{
      "$schema": "x",
      "extends": "audit",
      "rules": { "factual/no-feelings": "off", "required/keep-it-short": { "severity": "error", "options": { "maxStages": 6 } } },
      "overrides": [{ "files": ["imports/**"], "processes": ["Old*"], "extends": "audit", "rules": { "process/*": "hint" } }],
      "vocabulary": { "allow": ["Interest"], "add": { "feeling": ["stoked"] } },
      "targets": ["salesforce", "hubspot"],
      "ignore": ["drafts/"],
      "editor": { "rules": { "inspectable/*": "hint" } },
      "ci": { "rules": { "inspectable/needs-proof": "error" } }
    }`);
    expect(problems).toEqual([]);
    expect(config).toEqual({
      extends: 'audit',
      rules: {
        'factual/no-feelings': { severity: 'off' },
        'required/keep-it-short': { severity: 'error', options: { maxStages: 6 } },
      },
      overrides: [
        { files: ['imports/**'], processes: ['Old*'], extends: 'audit', rules: { 'process/*': { severity: 'hint' } } },
      ],
      vocabulary: { allow: ['Interest'], add: { feeling: ['stoked'] } },
      targets: ['salesforce', 'hubspot'],
      ignore: ['drafts/'],
      editor: { 'inspectable/*': { severity: 'hint' } },
      ci: { 'inspectable/needs-proof': { severity: 'error' } },
    });
  });

  test.each([
    ['{ "rulez": {} }', '"rulez" → The configuration has no setting "rulez". Did you mean "rules"?'],
    [
      '{ "rules": { "factual/no-feeling": "off" } }',
      '"factual/no-feeling" → There is no rule "factual/no-feeling". Did you mean "factual/no-feelings"?',
    ],
    [
      '{ "rules": { "no-feelings": "off" } }',
      '"no-feelings" → There is no rule "no-feelings". Did you mean "factual/no-feelings"?',
    ],
    [
      '{ "rules": { "zzz/qqqqqqqq": "off" } }',
      '"zzz/qqqqqqqq" → There is no rule "zzz/qqqqqqqq". "salesflow rules" lists them all.',
    ],
    [
      '{ "rules": { "factual/no-feelings": "warn" } }',
      '"warn" → The severity of "factual/no-feelings" must be one of "error", "warning", "info", "hint", "off". Did you mean "warning"?',
    ],
    [
      '{ "rules": { "factual/no-feelings": 2 } }',
      '2 → The severity of "factual/no-feelings" must be one of "error", "warning", "info", "hint", "off".',
    ],
    [
      '{ "rules": { "required/keep-it-short": { "options": { "maxStage": 4 } } } }',
      '"maxStage" → "required/keep-it-short" has no option "maxStage". Did you mean "maxStages"?',
    ],
    [
      '{ "rules": { "required/keep-it-short": { "options": { "maxStages": 0 } } } }',
      '0 → "maxStages" must be a number of at least 1.',
    ],
    [
      '{ "rules": { "factual/no-feelings": { "options": { "words": [] } } } }',
      '"words" → "factual/no-feelings" has no option "words". It has none.',
    ],
    [
      '{ "extends": "recomended" }',
      '"recomended" → "extends" must be one of "recommended", "strict", "audit". Did you mean "recommended"?',
    ],
    [
      '{ "targets": ["salesforce", "siebel"] }',
      '"siebel" → A target must be one of "salesforce", "hubspot", "pipedrive", "zoho", "dynamics".',
    ],
    [
      '{ "vocabulary": { "add": { "feelings": ["x"] } } }',
      '"feelings" → "add" has no setting "feelings". Did you mean "feeling"?',
    ],
    ['{ "vocabulary": { "allow": [3] } }', '3 → "allow" may hold only texts in quotes.'],
    [
      '{ "ignore": ["drafts/", "a[/b"] }',
      '"a[/b" → "ignore" holds a text that is no pattern as in .gitignore, and names no file. Close each "[", and write \\[ for the character itself.',
    ],
    [
      '{ "overrides": [{ "files": ["[z-a?"] }] }',
      '"[z-a?" → "files" holds a text that is no pattern as in .gitignore, and names no file. Close each "[", and write \\[ for the character itself.',
    ],
    ['{ "ignore": "drafts" }', '"drafts" → "ignore" must be a list in square brackets.'],
    ['{ "overrides": [{ "rules": {} }] }', '{ → This override applies to nothing; name "files" or "processes".'],
    ['{ "extends": "strict", "extends": "audit" }', '"extends" → "extends" is set twice; only the last one counts.'],
    ['[]', '[] → The configuration must be an object in braces.'],
    ['{ "rules": [] }', '[] → "rules" must be an object in braces.'],
    ['{ "constructor": 1 }', '"constructor" → The configuration has no setting "constructor".'],
    ['{ "rules": { "__proto__": "off" } }', '"__proto__" → There is no rule "__proto__".'],
  ])('reports %s', (text, expected) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.startsWith(expected)).toBe(true);
  });

  test('reports broken JSON where it breaks and keeps what it could read', () => {
    const { config, problems } = parseConfig('{ "extends": "strict" "rules": {} }');
    expect(config.extends).toBe('strict');
    expect(problems[0]).toMatchObject({ offset: 22, message: 'This is not valid JSON: comma expected.' });
    expect(parseConfig('').problems).toHaveLength(1);
    expect(parseConfig('   ').problems.length).toBeGreaterThan(0);
  });

  test('never throws, and keeps its problems within the text', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"rules"',
      ':',
      ',',
      '"factual/no-feelings"',
      '"off"',
      '1',
      'null',
      '\u{1F600}',
      '//',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        for (const { offset, length } of parseConfig(text).problems) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset + length).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});

describe('settings', () => {
  const { config } = parseConfig(`{
    "extends": "recommended",
    "rules": { "process/*": "info", "process/has-outcomes": "error", "required/keep-it-short": { "options": { "maxStages": 5 } } },
    "overrides": [
      { "files": ["imports/"], "extends": "audit" },
      { "processes": ["Legacy*"], "rules": { "inspectable/needs-proof": "hint", "required/keep-it-short": "off" } },
      { "files": ["imports/final.salesflow"], "processes": ["Legacy*"], "rules": { "inspectable/needs-proof": "warning" } }
    ],
    "editor": { "rules": { "inspectable/needs-proof": "info" } }
  }`);
  const ci = new SettingsResolver(config, 'ci');

  test('come from the preset, the standard, the rule, in this order', () => {
    const settings = ci.settingsFor('a.salesflow', 'Sales');
    expect(settings.level(rule('factual/no-feelings'))).toBe('warning');
    expect(settings.level(rule('process/rising-probability'))).toBe('info');
    expect(settings.level(rule('process/has-outcomes'))).toBe('error');
    expect(settings.options(rule('required/keep-it-short'))).toEqual({ maxStages: 5 });
    expect(settings.options(rule('required/no-extra-meeting'))).toEqual({ max: 2 });
  });

  test('change by file and by process; the last override wins', () => {
    const needsProof = rule('inspectable/needs-proof');
    expect(ci.settingsFor('imports/crm.salesflow', 'Sales').level(needsProof)).toBe('hint');
    expect(ci.settingsFor('a.salesflow', 'LegacyDeals').level(needsProof)).toBe('hint');
    expect(ci.settingsFor('imports/final.salesflow', 'LegacyDeals').level(needsProof)).toBe('warning');
    expect(ci.settingsFor('a.salesflow', undefined).level(needsProof)).toBe('error');
    expect(ci.settingsFor('a.salesflow', 'LegacyDeals').level(rule('required/keep-it-short'))).toBe('off');
    expect(ci.settingsFor('a.salesflow', 'LegacyDeals').options(rule('required/keep-it-short'))).toEqual({
      maxStages: 5,
    });
  });

  test('differ between editor and CI', () => {
    const editor = new SettingsResolver(config, 'editor');
    expect(editor.settingsFor('a.salesflow', 'Sales').level(rule('inspectable/needs-proof'))).toBe('info');
    expect(ci.settingsFor('a.salesflow', 'Sales').level(rule('inspectable/needs-proof'))).toBe('error');
  });

  test('take paths outside the project as matching no pattern', () => {
    expect(ci.settingsFor('../elsewhere.salesflow', undefined).level(rule('inspectable/needs-proof'))).toBe('error');
  });
});

describe('the JSON schema', () => {
  const validate = new Ajv({ strictTypes: false }).compile(configSchema());

  test('accepts what the reader accepts', () => {
    for (const good of [
      {},
      {
        extends: 'strict',
        rules: { 'factual/*': 'off', 'required/keep-it-short': { severity: 'error', options: { maxStages: 4 } } },
      },
      {
        overrides: [{ files: ['a/'], extends: 'audit' }],
        vocabulary: { allow: ['x'], add: { wait: ['y'] } },
        targets: ['hubspot'],
      },
    ]) {
      expect(parseConfig(JSON.stringify(good)).problems).toEqual([]);
      expect(validate(good), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  test('refuses what the reader refuses', () => {
    for (const bad of [
      { rulez: {} },
      { rules: { 'factual/no-feeling': 'off' } },
      { rules: { 'factual/no-feelings': 'loud' } },
      { rules: { 'required/keep-it-short': { options: { maxStages: 0 } } } },
      { overrides: [{ rules: {} }] },
      { targets: ['siebel'] },
      { vocabulary: { add: { feelings: [] } } },
    ]) {
      expect(parseConfig(JSON.stringify(bad)).problems.length).toBeGreaterThan(0);
      expect(validate(bad), JSON.stringify(bad)).toBe(false);
    }
  });
});
