import { describe, expect, test } from 'vitest';
import { sampleProject } from '../../server/src/standards/example.ts';
import { rules } from '../../server/src/standards/registry.ts';
import { lint } from './lint.ts';
import { problemsOf, runExample } from './run-example.ts';

describe('the sample project around the examples', () => {
  test('satisfies every rule under the strictest preset', async () => {
    expect(await lint(sampleProject, 'strict')).toEqual([]);
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test.each(rule.wrong.map((example, index) => [index + 1, example] as const))(
    'reports wrong example %i where it is marked, and nothing else',
    async (_number, example) => {
      expect(problemsOf(rule, await runExample(rule, example))).toEqual([]);
    },
  );

  test.each(rule.right.map((example, index) => [index + 1, example] as const))(
    'approves of right example %i',
    async (_number, example) => {
      const { text, syntax, found } = await runExample(rule, example);
      expect(syntax).toEqual([]);
      expect(found.map((finding) => `${finding.rule} at ${text.slice(finding.span.start, finding.span.end)}`)).toEqual(
        [],
      );
    },
  );
});
