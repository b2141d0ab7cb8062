import { neighbour, nextOf, type Placed, rowEnd } from './grid.ts';

const ARROWS = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } as const;

/** A box as the keys see it. */
export interface Reachable extends Placed {
  readonly hasFindings: boolean;
  readonly isGap: boolean;
}

/**
 * Where a key leads among the boxes, which are in reading order: `undefined` where the key moves nothing, without `to`
 * where there is nothing in that direction.
 */
export function destination(
  { key, ctrlKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey'>,
  boxes: readonly Reachable[],
  focused: string | undefined,
): { readonly to: string | undefined } | undefined {
  const order = boxes.map(({ id }) => id);
  const at = boxes.find(({ id }) => id === focused);
  const next = (which: 'hasFindings' | 'isGap', step: 1 | -1) => {
    const wanted = new Set(boxes.filter((box) => box[which]).map(({ id }) => id));
    return { to: nextOf(order, wanted, focused, step) };
  };
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'ArrowUp':
    case 'ArrowDown':
      return { to: at === undefined ? order[0] : neighbour(boxes, at, ARROWS[key])?.id };
    case 'Home':
    case 'End': {
      const first = key === 'Home';
      if (ctrlKey || at === undefined) return { to: first ? order[0] : order.at(-1) };
      return { to: rowEnd(boxes, at, first ? 'first' : 'last').id };
    }
    case 'n':
    case 'p':
      return next('hasFindings', key === 'n' ? 1 : -1);
    case 'g':
    case 'G':
      return next('isGap', shiftKey ? -1 : 1);
    default:
      return undefined;
  }
}
