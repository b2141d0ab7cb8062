import { readFileSync } from 'node:fs';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { renderHtml } from '../../server/src/overlay/html.ts';
import { renderMarkdown } from '../../server/src/overlay/markdown.ts';
import { renderSvg } from '../../server/src/overlay/svg.ts';
import { renderTable } from '../../server/src/overlay/table.ts';
import { project } from '../support/project.ts';
import { everywhere, hostile } from './hostile.ts';
import { overlayOf } from './support.ts';

const elements = new Set(['svg', 'title', 'style', 'rect', 'path', 'g', 'text']);

/** Names of all elements and attributes of a picture, as an XML parser sees them. */
function names(svg: string): { elements: Set<string>; attributes: Set<string> } {
  const found = { elements: new Set<string>(), attributes: new Set<string>() };
  const visit = (nodes: readonly Record<string, unknown>[]): void => {
    for (const node of nodes) {
      for (const [name, value] of Object.entries(node)) {
        if (name === ':@') for (const attribute of Object.keys(value as object)) found.attributes.add(attribute);
        else if (name !== '#text') {
          found.elements.add(name);
          visit(value as Record<string, unknown>[]);
        }
      }
    }
  };
  visit(new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' }).parse(svg));
  return found;
}

test.each(hostile)('%j can be said in every place that takes a text', async (text) => {
  const { findings } = await project(everywhere(text));
  expect(findings.filter(({ standard }) => standard === 'language').map(({ message }) => message)).toEqual([]);
});

test('every place of the grammar that takes a text is among them', () => {
  const grammar = ['salesflow', 'process', 'evidence'].map((name) =>
    readFileSync(new URL(`../../grammar/${name}.langium`, import.meta.url), 'utf8'),
  );
  const rules = [...grammar.join('\n').matchAll(/^(\w+)[^\n]*:\n((?: {4}.*\n?)+)/gm)]
    .filter(([, , body]) => body?.includes('STRING'))
    .map(([, name, body]) => `${name} ${body?.match(/STRING/g)?.length}`);
  // Whoever adds one here adds it to `everywhere` too.
  expect(rules).toMatchInlineSnapshot(`
    [
      "Role 1",
      "Persona 1",
      "Wants 1",
      "Fears 1",
      "Segment 1",
      "Journey 1",
      "Stage 1",
      "Does 1",
      "Asks 1",
      "StuckPoint 1",
      "ObjectType 1",
      "Field 1",
      "Choice 1",
      "CrmName 1",
      "Document 1",
      "Approval 1",
      "Framework 1",
      "Process 1",
      "Variant 1",
      "AnchoredStep 1",
      "Step 1",
      "Action 1",
      "AnyOf 1",
      "Done 1",
      "CollectDocument 1",
      "CollectText 1",
      "Commit 1",
      "FollowUp 1",
      "ReturnTo 1",
      "Play 1",
      "Uses 2",
      "CrmStage 1",
      "PassedDocument 1",
      "Parallel 1",
      "Outcome 1",
      "Reason 1",
      "HoldPlace 1",
      "ActivityEvidence 1",
      "DocumentEvidence 1",
      "ManualEvidence 1",
      "TextValue 1",
    ]
  `);
});

for (const text of hostile) {
  test(`a label stays text everywhere: ${JSON.stringify(text)}`, async () => {
    const layout = await overlayOf(everywhere(text));
    expect(layout.boxes.length).toBeGreaterThan(20);
    for (const options of [{ theme: 'light' }, { theme: 'editor' }] as const) {
      const svg = renderSvg(layout, options);
      expect(XMLValidator.validate(svg)).toBe(true);
      const found = names(svg);
      expect([...found.elements].filter((name) => !elements.has(name))).toEqual([]);
      expect([...found.attributes].filter((name) => /^on|href|^style$|^src/i.test(name))).toEqual([]);
      expect(svg).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }
    const html = await renderHtml(layout, { theme: 'light' });
    expect(html.match(/<script/g)).toHaveLength(2);
    const outside = html.replace(/<script>.*<\/script>/s, '');
    expect(outside.match(/<style/g)).toHaveLength(1);
    expect(outside.match(/<(?:img|iframe|foreignObject|a)\b/gi)).toBeNull();
    expect(renderTable(layout)).not.toMatch(/<(?!\/?(?:div|p|table|caption|thead|tbody|tr|th|td|ul|li|bdi|br)\b)/);
    expect(renderMarkdown(layout)).not.toMatch(/<(?!br>)/);
  });
}

test('the page allows its own script and styles only', async () => {
  const html = await renderHtml(await overlayOf(everywhere('x')), { theme: 'dark' });
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+';/);
  expect(policy).not.toContain('unsafe');
  expect(html).not.toMatch(/(?:src|href)=/);
});
