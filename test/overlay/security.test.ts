import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { renderHtml } from '../../server/src/overlay/html.ts';
import { renderMarkdown } from '../../server/src/overlay/markdown.ts';
import { renderSvg } from '../../server/src/overlay/svg.ts';
import { renderTable } from '../../server/src/overlay/table.ts';
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
