import type { Finding } from '../../server/src/model/finding.ts';
import type { Box, OverlayLayout } from '../../server/src/overlay/layout/layout.ts';
import { layoutOverlay, type OverlayOptions } from '../../server/src/overlay/layout/overlay.ts';
import { opener, textsOf } from '../streamline/open.ts';
import { project } from '../support/project.ts';

/** Lays out a process of a text: the first, or the one of that name. */
export async function overlayOf(
  text: string | Readonly<Record<string, string>>,
  options: OverlayOptions = {},
  name?: string,
  more: readonly Finding[] = [],
): Promise<OverlayLayout> {
  const { model, findings } = await project(text);
  const process = model.processes.find((each) => each.name === name) ?? model.processes[0];
  if (process === undefined)
    throw new Error(`No process in the text: ${findings.map((each) => each.message).join(' ')}`);
  return layoutOverlay(model, process.id, [...findings, ...more], options);
}

/** Lays out the first process of a text with all that the standards find in it. */
export async function lintedOverlayOf(
  text: string | Readonly<Record<string, string>>,
  options: OverlayOptions = {},
): Promise<{ readonly layout: OverlayLayout; readonly findings: readonly Finding[] }> {
  const { model, findings } = await opener()(textsOf(text));
  const [process] = model.processes;
  if (process === undefined) throw new Error('No process in the text.');
  return { layout: layoutOverlay(model, process.id, findings, options), findings };
}

export function box(layout: OverlayLayout, id: string): Box {
  const found = layout.boxes.find((each) => each.id === id);
  if (found === undefined) throw new Error(`No box ${id} among ${layout.boxes.map((each) => each.id).join(', ')}`);
  return found;
}

export function overlap(
  a: { x: number; y: number; width: number; height: number },
  b: { x: number; y: number; width: number; height: number },
): boolean {
  const slack = 0.01;
  return (
    a.x + a.width > b.x + slack &&
    b.x + b.width > a.x + slack &&
    a.y + a.height > b.y + slack &&
    b.y + b.height > a.y + slack
  );
}

/** What is wrong with a layout: overlaps, texts outside their boxes, lines that miss their cards or cross texts. */
export function faults(layout: OverlayLayout): string[] {
  const found: string[] = [];
  const roots = layout.boxes.filter((each) => each.parent === undefined && each.kind !== 'journey');
  roots.forEach((a, index) => {
    for (const b of roots.slice(index + 1)) {
      if (a.lane !== b.lane || !overlap(a, b)) continue;
      // Chevrons reach into each other's notch by design; their texts do not.
      if (a.kind === 'stage' && b.kind === 'stage' && Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) <= 14)
        continue;
      found.push(`${a.id} overlaps ${b.id}`);
    }
  });
  for (const each of layout.boxes) {
    for (const text of each.texts) {
      const left = each.kind === 'record' ? each.x - 24 : each.x;
      if (text.x < left - 0.01 || text.x + text.width > each.x + each.width + 0.01)
        found.push(`“${text.text}” leaves ${each.id} sideways`);
      if (text.y > each.y + each.height || text.y < each.y + 4)
        found.push(`“${text.text}” leaves ${each.id} up or down`);
    }
    const texts = each.texts.map((text) => ({ ...text, y: text.y - 9, height: 11 }));
    texts.forEach((a, index) => {
      for (const b of texts.slice(index + 1))
        if (overlap(a, b)) found.push(`“${a.text}” overlaps “${b.text}” in ${each.id}`);
    });
  }
  const cards = new Map(layout.boxes.map((each) => [each.id, each]));
  const solid = roots.filter((each) =>
    ['step', 'outcome', 'throughout', 'backstage', 'crm', 'stuck'].includes(each.kind),
  );
  const labels = layout.lines.flatMap(({ label, id }) => (label ? [{ ...label, id, y: label.y - 9, height: 11 }] : []));
  labels.forEach((a, index) => {
    const texts = solid.flatMap((card) => card.texts.map((text) => ({ ...text, y: text.y - 9, height: 11 })));
    for (const b of [...labels.slice(index + 1), ...texts])
      if (overlap(a, b)) found.push(`the label “${a.text}” overlaps “${b.text}”`);
  });
  for (const line of layout.lines) {
    const from = cards.get(line.from);
    const to = cards.get(line.to);
    const [first, last] = [line.points[0], line.points.at(-1)];
    if (from === undefined || to === undefined || first === undefined || last === undefined) {
      found.push(`${line.id} has no ends`);
      continue;
    }
    if (first.x < from.x || first.x > from.x + from.width) found.push(`${line.id} does not leave ${line.from}`);
    if (last.x < to.x || last.x > to.x + to.width) found.push(`${line.id} does not reach ${line.to}`);
    line.points.slice(1).forEach((b, index) => {
      const a = line.points[index] as { x: number; y: number };
      const stretch = {
        x: Math.min(a.x, b.x),
        y: Math.min(a.y, b.y),
        width: Math.abs(a.x - b.x) || 0.02,
        height: Math.abs(a.y - b.y) || 0.02,
      };
      for (const card of solid)
        if (overlap(stretch, { x: card.x + 1, y: card.y + 1, width: card.width - 2, height: card.height - 2 }))
          found.push(`${line.id} crosses ${card.id}`);
      for (const label of labels)
        if (overlap(stretch, label)) found.push(`${line.id} crosses the label of ${label.id}`);
    });
  }
  return found;
}
