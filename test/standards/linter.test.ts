import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ProjectModel } from '../../server/src/model/model.ts';
import { keywordOf } from '../../server/src/model/source.ts';
import { expandExample, sampleProject } from '../../server/src/standards/example.ts';
import { createLinter } from '../../server/src/standards/linter.ts';
import { ruleById } from '../../server/src/standards/registry.ts';
import { project } from '../support/project.ts';
import { config, lint, rulesFound, today } from './lint.ts';

const options = { config: config({ extends: 'strict' }), surface: 'ci', today } as const;

/** The sample project with one step added before the outcomes. */
const withStep = (step: string) => sampleProject.replace('  won ClosedWon', `  ${step}\n\n  won ClosedWon`);

describe('a compliant process', () => {
  test('of twelve steps has no findings under the strictest preset', async () => {
    const text = readFileSync(new URL('twelve-steps.salesflow', import.meta.url), 'utf8');
    expect(await lint(text, 'strict')).toEqual([]);
    expect(await lint(text.replace(/\n/g, '\r\n'), 'strict')).toEqual([]);
  });
});

describe('findings', () => {
  test('are sorted by file and place, and each is said once', async () => {
    const { model } = await project({
      'b.salesflow': 'role SDR "Sales development"\nrole XDR "Other"',
      'a.salesflow': withStep('step Late "Follow up on the order"'),
    });
    const found = createLinter().lint(model, options);
    const places = found.map((finding) => `${finding.span.uri} ${String(finding.span.start).padStart(8, '0')}`);
    expect(places).toEqual([...places].sort());
    expect(new Set(found.map((finding) => `${finding.rule} ${finding.span.uri} ${finding.span.start}`)).size).toBe(
      found.length,
    );
  });

  test('on a step that should not be do not tell what it lacks', async () => {
    expect(await rulesFound(withStep('step Late "Follow up on the order"'))).toEqual(['required/no-follow-up-step']);
    expect(await rulesFound(withStep('step Late "Send the brochure" { optional }'))).toEqual([
      'required/no-optional-step',
    ]);
  });

  test('on one word come from one rule', async () => {
    const found = await lint(
      withStep(`step Late "Hold the closing workshop" {
    helps Terms
    do "Hold the closing workshop"
    exit {
      done "Finance director is interested and feels comfortable with the strong fit" proof deal.next_step is set
      collect deal.type
      commit "Finance director returns the agenda" proof email "Agenda" received from Finance
    }
    otherwise { after 10 days lose as NoDecision }
  }`),
    );
    const spans = found.map((finding) => finding.at);
    expect(new Set(spans).size).toBe(spans.length);
    expect(found.every((finding) => finding.rule.startsWith('factual/'))).toBe(true);
  });

  test('stand at the words inside a text, whatever escapes and lines it has', async () => {
    const done = (text: string) => sampleProject.replace('"Demo held with operations and finance"', text);
    for (const text of [
      '"The \\"big\\" demo: they were excited"',
      '"""\n        The big demo\n        they were excited\n        """',
      '"\u{1F600} naïve — they were excited"',
    ]) {
      const found = await lint(done(text));
      expect(
        found.map((finding) => [finding.rule, finding.at]),
        text,
      ).toContainEqual(['factual/no-feelings', 'excited']);
    }
  });
});

describe('a variant', () => {
  const variant = (body: string) =>
    `${sampleProject}\nvariant Large "Large accounts" of NewBusiness when deal.amount > 100000 {\n  ${body}\n}`;

  test('does not repeat the findings of its process', async () => {
    const text = variant('change step Order { within 30 days }').replace(
      'done "Demo held with operations and finance" proof',
      'done "They were excited" proof',
    );
    expect((await rulesFound(text)).filter((rule) => rule === 'factual/no-feelings')).toHaveLength(1);
  });

  test('is checked where it adds something', async () => {
    const found = await lint(variant('add step Legal "Review the redlines" after Demo { helps Terms }'));
    expect(found.filter((finding) => finding.path.startsWith('Large/')).map((finding) => finding.rule)).toContain(
      'exit-criteria/has-exit',
    );
  });

  test('that drops the only help for a stuck point leaves the buyer helped by the process', async () => {
    expect(await rulesFound(variant('drop step Order'))).toEqual([]);
  });
});

describe('memory', () => {
  /** Counts how often the rules look at a process, by wrapping its steps. */
  function counted(model: ProjectModel): { model: ProjectModel; looks: () => number } {
    let looks = 0;
    const processes = model.processes.map((process) => ({
      ...process,
      get throughout() {
        looks++;
        return process.throughout;
      },
    }));
    return {
      model: { ...model, processes, element: (id) => model.element(id), file: (uri) => model.file(uri) },
      looks: () => looks,
    };
  }

  test('does not check a process again that has not changed', async () => {
    const linter = createLinter();
    const { model, looks } = counted((await project(sampleProject)).model);
    const first = linter.lint(model, options);
    const checkedOnce = looks();
    const projectRulesOnly = (() => {
      linter.lint(model, options);
      return looks() - checkedOnce;
    })();
    expect(projectRulesOnly).toBeLessThan(checkedOnce);
    expect(linter.lint(model, options)).toEqual(first.map((finding) => ({ ...finding, fixes: expect.any(Function) })));
  });

  test('checks it again when what it refers to changes', async () => {
    const text = (label: string) => ({
      'process.salesflow': sampleProject.replace(
        'proof meeting "Demo" held with Buyer, Finance',
        'proof deal.shown is yes',
      ),
      'records.salesflow': `object deal { field shown "${label}" : yesno }`,
    });
    const linter = createLinter();
    const before = (await project(text('Shown'))).model;
    const after = (await project(text('Demo held with operations and finance'))).model;
    /** The process of the first model amid the records of the second. */
    const mixed: ProjectModel = { ...before, element: (id) => after.element(id), file: (uri) => before.file(uri) };
    const rules = (model: ProjectModel) => linter.lint(model, options).map((finding) => finding.rule);
    expect(rules(before)).not.toContain('inspectable/no-self-attested-checkbox');
    expect(rules(mixed)).toContain('inspectable/no-self-attested-checkbox');
  });

  test('does not mix up configurations and surfaces', async () => {
    const linter = createLinter();
    const { model } = await project(withStep('step Late "Send the brochure" { helps Terms }'));
    const editor = config({ editor: { 'exit-criteria/has-exit': { severity: 'off' } } });
    const has = (surface: 'editor' | 'ci') =>
      linter
        .lint(model, { config: editor, surface, today })
        .some((finding) => finding.rule === 'exit-criteria/has-exit');
    expect([has('ci'), has('editor'), has('ci')]).toEqual([true, false, true]);
  });
});

describe('configuration', () => {
  test('sets severities, also by standard', async () => {
    const text = withStep('step Late "Send the brochure" { helps Terms }');
    const found = await lint(
      text,
      config({ rules: { 'exit-criteria/*': { severity: 'info' }, 'exit-criteria/has-exit': { severity: 'hint' } } }),
    );
    const severity = (rule: string) => found.find((finding) => finding.rule === rule)?.severity;
    expect(severity('exit-criteria/has-exit')).toBe('hint');
    expect(severity('exit-criteria/has-action')).toBe('info');
  });

  test('allows words of a team, and adds others', async () => {
    const text = sampleProject.replace(
      'done "Demo held with operations and finance"',
      'done "Operations lead is excited about the cloud and stoked"',
    );
    expect((await lint(text)).map((finding) => finding.at)).toContain('excited');
    const vocabulary = { allow: ['excited about the cloud'], add: { feeling: ['stoked'] } };
    const found = await lint(text, config({ vocabulary }));
    expect(found.map((finding) => [finding.rule, finding.at])).toEqual([['factual/no-feelings', 'stoked']]);
  });

  test('changes for some files and processes', async () => {
    const files = {
      'process.salesflow': withStep('step Late "Send the brochure" { helps Terms }'),
      'imports/x.salesflow': 'role SDR "Sales development"',
    };
    const overrides = [
      {
        files: ['imports/'],
        processes: [],
        extends: undefined,
        rules: { 'process/no-unused-declaration': { severity: 'off' } },
      },
      { files: [], processes: ['New*'], extends: 'audit', rules: {} },
    ] as const;
    const found = await lint(files, config({ overrides }));
    expect(found.map((finding) => finding.rule)).not.toContain('process/no-unused-declaration');
    expect(found.find((finding) => finding.rule === 'exit-criteria/has-exit')?.severity).toBe('hint');
  });
});

describe('findings of other layers', () => {
  test('get their severity, place and suppressions here', async () => {
    const id = 'crm/hubspot-probability';
    const { model } = await project(`${sampleProject}\n// salesflow-ignore ${id}: set by hand\nrole SDR external`);
    const at = model.roles.find((role) => role.name === 'SDR')!.nameSpan;
    const limit = {
      rule: id,
      standard: 'crm',
      severity: 'warning',
      message: 'x',
      path: '',
      related: [],
      url: '',
      fixes: () => [],
    } as const;
    const external = [
      { ...limit, span: at },
      { ...limit, span: model.processes[0]!.nameSpan },
    ];
    const rules = { [id]: { severity: 'error' }, 'process/no-unused-declaration': { severity: 'off' } } as const;
    const found = createLinter().lint(model, { ...options, config: config({ rules }), external });
    expect(found.map((finding) => [finding.rule, finding.severity])).toEqual([[id, 'error']]);
  });

  test('what a configured CRM cannot enforce is reported at the criterion', async () => {
    const { model } = await project(sampleProject);
    const criterion = model.processes[0]!.steps[0]!.exit!.items[0]!;
    const path = 'NewBusiness/Discovery/exit/done[0]';
    const how = 'The field is required. HubSpot cannot check its value.';
    const gap = (target: string) => ({ target, path, how, span: criterion.span });
    const found = createLinter().lint(model, { ...options, enforcement: [gap('HubSpot'), gap('Pipedrive')] });
    expect(found).toMatchObject([{ rule: 'inspectable/provable-in-crm', path, span: keywordOf(criterion) }]);
    expect(found[0]!.message).toBe('HubSpot and Pipedrive cannot enforce this. HubSpot cannot check its value.');
    expect(found[0]!.related.map((each) => each.message)).toEqual([`HubSpot: ${how}`, `Pipedrive: ${how}`]);
  });
});

describe('unfinished text', () => {
  const example = expandExample(ruleById('process/handoff-on-owner-change')!.wrong[0]!).text;

  test('cut off anywhere is checked without an exception', async () => {
    const linter = createLinter();
    for (let end = 0; end <= example.length; end += 41) {
      const { model } = await project(example.slice(0, end));
      for (const finding of linter.lint(model, options)) {
        expect(finding.span.end).toBeLessThanOrEqual(end);
        for (const fix of finding.fixes()) expect(fix.edits.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('long and broken labels', () => {
  test('do not make long or broken messages', async () => {
    const label = `${'very long words '.repeat(500)}\\n and more`;
    const text = withStep(`step Odd "${label}" {
    helps Terms
    optional
    do "${label}"
    exit { done "${label}" commit "${label}" proof manual "${label}" }
  }
  step Bare "${label}"`);
    for (const { message } of await lint(text, 'strict')) {
      expect(message).not.toMatch(/\n/);
      expect(message.length).toBeLessThan(500);
    }
  });
});

describe('one file alone', () => {
  test('is told what the rules about its processes find, and nothing about the project', async () => {
    const { model, uri } = await project({
      'a.salesflow': withStep('step Late "Follow up on the order"'),
      'b.salesflow':
        'role SDR "Sales development"\nprocess Other "Other" for Purchase { step Bare "Send the brochure" }',
    });
    const rules = (name: string) =>
      createLinter()
        .lint(model, { ...options, file: uri(name) })
        .map((finding) => finding.rule);
    expect(rules('a.salesflow')).toEqual(['required/no-follow-up-step']);
    expect(rules('b.salesflow')).toContain('exit-criteria/has-exit');
    expect(rules('b.salesflow')).not.toContain('process/no-unused-declaration');
  });
});
