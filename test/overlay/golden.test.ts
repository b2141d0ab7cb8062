import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadBackend } from '../../server/src/crm/index.ts';
import { lint, parse } from '../../server/src/index.ts';
import { layoutOverlay } from '../../server/src/overlay/layout/overlay.ts';
import { renderSvg } from '../../server/src/overlay/svg.ts';
import { project } from '../support/project.ts';
import { stress } from './stress.ts';
import { faults } from './support.ts';

const targets = ['salesforce', 'hubspot', 'pipedrive'] as const;
const examples = new URL('../../examples/', import.meta.url);

/** Texts of the files in a folder of the examples. */
function textsOf(example: string): Record<string, string> {
  const folder = new URL(`${example}/`, examples);
  const names = readdirSync(folder).filter((file) => file.endsWith('.salesflow'));
  return Object.fromEntries(names.map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]));
}

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
      for (const [process, svg] of await drawn(textsOf(example.name))) {
        await expect(svg).toMatchFileSnapshot(`golden/examples/${example.name}-${process}.svg`);
      }
    });
  }
});

describe('golden pictures with what the rules find and what CRMs enforce', () => {
  for (const name of ['saas-new-business', 'drafts/government-bids']) {
    test(name, async () => {
      const project = await parse(textsOf(name));
      const process = project.model.processes[0];
      if (process === undefined) throw new Error(`${name} has no process.`);
      const enforcement = await Promise.all(
        targets.map(async (target) => {
          const backend = await loadBackend(target);
          return {
            target: backend.title,
            entries: backend.generate(project.model, { process: process.name }).enforcement,
          };
        }),
      );
      const layout = layoutOverlay(project.model, process.id, lint(project, { today: '2026-01-01' }), { enforcement });
      expect(faults(layout)).toEqual([]);
      const file = `golden/checked/${name.replaceAll('/', '-')}.svg`;
      await expect(renderSvg(layout, { theme: 'light' })).toMatchFileSnapshot(file);
    });
  }
});
