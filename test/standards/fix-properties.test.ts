import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../server/src/model/finding.ts';
import { scan } from '../../server/src/standards/comments.ts';
import { applyFixes, type Texts } from '../../server/src/standards/edits.ts';
import { fixAll } from '../../server/src/standards/fix.ts';
import { createLinter } from '../../server/src/standards/linter.ts';
import { ruleById } from '../../server/src/standards/registry.ts';
import { project } from '../support/project.ts';
import { randomProcess } from './arbitrary-process.ts';
import { config, today } from './lint.ts';

const uri = 'file:///project/process.salesflow';

async function check(source: string) {
  const { model, findings } = await project(source);
  const found = createLinter().lint(model, { config: config({ extends: 'strict' }), surface: 'ci', today });
  return { syntax: findings.map((finding) => finding.message), found };
}

const comments = (source: string) =>
  scan(source)
    .filter((region) => region.kind === 'comment')
    .map((region) => source.slice(region.start, region.end).replace(/^\/\*\*/, '/*'))
    .sort();

/** Whether a finding kept errors of a rule quiet, because it said more: they may show once it is gone. */
const isCovered = (found: readonly Finding[], rule: string) =>
  found.some(({ rule: id }) =>
    ruleById(id)?.supersedes?.some(
      (each) => each === rule || (each.endsWith('*') && rule.startsWith(each.slice(0, -1))),
    ),
  );

function errors(found: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, severity } of found) if (severity === 'error') counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

const numRuns = Number(process.env.FUZZ_RUNS ?? 40);
/** The same cases each time in the suite; others whenever FUZZ_RUNS asks for more. */
const seed = process.env.FUZZ_RUNS === undefined ? { seed: 1 } : {};

test('after any fix the file parses and links, keeps its comments and line ends, and has fewer such findings and no new errors', async () => {
  await fc.assert(
    fc.asyncProperty(randomProcess, fc.nat(), async (source, pick) => {
      const before = await check(source);
      const offers = before.found.flatMap((finding) => finding.fixes().map((fix) => ({ finding, fix })));
      if (offers.length === 0) return;
      for (const { finding, fix } of [0, 1, 2].map((offset) => offers[(pick + offset * 7) % offers.length]!)) {
        const { texts, applied } = applyFixes(new Map([[uri, source]]), [fix]);
        const text = texts.get(uri)!;
        const what = `${finding.rule}: ${fix.title}\n${source}\n→\n${text}`;
        expect(applied, what).toHaveLength(1);
        const after = await check(text);
        expect(after.syntax.length, `${after.syntax.join('\n')}\n${what}`).toBeLessThanOrEqual(before.syntax.length);
        expect(comments(text), what).toEqual(comments(source));
        if (source.includes('\r\n')) expect(text, what).not.toMatch(/(?<!\r)\n/);
        else expect(text, what).not.toContain('\r');
        const count = (found: readonly Finding[]) => found.filter((each) => each.rule === finding.rule).length;
        expect(count(after.found), what).toBeLessThan(count(before.found));
        const known = errors(before.found);
        // A statement that is written twice where it may stand once is a language error, and hides a finding or two.
        const shown = before.syntax.length > 0 ? [] : [...errors(after.found)];
        for (const [rule, number] of shown.filter(([id]) => !isCovered(before.found, id)))
          expect(number, `${rule} after ${what}`).toBeLessThanOrEqual(known.get(rule) ?? 0);
      }
    }),
    { numRuns, ...seed },
  );
});

test.each(['safe', 'suggestion'] as const)('all %s fixes end, and a second time change nothing', async (safety) => {
  const lint = async (texts: Texts) => (await check(texts.get(uri)!)).found;
  await fc.assert(
    fc.asyncProperty(randomProcess, async (source) => {
      const once = await fixAll(new Map([[uri, source]]), lint, { safety });
      const twice = await fixAll(once.texts, lint, { safety });
      expect(twice.texts.get(uri), source).toBe(once.texts.get(uri));
      expect(comments(once.texts.get(uri)!)).toEqual(comments(source));
    }),
    { numRuns: Math.ceil(numRuns / 4), ...seed },
  );
});
