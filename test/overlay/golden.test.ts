import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { layoutOverlay } from '../../server/src/overlay/layout/overlay.ts';
import { renderSvg } from '../../server/src/overlay/svg.ts';
import { project } from '../support/project.ts';
import { stress } from './stress.ts';

const examples = new URL('../../examples/', import.meta.url);

/** Pictures are contracts: look at a changed one as PNG before accepting it. */
async function drawn(files: string | Readonly<Record<string, string>>): Promise<[string, string][]> {
  const { model, findings } = await project(files);
  return model.processes.map((process) => [
    process.name,
    renderSvg(layoutOverlay(model, process.id, findings), { theme: 'light' }),
  ]);
}

describe('golden pictures of hard processes', () => {
  for (const [name, text] of Object.entries(stress)) {
    test(name, async () => {
      for (const [process, svg] of await drawn(text)) {
        await expect(svg).toMatchFileSnapshot(`golden/stress/${name}-${process}.svg`);
      }
    });
  }
});

describe('golden pictures of the examples', () => {
  for (const example of readdirSync(examples, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    test(example.name, async () => {
      const folder = new URL(`${example.name}/`, examples);
      const names = readdirSync(folder).filter((file) => file.endsWith('.salesflow'));
      const files = Object.fromEntries(names.map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]));
      for (const [process, svg] of await drawn(files)) {
        await expect(svg).toMatchFileSnapshot(`golden/examples/${example.name}-${process}.svg`);
      }
    });
  }
});
