import type { SceneFinding, SceneNote, SceneStage, SceneStuck } from '../scene/scene.ts';
import { count, listed } from '../scene/words.ts';
import { measure } from '../text/measure.ts';
import { type } from '../type.ts';
import { badgesWidth, putBadges } from './badges.ts';
import { changeText, type Draft, draft, put, write, writeLine } from './draft.ts';

/** How far the tip of a chevron stands out. */
export const TIP = 14;

/** A stage of the journey as a chevron. */
export function stageChevron(stage: SceneStage, width: number, column: number): Draft {
  const stuck = count(stage.stuck.length, 'stuck point');
  const state = stage.open ? `${stuck}, not all helped` : stuck;
  const box = draft('stage', 'stages', stage, width, {
    look: stage.open ? 'open' : 'plain',
    name: `Stage ${column + 1}: ${stage.text}; ${state}; ${count(stage.steps, 'step')}`,
    findings: own(stage),
    gap: stage.coverage === 'gap',
    columns: [column, column],
  });
  const left = TIP + 14;
  const signs = stage.open ? 24 : 0;
  const right = width - TIP - 12 - signs - badgesWidth(own(stage));
  const bottom = write(box, stage.text, 'stage', left, 12, right - left, {
    maxLines: 4,
    struck: stage.change === 'removed',
  });
  box.height = Math.max(bottom, 30) + 12;
  return box;
}

/** Signs of a chevron, placed once the lane's height is known. */
export function finishChevron(box: Draft, stage: SceneStage): void {
  const text = box.texts.reduce((sum, line) => sum + type[line.type].lineHeight, 0);
  const shift = (box.height - text) / 2 - 12;
  for (const line of box.texts) line.y += shift;
  const middle = box.height / 2;
  let x = box.width - TIP - 12;
  if (stage.open) {
    x -= 16;
    put(box, 'alert', x, middle - 8, 16, 16, 'open');
    x -= 8;
  }
  putBadges(box, own(stage), x, middle - 7.5);
}

/** Findings on the stage itself: those on its stuck points are shown there. */
function own(stage: SceneStage): readonly SceneFinding[] {
  const below = new Set(stage.stuck.flatMap((point) => point.findings));
  return stage.findings.filter((finding) => !below.has(finding));
}

/** What the buyer does or asks. */
export function buyerNote(note: SceneNote, kind: 'does' | 'asks', width: number, column: number): Draft {
  const box = draft(kind, kind, note, width, { personas: note.personaIds, columns: [column, column] });
  put(box, kind === 'does' ? 'walk' : 'question', 0, 1, 14, 14, note.change ?? 'muted');
  const text = kind === 'asks' ? quoted(note.text) : note.text;
  let y = write(box, text, 'body', 22, 0, width - 22, { maxLines: 5, struck: note.change === 'removed' });
  y = forWhom(box, note, 22, y, width - 22);
  box.height = Math.max(16, y);
  return box;
}

function quoted(text: string): string {
  return /^[“"«„「]/u.test(text) ? text : `“${text}”`;
}

function forWhom(box: Draft, note: SceneNote, x: number, y: number, width: number): number {
  if (note.personas.length === 0) return y;
  return write(box, `for ${listed(note.personas)}`, 'small', x, y + 1, width, { tone: 'muted', maxLines: 2 });
}

/** Where the buyer is stuck: answered by steps, or open. */
export function stuckCard(point: SceneStuck, width: number, column: number): Draft {
  const open = point.helpedBy.length === 0;
  const removed = point.change === 'removed';
  const answer = open ? 'Nothing helps the buyer here' : `Helped by step ${listed(point.helpedBy)}`;
  const box = draft('stuck', 'stuck', point, width, {
    look: removed ? 'ghost' : open ? 'open' : 'answered',
    name: `Stuck point: ${point.text}. ${answer}`,
    findings: point.findings,
    personas: point.personaIds,
    gap: open && !removed,
    columns: [column, column],
  });
  const tone = open ? 'open' : 'pass';
  put(box, open ? 'alert' : 'check', 12, 11, 16, 16, tone);
  let y = write(box, point.text, open ? 'strong' : 'body', 38, 10, width - 38 - 14, { maxLines: 5, struck: removed });
  y = forWhom(box, point, 38, y, width - 38 - 14);
  if (point.change !== undefined) {
    y = write(box, changeText[point.change], 'smallStrong', 38, y + 2, width - 38 - 14, {
      tone: point.change,
      maxLines: 1,
    });
  }
  y += 3;
  if (open) y = write(box, answer, 'smallStrong', 38, y, width - 38 - 14, { tone: 'open', maxLines: 2 });
  else y = helpers(box, point.helpedBy, 38, y, width - 14);
  box.height = y + 10;
  return box;
}

/** `Helped by` and the numbers of the steps in small discs. */
function helpers(box: Draft, numbers: readonly string[], left: number, top: number, right: number): number {
  let x = left + writeLine(box, 'Helped by', 'small', left, top + 1.5, 'muted') + 6;
  let y = top;
  for (const number of numbers) {
    const text = measure(number, type.smallStrong);
    const disc = Math.max(18, text + 9);
    if (x + disc > right) {
      x = left;
      y += 21;
    }
    put(box, 'number', x, y, disc, 18, 'accent');
    writeLine(box, number, 'smallStrong', x + (disc - text) / 2, y + 1.5, 'reverse');
    x += disc + 4;
  }
  return y + 18;
}

/** How many steps run in a stage. */
export function coverageCell(stage: SceneStage, width: number, column: number): Draft {
  const words = {
    gap: 'Gap: no step',
    idle: 'No step, no stuck point',
    crowded: `${stage.steps} steps: likely redundant`,
    covered: count(stage.steps, 'step'),
  }[stage.coverage];
  const alarming = stage.coverage === 'gap' || stage.coverage === 'crowded';
  const box = draft('coverage', 'coverage', { ...stage, change: undefined }, width, {
    id: `${stage.id}/coverage`,
    look: stage.coverage === 'gap' || stage.coverage === 'crowded' ? stage.coverage : 'plain',
    name: `${stage.text}: ${words}`,
    columns: [column, column],
  });
  const tone = alarming ? 'open' : stage.coverage === 'idle' ? 'muted' : 'ink';
  let x = 0;
  if (alarming) {
    put(box, 'alert', 0, 1, 14, 14, 'open');
    x = 20;
  }
  x += writeLine(box, words, alarming ? 'strong' : 'body', x, 0, tone, width - x) + 12;
  for (let step = 0; step < stage.steps && x + 10 <= width; step++) {
    put(box, 'block', x, 3, 10, 10, alarming ? 'open' : 'accent');
    x += 14;
  }
  box.height = 16;
  return box;
}
