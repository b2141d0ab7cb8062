import { describe, expect, it } from 'vitest';
import { rules } from '../../server/src/standards/registry.ts';
import { folderWith, salesflow } from './support.ts';

describe('the catalogue on the command line', () => {
  const folder = folderWith({});

  it('lists every rule with its severity, fix and summary', async () => {
    const { code, out } = await salesflow(folder, ['rules', '--preset', 'audit']);
    expect(code).toBe(0);
    for (const rule of rules) {
      const line = out.split('\n').find((each) => each.trim().startsWith(`${rule.id} `));
      expect(line).toContain(rule.levels.audit);
      expect(line).toContain(rule.summary);
    }
  });

  it('tells programs all that the pages say', async () => {
    const { out } = await salesflow(folder, ['rules', '--format', 'json']);
    const listed: readonly Record<string, unknown>[] = JSON.parse(out);
    expect(listed.map(({ id }) => id)).toEqual(rules.map(({ id }) => id).sort());
    for (const rule of listed) {
      const { wrong, right } = rule.examples as Record<'wrong' | 'right', readonly { code: string }[]>;
      expect(wrong.length > 0 && right.length > 0, String(rule.id)).toBe(true);
      for (const { code } of [...wrong, ...right]) expect(code).toMatch(/^[^«»]*\S[^«»]*$/);
      expect(rule.page).toContain(`# ${rule.id}`);
      expect(rule).toHaveProperty('fix');
      expect(rule).toHaveProperty('options');
    }
    const one = await salesflow(folder, ['explain', 'no-feelings', '--format', 'json']);
    expect(JSON.parse(one.out)).toEqual(listed.find(({ id }) => id === 'factual/no-feelings'));
  });
});
