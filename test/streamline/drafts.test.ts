import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scan } from '../../server/src/standards/comments.ts';
import { ruleById } from '../../server/src/standards/registry.ts';
import { applyStreamline } from '../../server/src/streamline/apply.ts';
import { streamline } from '../../server/src/streamline/streamline.ts';
import { opener, textsOf } from './open.ts';

const folder = path.resolve(import.meta.dirname, '../../examples/drafts');
const drafts = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe.each(drafts.map(({ name }) => name))('the draft %s', (name) => {
  const files = readdirSync(path.join(folder, name)).filter((file) => file.endsWith('.salesflow'));
  const texts = textsOf(
    Object.fromEntries(files.map((file) => [file, readFileSync(path.join(folder, name, file), 'utf8')])),
  );

  it('parses and links', async () => {
    const { findings } = await opener()(texts);
    expect(findings.filter(({ standard }) => standard === 'language')).toEqual([]);
  });

  it('leaves after streamlining only what a person must add, and lists it', async () => {
    const before = await opener()(texts);
    const result = await applyStreamline(texts, 'all', opener());
    expect(result.findings.filter(({ standard }) => standard === 'language')).toEqual([]);
    const { proposals, missing } = streamline(result.model, result.findings);
    expect(proposals.filter(({ edits }) => edits.length > 0)).toEqual([]);
    const listed = missing.flatMap(({ places }) => places.map(({ path: at, message }) => `${at} ${message}`));
    for (const { path: at, message } of result.findings) expect(listed).toContain(`${at} ${message}`);
    const kinds = missing.map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual(['persona', 'journey', 'stuck-points']);
    const rules = [...new Set(result.findings.map(({ rule }) => rule))].sort();
    expect(rules.filter((rule) => ruleById(rule)?.standard === 'required')).toEqual(['required/plan-for-stall']);
    expect(rules).not.toContain('buyer-centric/no-seller-internal-step');
    const steps = (model: typeof before.model) => model.processes.flatMap((process) => process.steps).length;
    expect(steps(result.model)).toBeLessThan(steps(before.model) * 0.6);
  });

  it('keeps every comment', async () => {
    const result = await applyStreamline(texts, 'all', opener());
    for (const [uri, text] of texts) {
      const after = result.texts.get(uri)!;
      for (const { kind, start, end } of scan(text))
        if (kind === 'comment')
          expect(after).toContain(
            text
              .slice(start, end)
              .replace(/^\/\*\*/, '/*')
              .slice(2),
          );
    }
  });
});
