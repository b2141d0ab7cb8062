import type { SceneOutcome } from '../scene/scene.ts';
import { count, listed } from '../scene/words.ts';
import { badgesWidth, putBadges } from './badges.ts';
import { changeText, type Draft, draft, put, write } from './draft.ts';
import type { LaneId } from './layout.ts';

const titles = { won: 'Won', lost: 'Lost', disqualified: 'Disqualified', hold: 'On hold' } as const;

/** An end of the process, or a place to park a record: what leads here and why. */
export function outcomeCard(outcome: SceneOutcome, lane: LaneId, width: number): Draft {
  const card = draft('outcome', lane, outcome, width, {
    look: outcome.change === 'removed' ? 'ghost' : outcome.kind,
    name: outcomeName(outcome),
    findings: outcome.findings,
  });
  const tone = outcome.kind === 'won' ? 'pass' : outcome.kind === 'lost' ? 'error' : 'muted';
  put(card, outcome.kind, 12, 11, 16, 16, tone);
  const left = 38;
  const room = width - left - 12;
  putBadges(card, outcome.findings, width - 12, 9);
  let y = write(card, titles[outcome.kind], 'small', left, 9, room - badgesWidth(outcome.findings), {
    tone: 'muted',
    maxLines: 1,
  });
  y = write(card, outcome.text, 'strong', left, y, room, { maxLines: 4, struck: outcome.change === 'removed' });
  if (outcome.change !== undefined)
    y = write(card, changeText[outcome.change], 'smallStrong', left, y, room, { tone: outcome.change });
  if (outcome.from.length > 0)
    y = write(
      card,
      `from ${outcome.from.length === 1 ? 'step' : 'steps'} ${listed(outcome.from)}`,
      'small',
      left,
      y + 2,
      room,
      { tone: 'muted' },
    );
  const crm = outcome.crm;
  if (crm !== undefined) {
    const figures = [crm.stage, crm.probability, crm.forecast].filter((part) => part !== '').join(' · ');
    y = write(card, `CRM: ${figures}`, 'small', left, y + 2, room, { tone: 'muted', maxLines: 2 });
  }
  y += 4;
  for (const reason of outcome.reasons) {
    put(card, 'block', left, y + 6, 4, 4, 'muted');
    y =
      write(card, reason.text, 'small', left + 11, y, room - 11, { maxLines: 2, struck: reason.change === 'removed' }) +
      2;
  }
  for (const each of outcome.backstage) {
    put(card, each.kind, left - 1, y + 2, 12, 12, 'muted');
    y = write(card, each.text, 'small', left + 17, y + 1, room - 17, { maxLines: 4 }) + 3;
  }
  card.height = y + 8;
  return card;
}

function outcomeName(outcome: SceneOutcome): string {
  const reasons = outcome.reasons.length === 0 ? '' : `; ${count(outcome.reasons.length, 'reason')}`;
  const from =
    outcome.from.length === 0 ? '' : `; from ${outcome.from.length === 1 ? 'step' : 'steps'} ${listed(outcome.from)}`;
  return `${titles[outcome.kind]}: ${outcome.text}${reasons}${from}`;
}
