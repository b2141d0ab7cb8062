import { overlayCss } from './css.ts';
import { TIP } from './layout/buyer.ts';
import type { Box, Drawing, Lane, LaneId, Line, OverlayLayout, Point, TextLine, Tone } from './layout/layout.ts';
import { number as n, signSvg } from './signs.ts';
import { escapeText } from './text/escape.ts';
import type { PictureTheme } from './theme.ts';
import type { TypeName } from './type.ts';

export interface SvgOptions {
  readonly theme: PictureTheme;
  /** Elements a reader may move over: focusable, with roles and names. Without it the picture is one image. */
  readonly interactive?: boolean;
}

/**
 * The picture as SVG. The same layout and options give the same bytes.
 *
 * With the theme `editor`, or where the page brings the style sheet itself, there is no `<style>` in it: the page
 * must contain {@link overlayCss}. All text is escaped; there are no scripts, links, ids or event attributes.
 */
export function renderSvg(layout: OverlayLayout, options: SvgOptions & { readonly styled?: boolean }): string {
  const { theme } = options;
  const interactive = options.interactive ?? theme === 'editor';
  const styled = options.styled ?? theme !== 'editor';
  const { width, height } = layout;
  const role = interactive ? 'role="group"' : 'role="img"';
  const size = `width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}"`;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="salesflow theme-${theme}" ${size} ${role} aria-label="${escapeText(layout.summary)}">`,
    interactive ? '' : `<title>${escapeText(layout.summary)}</title>`,
    styled ? `<style>${overlayCss(theme)}</style>` : '',
    `<rect class="page" width="${n(width)}" height="${n(height)}"/>`,
    `<g class="bands">${bands(layout)}</g>`,
    `<g class="lines">${layout.lines.map((line) => lineSvg(line, interactive)).join('')}</g>`,
    `<g class="furniture">${drawing(layout.furniture)}</g>`,
    ...lanes(layout, interactive),
    `<g class="rail" data-sticky="left">${rail(layout)}</g>`,
    '</svg>\n',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

const inner = (layout: OverlayLayout): { x: number; width: number } => ({ x: 12, width: layout.width - 24 });

export function bands(layout: OverlayLayout): string {
  const { x, width } = inner(layout);
  const shapes = layout.lanes.map((lane) => {
    const band = `<rect class="zone-${lane.zone}" x="${n(x)}" y="${n(lane.y)}" width="${n(width)}" height="${n(lane.height)}"/>`;
    if (lane.border === undefined) return band;
    const y = lane.y - 11;
    const from = layout.railRight + 8;
    return `${band}<path class="border" d="M${n(from)} ${n(y)}H${n(x + width - 8)}"/>`;
  });
  return shapes.join('');
}

/** The lanes' names on a ground of their own, so that a viewer can keep them in sight. */
export function rail(layout: OverlayLayout): string {
  const { x } = inner(layout);
  const grounds = layout.lanes
    .filter((lane) => lane.id !== 'header' && lane.id !== 'legend')
    .map((lane) => {
      const top = lane.border === undefined ? lane.y : lane.y - 22;
      const page =
        lane.border === undefined
          ? ''
          : `<rect class="page" x="0" y="${n(top)}" width="${n(layout.railRight)}" height="22"/>`;
      const edge = `<rect class="page" x="0" y="${n(lane.y)}" width="${n(x)}" height="${n(lane.height)}"/>`;
      return `${page}${edge}<rect class="zone-${lane.zone}" x="${n(x)}" y="${n(lane.y)}" width="${n(layout.railRight - x)}" height="${n(lane.height)}"/>`;
    });
  return `${grounds.join('')}${drawing(layout.rail)}`;
}

/** Boxes that lie in no other by their lane, and the others by what they lie in. */
export function boxTree({ boxes }: OverlayLayout): {
  readonly byLane: ReadonlyMap<LaneId, readonly Box[]>;
  readonly children: ReadonlyMap<string, readonly Box[]>;
} {
  const byLane = new Map<LaneId, Box[]>();
  const children = new Map<string, Box[]>();
  for (const box of boxes) {
    if (box.parent === undefined) append(byLane, box.lane, box);
    else append(children, box.parent, box);
  }
  return { byLane, children };
}

function lanes(layout: OverlayLayout, interactive: boolean): string[] {
  const { byLane, children } = boxTree(layout);
  return layout.lanes.map((lane) => laneSvg(lane, byLane.get(lane.id) ?? [], children, layout, interactive));
}

function append<K>(lists: Map<K, Box[]>, key: K, box: Box): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [box]);
  else list.push(box);
}

function laneSvg(
  lane: Lane,
  boxes: readonly Box[],
  children: ReadonlyMap<string, readonly Box[]>,
  layout: OverlayLayout,
  interactive: boolean,
): string {
  if (boxes.length === 0) return '';
  const role = interactive ? ` role="group" aria-label="${escapeText(lane.title)}"` : '';
  const sticky = lane.id === 'stages' ? ' data-sticky="top"' : '';
  const ground = laneGround(lane, layout);
  // No join: pieces that are put together once, at the very end, are copied once.
  let drawn = '';
  for (const box of boxes) drawn += `\n${boxSvg(box, children, interactive)}`;
  return `<g class="lane" data-lane="${lane.id}"${sticky}${role}>${ground}${drawn}\n</g>`;
}

/** The stages' own ground, which hides what scrolls past below them. */
export function laneGround(lane: Lane, layout: OverlayLayout): string {
  if (lane.id !== 'stages') return '';
  const { x, width } = inner(layout);
  return `<rect class="zone-${lane.zone}" x="${n(x)}" y="${n(lane.y)}" width="${n(width)}" height="${n(lane.height)}"/>`;
}

export function boxSvg(box: Box, all: ReadonlyMap<string, readonly Box[]>, interactive: boolean): string {
  const state = box.change === undefined ? '' : ` data-change="${box.change}"`;
  const name = escapeText(box.name);
  const access = interactive
    ? ` role="button" tabindex="-1" aria-label="${name}"${box.gap ? ' data-gap=""' : ''}${box.findings.length > 0 ? ' data-findings=""' : ''}`
    : '';
  const title = interactive ? '' : `<title>${name}</title>`;
  const open = `<g class="box k-${box.kind}" data-id="${escapeText(box.id)}"${state}${access}>${title}${shape(box)}`;
  const drawn = drawing(box, box.kind === 'stage' && box.look === 'plain');
  let children = '';
  for (const child of all.get(box.id) ?? NONE) children += boxSvg(child, all, interactive);
  if (!interactive) return `${open}${drawn}${children}</g>`;
  // The button is the shape, and its name says in full what is drawn on it: wrapped and cut lines are not read out
  // besides. Buttons may not contain buttons, so what lies inside a card follows it.
  return `${open}</g><g class="on-box" aria-hidden="true">${drawn}</g>${children}`;
}

const NONE: readonly Box[] = [];

function shape(box: Box): string {
  const { x, y, width, height } = box;
  const change = box.change === undefined ? '' : ` change-${box.change}`;
  const rect = (name: string, radius: number): string =>
    `<rect class="${name}${change}" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${radius}"/>`;
  switch (box.kind) {
    case 'stage':
      return `<path class="${box.look === 'open' ? 'open' : 'stage'}${change}" d="${chevron(box)}"/>`;
    case 'step':
    case 'stuck':
    case 'outcome':
      return rect(box.look === 'open' ? 'open' : box.look === 'ghost' ? 'ghost' : 'card', 8);
    case 'persona':
      return rect('card', 19);
    case 'throughout':
      return rect('group', 8);
    case 'backstage':
    case 'crm':
      return rect('group', 6);
    default:
      return `<rect class="hit" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"/>`;
  }
}

function chevron({ x, y, width, height, columns }: Box): string {
  const half = height / 2;
  const notch = columns?.[0] === 0 ? 0 : TIP;
  const right = x + width;
  return `M${n(x)} ${n(y)}H${n(right - TIP)}L${n(right)} ${n(y + half)}L${n(right - TIP)} ${n(y + height)}H${n(x)}L${n(x + notch)} ${n(y + half)}z`;
}

export function drawing({ signs, texts }: Drawing, onStage = false): string {
  let drawn = '';
  for (const sign of signs) drawn += signSvg(sign);
  for (const text of texts) drawn += textSvg(text, onStage);
  return drawn;
}

/**
 * One line of text, held to its measured width so that it fits with any font. Right-to-left lines are anchored in
 * their middle, which means the same to renderers that know `direction` and to those that do not.
 */
function textSvg(line: TextLine, onStage: boolean): string {
  const open = openings(line.type, onStage && line.tone === 'ink' ? 'on-stage' : line.tone, line.struck);
  const place = line.rightToLeft ? `${n(line.x + line.width / 2)}" text-anchor="middle" direction="rtl` : n(line.x);
  const held = line.text.length > 1 ? `" textLength="${n(line.width)}" lengthAdjust="spacingAndGlyphs">` : '">';
  return `${open}${place}" y="${n(line.y)}${held}${escapeText(line.text)}</text>`;
}

/** Beginnings of text elements by what tells them apart: few, for thousands of lines. */
const begun = new Map<string, Map<string, string>>();

function openings(typeName: TypeName, tone: Tone | 'on-stage', struck: boolean): string {
  let tones = begun.get(typeName);
  if (tones === undefined) {
    tones = new Map();
    begun.set(typeName, tones);
  }
  const key = struck ? `${tone} struck` : tone;
  let open = tones.get(key);
  if (open === undefined) {
    open = `<text class="y-${typeName} ${tone === 'on-stage' ? tone : `t-${tone}`}${struck ? ' struck' : ''}" x="`;
    tones.set(key, open);
  }
  return open;
}

const RADIUS = 6;

export function lineSvg(line: Line, interactive: boolean): string {
  const { points } = line;
  const end = points.at(-1) as Point;
  const before = points.at(-2) as Point;
  const kind = line.automatic ? ' line-auto' : line.kind === 'return' ? ' line-return' : '';
  const title = interactive ? '' : `<title>${escapeText(line.title)}</title>`;
  const label = line.label === undefined ? '' : textSvg(line.label, false);
  return `<g class="way" data-id="${escapeText(line.id)}">${title}<path class="line${kind}" d="${rounded(points)}"/><path class="head" d="${head(before, end)}"/>${label}</g>`;
}

/** A path through points at right angles, its corners rounded as far as the stretches allow. */
function rounded(points: readonly Point[]): string {
  const [first, ...rest] = points as [Point, ...Point[]];
  let path = `M${n(first.x)} ${n(first.y)}`;
  rest.forEach((point, index) => {
    const previous = points[index] as Point;
    const next = rest[index + 1];
    if (next === undefined) {
      path += `L${n(point.x)} ${n(point.y)}`;
      return;
    }
    const inLength = Math.abs(point.x - previous.x) + Math.abs(point.y - previous.y);
    const outLength = Math.abs(next.x - point.x) + Math.abs(next.y - point.y);
    const radius = Math.min(RADIUS, inLength / 2, outLength / 2);
    const a = toward(point, previous, radius);
    const b = toward(point, next, radius);
    path += `L${n(a.x)} ${n(a.y)}Q${n(point.x)} ${n(point.y)} ${n(b.x)} ${n(b.y)}`;
  });
  return path;
}

function toward(from: Point, to: Point, distance: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * distance, y: from.y + Math.sign(to.y - from.y) * distance };
}

function head(from: Point, to: Point): string {
  const dx = Math.sign(to.x - from.x);
  const dy = Math.sign(to.y - from.y);
  const back = 7;
  const side = 4;
  const x = to.x - dx * back;
  const y = to.y - dy * back;
  return `M${n(to.x)} ${n(to.y)}L${n(x - dy * side)} ${n(y + dx * side)}L${n(x + dy * side)} ${n(y - dx * side)}z`;
}
