import { escapeMarkdown } from '../report/markdownText.ts';
import { contentTables, headline } from './contents.ts';
import type { OverlayLayout } from './layout/layout.ts';

/** Everything the picture says as Markdown tables; no label can become formatting, a link or HTML. */
export function renderMarkdown(layout: OverlayLayout): string {
  const { scene } = layout;
  const journeys = scene.journeys.map((journey) => journey.text).join(', ');
  const lead = [journeys === '' ? '' : `Buyer’s journey: ${journeys}`, ...scene.facts].filter((part) => part !== '');
  const parts = [
    `# ${escapeMarkdown(layout.title)}`,
    ...(lead.length === 0 ? [] : [lead.map(escapeMarkdown).join(' · ')]),
    escapeMarkdown(headline(scene)),
    ...contentTables(scene).flatMap(({ title, head, rows }) => [
      `## ${escapeMarkdown(title)}`,
      [
        row(head.map(escapeMarkdown)),
        row(head.map(() => '---')),
        ...rows.map((cells) => row(cells.map((lines) => lines.map(escapeMarkdown).join('<br>')))),
      ].join('\n'),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
