import { severities } from '../scene/findings.ts';
import type { SceneFinding } from '../scene/scene.ts';
import { measure } from '../text/measure.ts';
import { type } from '../type.ts';
import { type Draft, put, writeLine } from './draft.ts';
import type { Sign, Tone } from './layout.ts';

interface Badge {
  readonly sign: Sign['sign'];
  readonly tone: Tone;
  readonly count: number;
}

/** One badge for each severity that occurs. */
function badgesOf(findings: readonly SceneFinding[]): readonly Badge[] {
  return severities.flatMap((severity): Badge[] => {
    const found = findings.filter((finding) => finding.severity === severity).length;
    const tone = severity === 'hint' ? 'info' : severity;
    return found === 0 ? [] : [{ sign: `severity-${severity}`, tone, count: found }];
  });
}

/** Width that the badges of findings take, with the space to their left, in pixels. */
export function badgesWidth(findings: readonly SceneFinding[]): number {
  return badgesOf(findings).reduce((sum, badge) => sum + 25 + measure(String(badge.count), type.smallStrong), 0);
}

/** Draws how many findings of each severity there are, ending at `right`, the numbers' line starting at `top`. */
export function putBadges(box: Draft, findings: readonly SceneFinding[], right: number, top: number): void {
  let x = right;
  for (const badge of [...badgesOf(findings)].reverse()) {
    const text = String(badge.count);
    x -= measure(text, type.smallStrong);
    writeLine(box, text, 'smallStrong', x, top, badge.tone);
    x -= 17;
    put(box, badge.sign, x, top + 0.5, 14, 14, badge.tone);
    x -= 8;
  }
}
