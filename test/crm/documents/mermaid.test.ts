import fc from 'fast-check';
import { Window } from 'happy-dom';
import { beforeAll, describe, expect, it } from 'vitest';
import { mermaid } from '../../../server/src/crm/documents/mermaid/index.ts';
import { project } from '../../support/project.ts';
import { projectText } from '../arbitrary.ts';
import { hostileProjects } from '../hostile.ts';
import { documents, exampleTexts, newBusiness } from '../support.ts';

let parse: (text: string) => Promise<unknown>;

// Mermaid cleans labels with a browser's document; it looks for one when it is loaded.
beforeAll(async () => {
  const window = new Window();
  Object.assign(globalThis, { window, document: window.document });
  const { default: library } = await import('mermaid');
  parse = (text) => library.parse(text);
});

async function problems(source: string): Promise<string[]> {
  const { model } = await project(source);
  const found: string[] = [];
  for (const file of documents(mermaid.generate(model, {}))) {
    try {
      expect(await parse(file.content)).toMatchObject({ diagramType: expect.stringContaining('flowchart') });
    } catch (error) {
      found.push(`${String(error)}\n${file.content}`);
    }
  }
  return found;
}

describe('flowcharts in the real Mermaid parser', () => {
  it('parse for every example', async () => {
    for (const text of [newBusiness, ...exampleTexts()]) expect(await problems(text)).toEqual([]);
  });

  it('parse for hostile names', async () => {
    await fc.assert(
      fc.asyncProperty(projectText, async (text) => {
        expect(await problems(text)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it.each(hostileProjects)('parse with names such as %s', async (_, text) => {
    expect(await problems(text)).toEqual([]);
  });

  it('would not parse if labels were not escaped', async () => {
    await expect(parse('flowchart LR\n  n0[end of ]the] road]\n')).rejects.toThrow();
  });
});
