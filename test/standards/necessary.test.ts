import { describe, expect, test } from 'vitest';
import { rules } from '../../server/src/standards/registry.ts';
import type { Rule } from '../../server/src/standards/rule.ts';
import { problemsOf, runExample } from './run-example.ts';

/** Runs something while a rule does nothing: without its code, or where that lies in another layer, without its findings. */
async function without<Result>(rule: Rule, run: (off: boolean) => Promise<Result>): Promise<Result> {
  if (rule.scope === 'external') return run(true);
  const emptied = rule as { check: unknown };
  const code = emptied.check;
  emptied.check = () => {};
  try {
    return await run(false);
  } finally {
    emptied.check = code;
  }
}

describe('without the code of', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('%s its examples fail', async (_, rule) => {
    expect(rule.wrong.length).toBeGreaterThan(0);
    for (const example of rule.wrong) {
      const ran = await without(rule, (off) =>
        runExample(rule, example, off ? { [rule.id]: { severity: 'off' } } : {}),
      );
      expect(ran.found.filter((finding) => finding.rule === rule.id)).toEqual([]);
      expect(problemsOf(rule, ran).length).toBeGreaterThan(0);
    }
  });
});
