import { describe, expect, test } from 'vitest';
import { expandExample, sampleProject } from '../../server/src/standards/example.ts';
import { createLinter } from '../../server/src/standards/linter.ts';
import { ruleById, rules } from '../../server/src/standards/registry.ts';
import type { Example, Rule } from '../../server/src/standards/rule.ts';
import { project } from '../support/project.ts';
import { config, lint, today } from './lint.ts';

/** What an example finds under the strictest preset, with its own options. */
async function findIn(rule: Rule, example: Example) {
  const { text, marks } = expandExample(example);
  const { model, findings } = await project(text);
  const options = example.options ? { [rule.id]: { options: example.options } } : {};
  const found = createLinter().lint(model, {
    config: config({ extends: 'strict', rules: options }),
    surface: 'ci',
    today,
  });
  return { text, marks, syntax: findings.map((finding) => finding.message), found };
}

describe('the sample project around the examples', () => {
  test('satisfies every rule under the strictest preset', async () => {
    expect(await lint(sampleProject, 'strict')).toEqual([]);
  });
});

describe.each(rules.filter((rule) => rule.wrong.length > 0).map((rule) => [rule.id] as const))('%s', (id) => {
  const rule = ruleById(id)!;

  test.each(rule.wrong.map((example, index) => [index + 1, example] as const))(
    'reports wrong example %i where it is marked, and nothing else',
    async (_, example) => {
      const { text, marks, syntax, found } = await findIn(rule, example);
      expect(syntax).toEqual([]);
      expect(marks.length).toBeGreaterThan(0);
      const seen = found.map((finding) => ({
        rule: finding.rule,
        at: text.slice(finding.span.start, finding.span.end),
      }));
      if (rule.basis === 'declared' || rule.basis === 'tool') {
        expect(seen).toEqual(marks.map(({ start, end }) => ({ rule: id, at: text.slice(start, end) })));
        expect(found.map((finding) => finding.span.start)).toEqual(marks.map((mark) => mark.start));
      } else {
        expect(seen.map((each) => each.rule)).toEqual(marks.map(() => id));
        found.forEach((finding, index) => {
          const mark = marks[index]!;
          expect(finding.span.start < mark.end && mark.start < finding.span.end, `at ${seen[index]!.at}`).toBe(true);
        });
      }
    },
  );

  test.each(rule.right.map((example, index) => [index + 1, example] as const))(
    'approves of right example %i',
    async (_, example) => {
      const { text, syntax, found } = await findIn(rule, example);
      expect(syntax).toEqual([]);
      expect(found.map((finding) => `${finding.rule} at ${text.slice(finding.span.start, finding.span.end)}`)).toEqual(
        [],
      );
    },
  );
});
