import { describeDuration, describeEvidence, titleOfRef } from '../../crm/describe.ts';
import type { Evidence } from '../../model/evidence.ts';
import type { Standard } from '../../model/finding.ts';
import type { Declared, ForecastCategory, Owner, PassedItem, PlanTrigger, ProjectModel } from '../../model/model.ts';
import type { Ref, Span } from '../../model/source.ts';
import { cleanLine } from '../text/clean.ts';
import type { SceneFact, SceneItem, SceneTotals } from './scene.ts';

/** What is counted of a process, in words: for names and head lines, which add what was found in their own way. */
export function figuresText(totals: SceneTotals): string[] {
  const parts = [
    totals.stuck === 0 ? '' : `${totals.stuck - totals.unhelped} of ${count(totals.stuck, 'stuck point')} helped`,
    count(totals.steps, 'step'),
    totals.orphans === 0 ? '' : `${totals.orphans} outside the journey`,
    `${totals.criteria - totals.unproven} of ${count(totals.criteria, 'exit criterion', 'exit criteria')} proven`,
  ];
  return parts.filter((part) => part !== '');
}

/** What a person calls a declaration. */
export function title(declared: Declared & { readonly kind: string }): string {
  return cleanLine(declared.label?.value ?? '') || declared.name || `(${declared.kind} without a name)`;
}

/** What a person calls what a reference names. */
export function refTitle(ref: Ref, model: ProjectModel): string {
  return cleanLine(titleOfRef(ref, model)) || ref.text;
}

/** Evidence in words, on one line. */
export function evidenceText(evidence: Evidence, model: ProjectModel): string {
  return cleanLine(describeEvidence(evidence, model));
}

/** `when …` behind a text, or nothing. */
export function whenText(when: Evidence | undefined, model: ProjectModel): string {
  return when === undefined ? '' : ` when ${evidenceText(when, model)}`;
}

/** `After 5 days`, `Every 2 weeks without activity`, `When …`. */
export function triggerText(trigger: PlanTrigger, model: ProjectModel): string {
  if (trigger.kind === 'when') return `When ${evidenceText(trigger.when, model)}`;
  const word = trigger.kind === 'after' ? 'After' : 'Every';
  const idle = trigger.idle ? ' without activity' : '';
  return `${word} ${describeDuration(trigger.duration)}${idle}${whenText(trigger.when, model)}`;
}

/** Owners of a step and those who help them. */
export function ownerTitles(owner: Owner | undefined, model: ProjectModel): { owners: string[]; with: string[] } {
  return {
    owners: owner?.roles.map((role) => refTitle(role, model)) ?? [],
    with: owner?.with.map((role) => refTitle(role, model)) ?? [],
  };
}

/** What passes on, in words; empty where nothing is named. */
export function passedText(items: readonly PassedItem[], model: ProjectModel): string {
  const names = items.map((item) => {
    if (item.kind === 'field') return refTitle(item.field, model);
    return item.document ? refTitle(item.document, model) : cleanLine(item.label?.value ?? '');
  });
  return names.join(', ');
}

const forecasts: Readonly<Record<ForecastCategory, string>> = {
  pipeline: 'Pipeline',
  'best-case': 'Best case',
  commit: 'Commit',
  closed: 'Closed',
  omitted: 'Omitted',
};

export function forecastText(category: ForecastCategory | undefined): string {
  return category === undefined ? '' : forecasts[category];
}

const standardNames: Readonly<Record<Standard, string>> = {
  required: 'Required',
  factual: 'Factual',
  inspectable: 'Inspectable',
  'buyer-centric': 'Buyer-centric',
  'exit-criteria': 'Exit criteria',
  process: 'Structure',
  crm: 'CRM',
  suppression: 'Suppressions',
  language: 'Language',
  config: 'Configuration',
};

export function standardText(standard: Standard): string {
  return standardNames[standard];
}

/** `1 step`, `2 steps`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Capital first letter. */
export function sentence(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** The parts all items of a scene have; a fact without text is left out. */
export function item(
  id: string,
  span: Span,
  nameSpan: Span,
  path: string,
  text: string,
  facts: readonly SceneFact[] = [],
): SceneItem {
  const told = facts.filter((fact) => fact.text !== '');
  return { id, span, nameSpan, path, text, facts: told, change: undefined, changeWords: '' };
}
