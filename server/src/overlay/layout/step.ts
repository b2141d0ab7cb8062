import { gateWords } from '../scene/criteria.ts';
import type { SceneGate, SceneStep } from '../scene/scene.ts';
import { ownerText } from '../scene/steps.ts';
import { count, listed, standardText } from '../scene/words.ts';
import { measure } from '../text/measure.ts';
import { type } from '../type.ts';
import { badgesWidth, putBadges } from './badges.ts';
import { changeText, type Draft, draft, nest, put, write, writeLine } from './draft.ts';
import { space } from './grid.ts';
import type { LaneId, Tone } from './layout.ts';

/** Half the diagonal of a gate: that far it stands out of the card. */
export const GATE = 7;

/** A step's card: what it is, who does it by when, how it stands to the standards, and what lets it go on. */
export function stepCard(
  step: SceneStep,
  lane: LaneId,
  width: number,
  columns: readonly [number, number],
  /** Stages of other journeys that it helps too. */
  also: readonly string[] = [],
): Draft {
  const card = draft('step', lane, step, width, {
    look: step.change === 'removed' ? 'ghost' : 'plain',
    name: stepName(step),
    findings: step.findings,
    personas: step.personaIds,
    owners: step.ownerIds,
    columns,
  });
  const pad = space.card;
  const inner = width - 2 * pad;
  put(card, 'number', pad, pad - 2, 24, 24, 'accent');
  const numberWidth = measure(step.number, type.strong);
  writeLine(card, step.number, 'strong', pad + 12 - numberWidth / 2, pad + 2, 'reverse');
  putBadges(card, step.findings, width - pad, pad + 2);
  const labelX = pad + 34;
  const removed = step.change === 'removed';
  let y = write(
    card,
    step.text,
    'label',
    labelX,
    pad + 1,
    Math.max(80, width - pad - badgesWidth(step.findings) - labelX),
    {
      maxLines: 5,
      struck: removed,
      tone: removed ? 'muted' : 'ink',
    },
  );
  y = Math.max(y, pad + 24) + 4;
  y = people(card, step, labelX, y, width - pad - labelX);
  if (also.length > 0) {
    put(card, 'walk', labelX, y + 1, 13, 13, 'muted');
    const words = `also helps: ${listed(also)}`;
    y = write(card, words, 'small', labelX + 18, y, width - pad - labelX - 18, { tone: 'muted', maxLines: 3 }) + 2;
  }
  y = tags(card, step, labelX, y, width - pad - labelX);
  if (removed) {
    card.height = y + pad - 4;
    return card;
  }
  const marksX = width - pad - labelX < 176 ? pad + 10 : labelX;
  y = marks(card, step, marksX, y + 4, width - pad - marksX);
  y += 8;
  put(card, 'rule', pad, y, inner, 1, 'muted');
  y += 9;
  for (const gate of step.gates) {
    const row = criterion(gate, step, lane, width);
    nest(card, row, 0, y);
    y += row.height + 6;
  }
  if (step.gates.length === 0) {
    put(card, 'gate-unproven', width - GATE, y + 0.5, 2 * GATE, 2 * GATE, 'open');
    put(card, 'alert', pad + 5, y + 0.5, 14, 14, 'open');
    y =
      write(card, 'No exit criteria: nothing says when this step is done.', 'body', labelX, y, inner - 34 - 12, {
        tone: 'open',
      }) + 6;
  }
  card.height = y + pad - 6;
  return card;
}

function stepName(step: SceneStep): string {
  const failed = step.marks.filter((mark) => !mark.passes).map((mark) => standardText(mark.standard));
  const parts = [
    step.number === '–' ? `Step: ${step.text}` : `Step ${step.number}: ${step.text}`,
    ownerText(step.owners, step.with),
    step.deadline === '' ? '' : `within ${step.deadline}`,
    ...step.tags,
    failed.length === 0 ? 'meets the four standards' : `fails ${failed.join(', ')}`,
    step.findings.length === 0 ? '' : count(step.findings.length, 'finding'),
    count(step.gates.length, 'exit criterion', 'exit criteria'),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function people(card: Draft, step: SceneStep, x: number, top: number, width: number): number {
  let y = top;
  const owner = ownerText(step.owners, step.with);
  if (owner !== '') {
    put(card, 'person', x, y + 1, 13, 13, 'muted');
    y = write(card, owner, 'small', x + 18, y, width - 18, { tone: 'muted', maxLines: 2 }) + 2;
  }
  if (step.deadline !== '') {
    put(card, 'clock', x, y + 1, 13, 13, 'muted');
    y = write(card, `within ${step.deadline}`, 'small', x + 18, y, width - 18, { tone: 'muted', maxLines: 1 }) + 2;
  }
  return y;
}

/** Small labels in frames, such as `Optional`, several on a line where they fit. */
function tags(card: Draft, step: SceneStep, left: number, top: number, width: number): number {
  const words: { text: string; tone: Tone }[] = step.tags.map((text) => ({ text, tone: 'accent' }));
  if (step.change !== undefined && step.tags.length === 0)
    words.unshift({ text: changeText[step.change], tone: step.change });
  if (words.length === 0) return top;
  let x = left;
  let y = top + 2;
  for (const { text, tone } of words) {
    const room = measure(text, type.smallStrong) + 14;
    if (x > left && x + room > left + width) {
      x = left;
      y += 22;
    }
    const shown = Math.min(room, width);
    put(card, 'pill', x, y, shown, 18, tone);
    writeLine(card, text, 'smallStrong', x + 7, y + 1.5, tone, shown - 13.9);
    x += shown + 6;
  }
  return y + 20;
}

/** The four standards: a check where the step passes, a cross where it does not. */
function marks(card: Draft, step: SceneStep, left: number, top: number, width: number): number {
  const widths = step.marks.map((mark) => 16 + measure(standardText(mark.standard), type.smallStrong));
  const oneRow = widths.reduce((sum, each) => sum + each + 12, -12) <= width;
  const half = Math.max(84, (width + 12) / 2);
  let x = left;
  step.marks.forEach((mark, index) => {
    const tone = mark.passes ? 'pass' : 'error';
    const column = oneRow ? x : left + (index % 2) * half;
    const y = oneRow ? top : top + Math.floor(index / 2) * 17;
    put(card, mark.passes ? 'check' : 'cross', column, y + 1.5, 12, 12, tone);
    writeLine(
      card,
      standardText(mark.standard),
      mark.passes ? 'small' : 'smallStrong',
      column + 16,
      y,
      mark.passes ? 'muted' : 'error',
    );
    x += (widths[index] as number) + 12;
  });
  return top + (oneRow ? 15 : 32);
}

/** An exit criterion: a row of the card whose gate stands on the card's trailing edge. */
function criterion(gate: SceneGate, step: SceneStep, lane: LaneId, width: number): Draft {
  const row = draft('criterion', lane, gate, width, {
    name: `Exit criterion ${gate.letter} of step ${step.number}: ${gate.text}. ${gateWords[gate.gate]}`,
    personas: step.personaIds,
    owners: step.ownerIds,
  });
  const pad = space.card;
  writeLine(row, gate.letter, 'strong', pad + 20 - measure(gate.letter, type.strong), 0, 'accent', 20);
  const tone = gate.gate === 'unproven' ? 'open' : gate.change === undefined ? 'ink' : gate.change;
  const struck = gate.change === 'removed';
  const bottom = write(row, gate.text, 'body', pad + 34, 0, width - 2 * pad - 34 - 6, {
    maxLines: 4,
    struck,
    tone: gate.gate === 'unproven' ? 'ink' : tone,
  });
  put(row, `gate-${gate.gate}`, width - GATE, 1, 2 * GATE, 2 * GATE, gate.gate === 'unproven' ? 'open' : 'accent');
  row.height = Math.max(16, bottom);
  return row;
}
