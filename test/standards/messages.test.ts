import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../server/src/model/finding.ts';
import { createLinter } from '../../server/src/standards/linter.ts';
import { ruleById, rules } from '../../server/src/standards/registry.ts';
import type { PresetName } from '../../server/src/standards/rule.ts';
import { project } from '../support/project.ts';
import { randomProcess } from './arbitrary-process.ts';
import { config, today } from './lint.ts';
import { runExample } from './run-example.ts';

const presets: readonly PresetName[] = ['recommended', 'strict', 'audit'];

/** Rules that all say: this should be no step of its own. A step needs to hear it once. */
const noStepOfItsOwn = new Set([
  'required/no-optional-step',
  'required/no-follow-up-step',
  'required/no-redundant-step',
  'required/no-split-event',
  'required/no-empty-step',
  'buyer-centric/no-seller-internal-step',
  'inspectable/no-buyer-internal-action',
]);

/** Pairs of findings of which one repeats what the other says about the same words. */
function repetitions(found: readonly Finding[]): string[] {
  const repeated: string[] = [];
  found.forEach((one, index) => {
    for (const other of found.slice(index + 1)) {
      if (one.span.uri !== other.span.uri) continue;
      const sameWords = one.span.start === other.span.start && one.span.end === other.span.end;
      const overlap = one.span.start < other.span.end && other.span.start < one.span.end;
      const worded = [one, other].every(({ rule }) => ruleById(rule)?.basis === 'wording');
      const sameAdvice = sameWords && adviceOf(one) === adviceOf(other);
      const bothGo = one.path === other.path && [one, other].every(({ rule }) => noStepOfItsOwn.has(rule));
      if ((sameWords && one.rule === other.rule) || (overlap && worded) || sameAdvice || bothGo)
        repeated.push(`${one.rule}: ${one.message}\n${other.rule}: ${other.message}`);
    }
  });
  return repeated;
}

/** The last sentence: what to do. */
function adviceOf({ message }: Finding): string {
  return message.slice(message.lastIndexOf('. ', message.length - 2) + 1).trim();
}

async function lintWith(files: string | Readonly<Record<string, string>>, extend: PresetName) {
  const { model } = await project(files);
  return createLinter().lint(model, { config: config({ extends: extend }), surface: 'ci', today });
}

describe('messages', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))(
    'of %s have one or two sentences, name what they are about, and say so where they conclude from wording',
    async (id, rule) => {
      for (const example of rule.wrong) {
        for (const { message } of (await runExample(rule, example)).found) {
          const bare = message.replace(/"[^"]*"|“[^”]*”|`[^`]*`/g, 'x');
          const sentences = bare.split(/(?<=[.?!])\s+/);
          expect(sentences.length, message).toBeGreaterThan(id === 'suppression/unused' ? 0 : 1);
          expect(sentences.length, message).toBeLessThanOrEqual(2);
          for (const sentence of sentences) expect(sentence, message).toMatch(/^[\p{Lu}“"x\d].*[.?]$/u);
          expect(message.length, message).toBeLessThan(280);
          if (rule.basis === 'wording') expect(message, id).toMatch(/\breads? /);
        }
      }
    },
  );
});

describe('no finding repeats another on the same words', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('in the examples of %s', async (_, rule) => {
    for (const example of [...rule.wrong, ...rule.right])
      expect(repetitions((await runExample(rule, example)).found)).toEqual([]);
  });

  const drafts = path.resolve(import.meta.dirname, '../../examples/drafts');
  test.each(presets)('in the drafts (%s)', async (preset) => {
    const folders = readdirSync(drafts, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.length).toBeGreaterThan(2);
    for (const { name } of folders) {
      const files = readdirSync(path.join(drafts, name)).filter((file) => file.endsWith('.salesflow'));
      const texts = Object.fromEntries(
        files.map((file) => [file, readFileSync(path.join(drafts, name, file), 'utf8')]),
      );
      const found = await lintWith(texts, preset);
      expect(found.length).toBeGreaterThan(10);
      expect(repetitions(found)).toEqual([]);
    }
    const draft = readFileSync(new URL('draft.salesflow', import.meta.url), 'utf8');
    expect(repetitions(await lintWith(draft, preset))).toEqual([]);
  });

  test('in any process', async () => {
    await fc.assert(
      fc.asyncProperty(randomProcess, fc.constantFrom(...presets), async (source, preset) => {
        expect(repetitions(await lintWith(source, preset)), source).toEqual([]);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 40) },
    );
  });
});
