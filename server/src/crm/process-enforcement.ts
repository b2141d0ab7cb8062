import type { Process, ProjectModel } from '../model/model.ts';
import type { Enforcement, EnforcementLevel } from './backend.ts';
import { describeEvidence, titleOfRef } from './describe.ts';
import { titleOf } from './stages.ts';

/** A verdict with the sentence that explains it. */
export type Verdict = readonly [level: EnforcementLevel, how: string];

/** How a CRM enforces what a process demands besides criteria. */
export interface ProcessVerdicts {
  /** @param returns the source itself lets records move back somewhere */
  forwardOnly(returns: boolean): Verdict;
  noSkipping(): Verdict;
  /** @param condition in words, where it is not always allowed */
  startsAt(stage: string, condition: string | undefined): Verdict;
  /** @param reasons labels, each once */
  reasons(outcome: string, reasons: readonly string[]): Verdict;
  /** Which records the process is for, in words. */
  appliesWhen(condition: string): Verdict;
}

/** The lines of the report for moves, entry points, reasons and the records that a process is for. */
export function processEnforcement(
  process: Process,
  model: ProjectModel,
  verdicts: ProcessVerdicts,
): readonly Enforcement[] {
  const lines: Enforcement[] = [];
  const add = (path: string, text: string, [level, how]: Verdict, span = process.nameSpan) =>
    lines.push({ path, text, level, how, span });
  if (process.forwardOnly) add(process.name, 'Moves forward only', verdicts.forwardOnly(hasReturns(process)));
  if (process.noSkipping) add(process.name, 'Skips no stage', verdicts.noSkipping());
  for (const { step, when, span } of process.startsAt) {
    const condition = when && describeEvidence(when, model);
    const text = `Starts at ${titleOfRef(step, model)}${condition === undefined ? '' : ` when ${condition}`}`;
    add(process.name, text, verdicts.startsAt(titleOfRef(step, model), condition), span);
  }
  for (const outcome of process.outcomes) {
    if (outcome.reasons.length === 0) continue;
    const reasons = [...new Set(outcome.reasons.map(titleOf))];
    const text = `Reason for ${titleOf(outcome)}`;
    add(`${process.name}/${outcome.name}`, text, verdicts.reasons(titleOf(outcome), reasons), outcome.nameSpan);
  }
  if (process.appliesWhen) {
    const condition = describeEvidence(process.appliesWhen, model);
    add(process.name, `Applies when ${condition}`, verdicts.appliesWhen(condition));
  }
  return lines;
}

/** Whether a plan or a branch of the process leads back. */
function hasReturns({ steps }: Process): boolean {
  const at = (id: string | undefined) => steps.findIndex((step) => step.id === id);
  return steps.some(
    (step, index) =>
      step.branches.some(({ to }) => at(to.target) >= 0 && at(to.target) < index) ||
      step.otherwise?.plans.some(({ action }) => action.kind === 'return' && at(action.step.target) < index),
  );
}
