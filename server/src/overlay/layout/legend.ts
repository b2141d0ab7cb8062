import { measure } from '../text/measure.ts';
import { type } from '../type.ts';
import { type Draft, put, writeLine } from './draft.ts';
import type { SignName, Tone } from './layout.ts';

type Key = readonly [sign: SignName, tone: Tone, words: string];

const basic: readonly Key[] = [
  ['check', 'pass', 'the buyer is helped, the standard is met'],
  ['alert', 'open', 'nothing helps the buyer'],
  ['gate-buyer', 'accent', 'exit with the buyer taking part'],
  ['gate-rep', 'accent', 'exit by the rep alone'],
  ['gate-unproven', 'open', 'no record proves it'],
  ['cross', 'error', 'the standard is not met'],
];

const levels: readonly Key[] = [
  ['level-native', 'accent', 'native in the CRM'],
  ['level-helper', 'accent', 'by a helper field'],
  ['level-manual', 'open', 'by hand'],
];

/** What the signs mean, in as many rows as it takes; returns the y below. */
export function legend(
  into: Pick<Draft, 'texts' | 'signs' | 'cut'>,
  left: number,
  top: number,
  width: number,
  withLevels: boolean,
): number {
  let x = left;
  let y = top;
  for (const [sign, tone, words] of withLevels ? [...basic, ...levels] : basic) {
    const taken = 20 + measure(words, type.small);
    if (x > left && x + taken > left + width) {
      x = left;
      y += 22;
    }
    put(into, sign, x, y + 0.5, 14, 14, tone);
    writeLine(into, words, 'small', x + 20, y, 'muted', left + width - x - 20);
    x += taken + 26;
  }
  return y + 16;
}
