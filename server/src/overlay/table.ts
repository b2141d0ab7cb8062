import { contentTables, headline } from './contents.ts';
import type { OverlayLayout } from './layout/layout.ts';
import { escapeText } from './text/escape.ts';

/** Everything the picture says as HTML tables in one `<div>`, with all texts in full; for screen readers and print. */
export function renderTable(layout: OverlayLayout): string {
  const tables = contentTables(layout.scene).map(({ title, head, rows }) => {
    const headings = head.map((cell) => `<th scope="col">${escapeText(cell)}</th>`).join('');
    const body = rows.map((row) => {
      const cells = row.map((lines, column) => {
        const content = lines.map((line) => `<bdi>${escapeText(line)}</bdi>`);
        if (column === 0) return `<th scope="row">${content.join('<br>')}</th>`;
        const list =
          content.length < 2 ? content.join('') : `<ul>${content.map((line) => `<li>${line}</li>`).join('')}</ul>`;
        return `<td>${list}</td>`;
      });
      return `<tr>${cells.join('')}</tr>`;
    });
    return `<table><caption>${escapeText(title)}</caption><thead><tr>${headings}</tr></thead><tbody>${body.join('')}</tbody></table>`;
  });
  return `<div class="salesflow-tables"><p>${escapeText(headline(layout.scene))}</p>${tables.join('')}</div>`;
}
