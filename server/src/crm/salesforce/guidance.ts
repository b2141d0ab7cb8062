import type { Action, Owner, ProjectModel, Step } from '../../model/model.ts';
import type { Ref } from '../../model/source.ts';
import { MAX } from '../../standards/crm/salesforce.ts';
import { criterionText, withoutSingleChoices } from '../criteria.ts';
import { describeEvidence, describeItem, titleOfRef } from '../describe.ts';
import { planLine } from '../describe-plan.ts';
import type { ProcessStage } from '../stages.ts';
import { cut, list, oneLine } from '../text.ts';
import { apart } from './collects.ts';
import { GUIDES } from './read-guidance.ts';
import type { NamedStage } from './value-list.ts';
import { escapeHtml } from './xml.ts';

/** The guidance of a stage as path markup, and how many lines of it did not fit, or not as a whole. */
export interface Guidance {
  readonly html: string;
  readonly left: number;
}

/**
 * Guidance for success: what the rep does, when the stage is done, what the buyer commits to, what to do when it
 * stalls. One paragraph a line; a line that says what an earlier one said is left out, so that guidance that was
 * imported comes out as it went in.
 *
 * @param moreFields labels of fields that have no room among the key fields of the path
 * @param stages those of the process: plans name them as the path does
 */
export function guidanceOf(
  stage: ProcessStage,
  moreFields: readonly string[],
  stages: readonly NamedStage[],
  model: ProjectModel,
): Guidance {
  const lines: string[] = [];
  const shown = (place: Ref) =>
    stages.find((each) => holdersOf(each).some(({ id }) => id === place.target))?.value.name;
  const add = (says: string, line = says) => {
    // What an import read from a message may have been cut.
    const core = oneLine(says).replace(/…$/, '');
    if (core !== '' && !lines.some((other) => other.includes(core))) lines.push(oneLine(line));
  };
  const holders = holdersOf(stage);
  for (const holder of holders) {
    const owner = holder.kind === 'step' ? holder.effectiveOwner : undefined;
    for (const action of holder.actions) for (const line of actionLines(action, owner, model)) add(line);
  }
  for (const step of stage.steps) addCriteria(step, model, add);
  if (moreFields.length > 0) add(`${GUIDES.also}${list(moreFields)}`);
  for (const holder of holders) {
    const plans = holder.kind === 'step' ? (holder.otherwise?.plans ?? []) : holder.plans;
    for (const plan of plans) add(planLine(plan, model, shown));
  }
  for (const step of stage.steps) {
    for (const play of step.plays) {
      for (const line of play.label.value.split('\n')) add(line);
      for (const action of play.actions) for (const line of actionLines(action, undefined, model)) add(line);
      for (const { text, url } of play.uses) add(url ? `${text.value}: ${url.value}` : text.value);
    }
  }
  return fit(lines);
}

function holdersOf({ steps, outcome, hold }: ProcessStage) {
  return [...steps, ...(outcome ? [outcome] : []), ...(hold ? [hold] : [])];
}

function addCriteria(step: Step, model: ProjectModel, add: (says: string, line?: string) => void): void {
  for (const item of withoutSingleChoices(step.exit?.items ?? []).flatMap(apart)) {
    const says = describeItem(item, model);
    if (item.kind === 'any') add(says, `${GUIDES.any}${says}`);
    else if (item.kind === 'collect' && item.items.every(({ kind }) => kind === 'field' || kind === 'framework')) {
      // The path shows the fields themselves.
    } else {
      const when = item.when ? ` (when ${describeEvidence(item.when, model)})` : '';
      const before = item.kind === 'collect' ? '' : GUIDES[item.kind];
      add(criterionText(item, model), `${before}${says}${when}`);
    }
  }
}

function actionLines(action: Action, owner: Owner | undefined, model: ProjectModel): readonly string[] {
  const others = action.by.filter((role) => !owner?.roles.some((own) => own.target === role.target));
  const lines = action.text.value.split('\n').filter((line) => line.trim() !== '');
  const notes = [
    ...(others.length > 0 ? [names(others, model)] : []),
    ...(action.when ? [`when ${describeEvidence(action.when, model)}`] : []),
  ];
  const last = lines.length - 1;
  return lines.map((line, index) => (index === last && notes.length > 0 ? `${line} (${notes.join(', ')})` : line));
}

function names(refs: readonly Ref[], model: ProjectModel): string {
  return list(refs.map((ref) => titleOfRef(ref, model)));
}

/** As many lines, from the first, as the path takes. */
function fit(lines: readonly string[]): Guidance {
  let html = '';
  for (const [index, line] of lines.entries()) {
    const paragraph = index === 0 ? cutParagraph(line) : `<p>${escapeHtml(line)}</p>`;
    if (html.length + paragraph.length > MAX.guidance) return { html, left: lines.length - index };
    html += paragraph;
    if (!paragraph.includes(escapeHtml(line))) return { html, left: lines.length };
  }
  return { html, left: 0 };
}

/** A paragraph that fits by itself. */
function cutParagraph(line: string): string {
  for (let length = Math.min(line.length, MAX.guidance); ; length -= 20) {
    const paragraph = `<p>${escapeHtml(cut(line, length))}</p>`;
    if (paragraph.length <= MAX.guidance) return paragraph;
  }
}
