import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBackend, targetIds } from '../../server/src/crm/index.ts';
import { project } from '../support/project.ts';

const folder = join(import.meta.dirname, '../../examples');
const isSource = (name: string) => name.endsWith('.salesflow');
const examples = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(join(entry.parentPath, entry.name)).some(isSource))
  .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  .sort();

async function sources(example: string) {
  const names = readdirSync(join(folder, example)).filter(isSource);
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, example, name), 'utf8')]));
}

describe.each(targetIds)('the target %s', (target) => {
  it.each(examples)('writes %s, with a source map of all it wrote and a report of every criterion', async (example) => {
    const texts = await sources(example);
    const { model } = await project(texts);
    const backend = await loadBackend(target);
    const { files, enforcement, findings, sourceMap } = backend.generate(model, {});
    expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
    const content = (path: string) => files.find((file) => file.path === path)?.content ?? `${path} is missing`;
    const map = JSON.parse(content('source-map.json')) as {
      items: { file: string; item: string; source: string; line: number }[];
    };
    expect(map.items).toHaveLength(sourceMap.length);
    expect(map.items.length).toBeGreaterThan(0);
    const paths = new Set(files.map(({ path }) => path));
    for (const { file, source, line } of map.items) {
      expect(paths).toContain(file);
      if (source === 'built-in library') continue;
      expect(texts[source]?.split('\n')[line - 1] ?? '').toMatch(/\S/);
    }
    if (enforcement.length === 0) return;
    const report = JSON.parse(content('enforcement.json')) as {
      target: string;
      criteria: { level: string; how: string }[];
    };
    expect(report.target).toBe(target);
    expect(report.criteria).toHaveLength(enforcement.length);
    for (const { level, how } of report.criteria) {
      expect(['native', 'helper', 'manual']).toContain(level);
      expect(how).toMatch(/^[A-Z“`].*\.$/s);
    }
    expect(content('enforcement.md')).toContain(backend.title);
  });
});

describe('a process on an object without pipelines', () => {
  const texts = `object launch "Launch" {}
process Sale "Sale" { step Talk "Talk" { exit { done "Talked" proof deal.amount is set } } won Won "Won" }
process Launch "Launch" on launch { step Go "Go" { exit { done "Gone" proof manual "Seen" } } won Live "Live" }
process People "People" on contact { step Meet "Meet" { exit { done "Met" proof manual "Seen" } } won Known "Known" }`;

  it.each(['pipedrive', 'hubspot'] as const)(
    'is left to people in %s, and the others are generated',
    async (target) => {
      const { model } = await project(texts);
      const { files, findings, enforcement } = (await loadBackend(target)).generate(model, {});
      expect(findings.filter(({ rule }) => rule.endsWith('-object')).map(({ severity }) => severity)).toContain(
        'warning',
      );
      expect(enforcement.find(({ text }) => text === 'Met')).toMatchObject({
        level: 'manual',
        how: expect.stringMatching(/pipelines/),
      });
      expect(enforcement.some(({ text }) => text === 'Talked')).toBe(true);
      expect(files.find(({ path }) => path.endsWith('pipelines.json'))?.content).toContain('Sale');
    },
  );
});
