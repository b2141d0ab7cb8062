/** A box of the picture with its place, in the picture's own units. */
export interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The box that an arrow key leads to: the nearest in that direction, straight ahead before aside. */
export function neighbour(boxes: readonly Placed[], from: Placed, direction: Direction): Placed | undefined {
  const horizontal = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  const centre = (box: Placed) => [box.x + box.width / 2, box.y + box.height / 2] as const;
  const [fromX, fromY] = centre(from);
  let best: { box: Placed; cost: number } | undefined;
  for (const box of boxes) {
    if (box.id === from.id) continue;
    const [x, y] = centre(box);
    const ahead = sign * (horizontal ? x - fromX : y - fromY);
    if (ahead <= 1) continue;
    const aside = horizontal
      ? gap(box.y, box.y + box.height, from.y, from.y + from.height)
      : gap(box.x, box.x + box.width, from.x, from.x + from.width);
    const offset = Math.abs(horizontal ? y - fromY : x - fromX);
    const cost = ahead + aside * 8 + offset * 0.25;
    if (best === undefined || cost < best.cost) best = { box, cost };
  }
  return best?.box;
}

/** First or last box of the row that `from` is in. */
export function rowEnd(boxes: readonly Placed[], from: Placed, end: 'first' | 'last'): Placed {
  const middle = from.y + from.height / 2;
  const row = boxes.filter((box) => box.y <= middle && middle <= box.y + box.height);
  const ordered = [...row].sort((a, b) => a.x - b.x || a.width - b.width);
  return (end === 'first' ? ordered[0] : ordered.at(-1)) ?? from;
}

/** The next (or previous) of `wanted` in the order of `all`, around the end. */
export function nextOf(
  all: readonly string[],
  wanted: ReadonlySet<string>,
  from: string | undefined,
  step: 1 | -1,
): string | undefined {
  const start = from === undefined ? (step === 1 ? -1 : 0) : all.indexOf(from);
  for (let count = 1; count <= all.length; count++) {
    const id = all[(start + step * count + all.length * 2) % all.length];
    if (id !== undefined && wanted.has(id)) return id;
  }
  return undefined;
}

function gap(aStart: number, aEnd: number, bStart: number, bEnd: number): number {
  return Math.max(0, Math.max(aStart, bStart) - Math.min(aEnd, bEnd));
}
