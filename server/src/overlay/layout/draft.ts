import type { ElementId } from '../../model/source.ts';
import type { SceneFinding, SceneItem } from '../scene/scene.ts';
import { isRightToLeft } from '../text/clean.ts';
import { measure } from '../text/measure.ts';
import { ellipsize, wrap } from '../text/wrap.ts';
import { type TypeName, type } from '../type.ts';
import type { Box, BoxKind, LaneId, Look, Sign, SignName, TextLine, Tone } from './layout.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A box whose place is not final: it moves with everything inside it. */
export interface Draft extends Mutable<Omit<Box, 'texts' | 'signs'>> {
  texts: Mutable<TextLine>[];
  signs: Mutable<Sign>[];
  children: Draft[];
}

export interface DraftOptions {
  readonly look?: Look;
  readonly name?: string;
  readonly findings?: readonly SceneFinding[];
  readonly personas?: readonly ElementId[];
  readonly owners?: readonly ElementId[];
  readonly gap?: boolean;
  readonly columns?: readonly [number, number];
  readonly id?: string;
}

/** A box for an item, at the origin. */
export function draft(kind: BoxKind, lane: LaneId, item: SceneItem, width: number, options: DraftOptions = {}): Draft {
  const changed =
    item.change === undefined
      ? ''
      : `. ${changeText[item.change]}${item.changeWords === '' ? '' : `: ${item.changeWords}`}`;
  return {
    id: options.id ?? item.id,
    kind,
    look: options.look ?? 'plain',
    lane,
    parent: undefined,
    title: item.text,
    name: `${options.name ?? item.text}${changed}`,
    span: item.span,
    nameSpan: item.nameSpan,
    path: item.path,
    facts:
      item.change === undefined
        ? item.facts
        : [{ term: changeText[item.change], text: item.changeWords || item.text }, ...item.facts],
    findings: (options.findings ?? []).map((finding) => finding.index),
    personas: options.personas ?? [],
    owners: options.owners ?? [],
    gap: options.gap ?? false,
    change: item.change,
    cut: false,
    columns: options.columns,
    x: 0,
    y: 0,
    width,
    height: 0,
    texts: [],
    signs: [],
    children: [],
  };
}

/** What each kind of change is called. */
export const changeText = { added: 'Added', removed: 'Removed', moved: 'Moved', changed: 'Changed' } as const;

export interface TextOptions {
  readonly tone?: Tone;
  readonly maxLines?: number;
  readonly struck?: boolean;
}

/** Writes wrapped text into a box with its top at `y`; returns the y below it. */
export function write(
  box: Pick<Draft, 'texts' | 'cut'>,
  text: string,
  typeName: TypeName,
  x: number,
  y: number,
  width: number,
  options: TextOptions = {},
): number {
  const style = type[typeName];
  const rightToLeft = isRightToLeft(text);
  const { lines, cut } = wrap(text, width, style, options.maxLines ?? 3);
  if (cut) box.cut = true;
  lines.forEach((line, index) => {
    if (line.text === '') return;
    box.texts.push({
      x: rightToLeft ? x + width - line.width : x,
      y: y + index * style.lineHeight + baseline(typeName),
      text: line.text,
      width: line.width,
      type: typeName,
      tone: options.tone ?? 'ink',
      rightToLeft,
      struck: options.struck ?? false,
    });
  });
  return y + lines.length * style.lineHeight;
}

/** Writes one short line of our own words at `x`, cut to `width` where given; returns its width. */
export function writeLine(
  box: Pick<Draft, 'texts' | 'cut'>,
  text: string,
  typeName: TypeName,
  x: number,
  y: number,
  tone: Tone = 'ink',
  room = Number.POSITIVE_INFINITY,
): number {
  const style = type[typeName];
  let shown = text;
  let width = measure(text, style);
  if (width > room) {
    shown = ellipsize(text, room, style);
    width = measure(shown, style);
    box.cut = true;
  }
  if (shown === '') return 0;
  box.texts.push({
    x,
    y: y + baseline(typeName),
    text: shown,
    width,
    type: typeName,
    tone,
    rightToLeft: isRightToLeft(shown),
    struck: false,
  });
  return width;
}

/** Distance from the top of a line to its baseline: the font's ascender centred in the line's height. */
export function baseline(typeName: TypeName): number {
  const { size, lineHeight } = type[typeName];
  return lineHeight / 2 + size * 0.364;
}

export function put(
  box: Pick<Draft, 'signs'>,
  sign: SignName,
  x: number,
  y: number,
  width: number,
  height: number,
  tone: Tone,
): void {
  box.signs.push({ sign, x, y, width, height, tone });
}

/** Puts a child into a box, at a place relative to it. */
export function nest(parent: Draft, child: Draft, x: number, y: number): void {
  move(child, x, y);
  child.parent = parent.id;
  parent.children.push(child);
  if (child.cut) parent.cut = true;
}

/** Moves a box and everything inside it. */
export function move(box: Draft, dx: number, dy: number): void {
  box.x += dx;
  box.y += dy;
  for (const text of box.texts) {
    text.x += dx;
    text.y += dy;
  }
  for (const sign of box.signs) {
    sign.x += dx;
    sign.y += dy;
  }
  for (const child of box.children) move(child, dx, dy);
}

/** A box and its descendants, parents first, put behind `into`: from here on nothing moves them. */
export function flatten(box: Draft, into: Box[]): void {
  into.push(box);
  for (const child of box.children) flatten(child, into);
}
