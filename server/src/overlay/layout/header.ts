import type { Scene, ScenePersona, SceneTotals } from '../scene/scene.ts';
import { count, figuresText, standardText } from '../scene/words.ts';
import { measure } from '../text/measure.ts';
import { type } from '../type.ts';
import { changeText, type Draft, draft, put, write, writeLine } from './draft.ts';
import type { SignName, Tone } from './layout.ts';

/** The process's name, facts about it, and the figures a reader looks for first. */
export function headerBox(scene: Scene, width: number): Draft {
  const { totals } = scene;
  const box = draft('fact', 'header', scene.process, width, {
    name: `${scene.process.text}. ${totalsText(totals)}`,
    findings: scene.findings,
  });
  const journeys = scene.journeys.map((journey) => journey.text).join(' · ');
  let y = write(box, scene.process.text, 'title', 0, 0, width, { maxLines: 2 });
  const line = [journeys === '' ? 'No journey yet' : `Buyer’s journey: ${journeys}`, ...scene.facts].join(' · ');
  y = write(box, line, 'body', 0, y + 2, width, { tone: 'muted', maxLines: 2 });
  y = figures(box, scene, y + 16, width);
  box.height = y;
  return box;
}

interface Figure {
  readonly value: string;
  readonly words: string;
  readonly tone: Tone;
  readonly sign: SignName | undefined;
}

function figures(box: Draft, scene: Scene, top: number, width: number): number {
  const { totals } = scene;
  const { error, warning, info, hint } = totals.severities;
  const helped: Figure = {
    value: `${totals.stuck - totals.unhelped} of ${totals.stuck}`,
    words: 'stuck points helped',
    tone: totals.unhelped > 0 ? 'open' : 'ink',
    sign: totals.unhelped > 0 ? 'alert' : totals.stuck > 0 ? 'check' : undefined,
  };
  const list: Figure[] = [
    ...(totals.stuck > 0 ? [helped] : []),
    { value: String(totals.steps), words: totals.steps === 1 ? 'step' : 'steps', tone: 'ink', sign: undefined },
    {
      value: `${totals.criteria - totals.unproven} of ${totals.criteria}`,
      words: 'exit criteria proven',
      tone: totals.unproven > 0 ? 'open' : 'ink',
      sign: totals.unproven > 0 ? 'gate-unproven' : undefined,
    },
  ];
  if (totals.orphans > 0)
    list.push({
      value: String(totals.orphans),
      words: totals.orphans === 1 ? 'step outside the journey' : 'steps outside the journey',
      tone: 'open',
      sign: 'alert',
    });
  if (error > 0)
    list.push({ value: String(error), words: error === 1 ? 'error' : 'errors', tone: 'error', sign: 'severity-error' });
  if (warning > 0)
    list.push({
      value: String(warning),
      words: warning === 1 ? 'warning' : 'warnings',
      tone: 'warning',
      sign: 'severity-warning',
    });
  if (info + hint > 0)
    list.push({
      value: String(info + hint),
      words: info + hint === 1 ? 'note' : 'notes',
      tone: 'info',
      sign: 'severity-info',
    });
  let x = 0;
  let y = top;
  for (const { value, words, tone, sign } of list) {
    const signWidth = sign === undefined ? 0 : 24;
    const taken = signWidth + measure(value, type.figure) + 7 + measure(words, type.body);
    if (x > 0 && x + taken > width) {
      x = 0;
      y += 28;
    }
    if (sign !== undefined) put(box, sign, x, y + 2, 18, 18, tone === 'ink' ? 'pass' : tone);
    x += signWidth;
    x += writeLine(box, value, 'figure', x, y, tone) + 7;
    x += writeLine(box, words, 'body', x, y + 4.5, 'muted') + 34;
  }
  if (totals.standards.length === 0) return y + 24;
  const parts = totals.standards.map(({ standard, findings }) => `${standardText(standard)} ${findings}`);
  return write(box, `Findings by standard: ${parts.join(', ')}`, 'small', 0, y + 30, width, {
    tone: 'muted',
    maxLines: 2,
  });
}

/** The figures in words, for the picture's accessible name. */
export function totalsText(totals: SceneTotals): string {
  const { error, warning } = totals.severities;
  const parts = [
    ...figuresText(totals),
    error === 0 ? '' : count(error, 'error'),
    warning === 0 ? '' : count(warning, 'warning'),
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}

/** A persona: who buys, and as what. */
export function personaChip(persona: ScenePersona): Draft {
  const room = 300;
  const box = draft('persona', 'personas', persona, 0, {
    name: `Persona: ${persona.text}${persona.role === '' ? '' : `, buys as ${persona.role}`}`,
    personas: [persona.id],
  });
  put(box, 'contact', 12, 10, 18, 18, persona.change ?? 'accent');
  const inner = Math.min(room, Math.max(measure(persona.text, type.strong), measure(persona.role, type.small)) + 1);
  let y = write(box, persona.text, 'strong', 40, 7, inner, { maxLines: 3, struck: persona.change === 'removed' });
  if (persona.role !== '') y = write(box, persona.role, 'small', 40, y, inner, { tone: 'muted', maxLines: 1 });
  if (persona.change !== undefined)
    y = write(box, changeText[persona.change], 'smallStrong', 40, y, inner, { tone: persona.change });
  box.width = 40 + inner + 14;
  box.height = Math.max(38, y + 7);
  return box;
}
