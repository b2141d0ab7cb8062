import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTarget, loadBackend, targetIds } from '../../server/src/crm/index.ts';
import { project } from '../support/project.ts';
import { content, newBusiness } from './support.ts';

const folder = join(import.meta.dirname, '../../docs/crm');

describe('the pages on targets', () => {
  it('are there for every target', () => {
    const pages = readdirSync(folder).map((name) => name.replace(/\.md$/, ''));
    for (const id of targetIds) expect(pages).toContain(id);
  });

  it.each(targetIds)('show what is really generated (%s)', async (page) => {
    const text = readFileSync(join(folder, `${page}.md`), 'utf8');
    const { model } = await project(newBusiness);
    for (const [, target = '', path = '', block = ''] of text.matchAll(
      /<!-- ([a-z]+)\/(\S+) -->\n```[a-z]*\n([\s\S]*?)\n```/g,
    )) {
      if (!isTarget(target)) throw new Error(`${target} is no target`);
      const generated = (await loadBackend(target)).generate(model, {});
      expect(content(generated, path)).toContain(block);
    }
  });
});
