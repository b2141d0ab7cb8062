import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rulePage } from '../../server/src/standards/page.ts';
import { ruleById, rules } from '../../server/src/standards/registry.ts';

describe('the registry', () => {
  test('names each rule once, by its standard', () => {
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
    for (const rule of rules) expect(rule.id).toMatch(new RegExp(`^${rule.standard}/[a-z]+(-[a-z]+)*$`));
  });

  test('holds the whole catalogue', () => {
    expect(rules.map((rule) => rule.id).sort()).toMatchSnapshot();
  });

  test('says of each rule what it reports, why, and what to do instead', () => {
    for (const { id, summary, reports, why, instead } of rules) {
      for (const text of [summary, reports, why, instead]) expect(text, id).toMatch(/\S.*[.>]$/);
      expect(summary.length, id).toBeLessThan(100);
    }
  });

  test('shows each rule wrong and right', () => {
    expect(rules.filter((rule) => rule.wrong.length === 0 || rule.right.length === 0)).toEqual([]);
  });

  test('lets conclusions from wording warn and never err', () => {
    for (const rule of rules.filter((each) => each.basis === 'wording')) {
      expect(Object.values(rule.levels), rule.id).not.toContain('error');
    }
  });

  test('knows the rules that one supersedes, never two each other', () => {
    for (const rule of rules) {
      for (const other of rule.supersedes ?? []) {
        if (other.endsWith('/*')) {
          expect(
            rules.some((each) => `${each.standard}/*` === other && each !== rule),
            other,
          ).toBe(true);
          expect(rule.standard).not.toBe(other.slice(0, -2));
        } else {
          expect(ruleById(other), other).toBeDefined();
          expect(ruleById(other)!.supersedes ?? [], `${rule.id} and ${other}`).not.toContain(rule.id);
        }
      }
    }
  });

  test('makes a page of each rule with what a reader looks for', () => {
    for (const rule of rules) {
      const page = rulePage(rule);
      for (const heading of ['What it reports', 'Why it matters', 'What to do instead', 'Fix', 'Configure it']) {
        expect(page, rule.id).toContain(`\n## ${heading}\n`);
      }
      expect(page).not.toMatch(/[«»]|undefined/);
    }
  });

  test('has a rule for each page in the repository', () => {
    const folder = fileURLToPath(new URL('../../docs/rules/', import.meta.url));
    const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /^[a-z-]+[\\/].+\.md$/.test(path))
      .map((path) => path.replace(/\\/g, '/').replace(/\.md$/, ''));
    expect(pages.sort()).toEqual(rules.map((rule) => rule.id).sort());
  });

  test('agrees with the pages, schema and tables in the repository', () => {
    const script = fileURLToPath(new URL('../../scripts/generate-docs.ts', import.meta.url));
    expect(() => execFileSync('node', [script, '--check'], { stdio: 'pipe' })).not.toThrow();
  });
});

describe('limits of the CRMs', () => {
  test('are all in the registry', async () => {
    const folder = fileURLToPath(new URL('../../server/src/', import.meta.url));
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /crm\/.*\.ts$/.test(path),
    );
    const named = sources.flatMap((path) =>
      [...readFileSync(join(folder, path), 'utf8').matchAll(/'(crm\/[a-z]+-[a-z-]+)'/g)].map((match) => match[1]!),
    );
    expect(named.filter((id) => !ruleById(id))).toEqual([]);
    expect(new Set(named).size).toBeGreaterThan(5);
  });
});
